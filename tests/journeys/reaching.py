"""Who of several that press Take next at once got a customer, and who was told that nobody waits.

The line that says so goes after six seconds: each page remembers that it was there, since the
other pages may take longer than that to answer.
"""

from functools import partial

from playwright.sync_api import Page

from tests.journeys.visitors import bubble
from tests.support.product import eventually

GOT, NOBODY = "got", "nobody"
_NOBODY = "No one is waiting right now."
_PRESS = "void setTimeout(() => document.querySelector('.take-next button').click())"
_REMEMBER = """
words => new MutationObserver(() => {
  window.wasTold ||= document.querySelector(".toasts").textContent.includes(words);
}).observe(document.querySelector(".toasts"), { subtree: true, childList: true })
"""


def press_at_once(pages: list[Page]) -> None:
    for page in pages:
        page.evaluate(f"words => void ({_REMEMBER.strip()})(words)", _NOBODY)
    for page in pages:
        page.evaluate(_PRESS)


def what_came_of_it(pages: list[Page], asked: str) -> list[str]:
    """In the order of the pages, once each of them shows the customer's words or was told."""
    return [eventually(partial(_came, page, asked)) for page in pages]


def _came(page: Page, asked: str) -> str | None:
    if page.evaluate("Boolean(window.wasTold)"):
        return NOBODY
    return GOT if bubble(page, asked).is_visible() else None
