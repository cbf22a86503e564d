"""Somebody at Firefox as it is installed; whatever they do is held against the registry."""

import json

from chatsync.audit.browser import Driven, Tab
from chatsync.audit.crawl import Crawl, Who
from chatsync.audit.declared import SET_BY, State
from chatsync.audit.report import published
from tests.support.product import Product

_BUTTON = """
[...document.querySelectorAll("button, main a")].find((it) => it.checkVisibility() &&
  [it.innerText.trim(), it.textContent.trim(), it.getAttribute("aria-label")].includes({name}))
"""
_FIELD = """
(document.querySelector(`main [name=${{JSON.stringify({name})}}]`) ??
  document.querySelector(`[aria-label=${{JSON.stringify({name})}}]:is(input, textarea)`) ??
  [...document.querySelectorAll("label")]
    .find((it) => it.textContent.trim().startsWith({name}))?.control)
"""
_TYPE = """
(() => {{
  const field = {field};
  const set = Object.getOwnPropertyDescriptor(Object.getPrototypeOf(field), "value").set;
  set.call(field, {value});
  field.dispatchEvent(new Event("input", {{bubbles: true}}));
}})()
"""


class Person:
    """In a profile of their own; `faults` is all that was not declared so far."""

    def __init__(self, browser: Driven, product: Product) -> None:
        self.product = product
        registry = published(browser, product.url)
        self.tab: Tab = browser.new_tab()  # the last one opened is the one that is listened to
        self._look = Crawl(self.tab, registry, browser.version, State.FIRST, Who())
        self.seen: set[str] = set()
        self.faults: list[str] = []

    def opens(self, path: str) -> None:
        self.tab.open(f"{self.product.url}{path}", 0.2)
        self.looks()

    def presses(self, name: str, then: str) -> None:
        """Press the button or link, and wait until `then` is true of the page."""
        self.tab.wait(f"Boolean({button(name)})")
        self.tab.evaluate(f"void {button(name)}.click()")
        self.tab.wait(then)
        self.looks()

    def types(self, name: str, words: str) -> None:
        field = _FIELD.format(name=json.dumps(name))
        self.tab.wait(f"Boolean({field})")
        self.tab.evaluate(_TYPE.format(field=field, value=json.dumps(words)))

    def sends(self, then: str) -> None:
        """Send the form of the page off by itself, as Enter does."""
        self.tab.evaluate("document.querySelector('main form').requestSubmit()")
        self.tab.wait(then)
        self.looks()

    def looks(self) -> None:
        """Hold what the page kept and sent until now against the registry."""
        path = str(self.tab.evaluate("location.pathname"))
        visit = self._look._seen(path, path, 200)
        self.seen |= {*visit.requests}
        # A form leads on at once; which of its answers set a cookie is the server's guard to know.
        told = [one for one in visit.faults if not one.why.startswith(SET_BY)]
        self.faults += [f"{path}: {fault}" for fault in told]


def button(name: str) -> str:
    """The visible button or link with this name, as an expression."""
    return _BUTTON.format(name=json.dumps(name)).strip()


def says(words: str) -> str:
    """Whether the page shows these words."""
    return f"document.body?.innerText.includes({json.dumps(words)})"


def at(path: str) -> str:
    """Whether the page has this address, or one below it."""
    return f"location.pathname.startsWith({json.dumps(path)})"
