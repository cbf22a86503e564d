"""CP-1.1: what people do in Firefox, beyond opening pages: it is all declared."""

import json
import secrets
from collections.abc import Iterator

import pytest

from chatsync.audit.browser import Driven, Tab
from chatsync.audit.crawl import Crawl, Who
from chatsync.audit.declared import SET_BY, State
from chatsync.audit.launching import driven, found_browser
from chatsync.audit.report import published
from tests.journeys.customers import Customer
from tests.journeys.test_two_browsers import fill_in
from tests.support.lessons import demand_none
from tests.support.product import Product, eventually

pytestmark = pytest.mark.browser
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
    """Somebody at Firefox; `faults` is all that was not declared so far."""

    def __init__(self, browser: Driven, product: Product) -> None:
        self.product = product
        self.tab: Tab = browser.new_tab()
        registry = published(browser, product.url)
        self._look = Crawl(self.tab, registry, browser.version, State.FIRST, Who())
        self.faults: list[str] = []

    def opens(self, path: str) -> None:
        self.tab.open(f"{self.product.url}{path}", 0.2)
        self.looks()

    def presses(self, name: str, then: str) -> None:
        """Press the button or link, and wait until `then` is true of the page."""
        button = _BUTTON.format(name=json.dumps(name))
        self.tab.wait(f"Boolean({button})")
        self.tab.evaluate(f"void {button}.click()")
        self.tab.wait(then)
        self.looks()

    def types(self, name: str, words: str) -> None:
        field = _FIELD.format(name=json.dumps(name))
        self.tab.wait(f"Boolean({field})")
        self.tab.evaluate(_TYPE.format(field=field, value=json.dumps(words)))

    def looks(self) -> None:
        """Hold what the page kept and sent until now against the registry."""
        path = str(self.tab.evaluate("location.pathname"))
        found = self._look._seen(path, path, 200).faults
        # A form leads on at once; which of its answers set a cookie is the server's guard to know.
        told = [one for one in found if not one.why.startswith(SET_BY)]
        self.faults += [f"{path}: {fault}" for fault in told]


def says(words: str) -> str:
    return f"document.body?.innerText.includes({json.dumps(words)})"


@pytest.fixture
def person(product: Product) -> Iterator[Person]:
    if not found_browser("firefox"):
        pytest.skip("firefox is not installed here and apt is not ours")
    with driven("firefox") as browser:
        person = Person(browser, product)
        yield person
    demand_none(person.faults, "It is not declared in chatsync/privacy/registry.py.")


def test_a_visitor_chooses_writes_subscribes_and_wipes(person: Person) -> None:
    person.opens("/cookies/preferences")
    person.presses("Dark", "document.documentElement.dataset.theme === 'dark'")
    person.opens("/contact")
    person.types("name", "Gul Bano")
    person.types("address", f"{secrets.token_hex(4)}@visitor.example")
    person.types("words", "Do you help with moving over?")
    person.tab.evaluate("document.querySelector('main [name=words]').form.requestSubmit()")
    person.tab.wait("location.pathname === '/contact/sent'")
    person.looks()
    person.opens("/cookies/preferences")
    person.presses("Wipe this browser", says("nothing is left."))
    assert person.tab.cookies() == []


def test_an_owner_answers_notes_looks_and_leaves(
    person: Person, product: Product, customer: Customer
) -> None:
    customer.writes("Is the blue pot back?")
    talk = customer.conversation()["id"]
    person.tab.open(f"{product.url}/login")
    fill_in(person.tab, product)
    person.tab.wait("location.pathname.startsWith('/w/')")
    home = f"/w/{product.facts['demo']['workspace']}"
    person.opens(f"{home}/inbox/all/{talk}")
    person.types("Your reply", "Yes, since this morning.")
    person.presses("Send", says("Yes, since this morning."))
    eventually(lambda: customer.conversation()["last_message"]["direction"] == "out")
    person.presses("Note", f"Boolean({_BUTTON.format(name=json.dumps('Save note'))})")
    for page in ("contacts", "settings/workspace", "settings/privacy", "settings/team"):
        person.opens(f"{home}/{page}")
    person.opens("/account")
    person.opens("/logout")
    person.tab.evaluate("document.querySelector('main form').requestSubmit()")
    person.tab.wait("location.pathname === '/login'")
    person.looks()
