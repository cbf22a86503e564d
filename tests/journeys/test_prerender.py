"""CP-3.3, CP-4.B: a page that Chromium drew in advance is no view until somebody looks at it."""

import json
from collections.abc import Iterator
from typing import Any

import pytest

from chatsync.audit.browser import Driven, Record
from chatsync.audit.launching import driven, found_browser
from chatsync.audit.wire import BrowserFault, Event
from tests.journeys.speed_sums import Difference
from tests.journeys.test_speed import AGENT
from tests.support.product import Product, eventually

pytestmark = pytest.mark.browser
_AHEAD = """
(() => {{
  const rules = document.createElement("script");
  rules.type = "speculationrules";
  const prerender = [{{ urls: {paths}, eagerness: "immediate" }}];
  rules.textContent = JSON.stringify({{ prerender }});
  document.head.append(rules);
}})()
"""
_AGREE = "document.querySelector('.consent button[value=accept]').click()"
_MEASURED = "performance.getEntriesByType('resource').some((one) => one.name.includes('beacon'))"
_AT = "location.pathname + (document.prerendering ? ' ahead' : '')"
_COUNTED = "SELECT coalesce(sum(views), 0) FROM analytics_pagecount WHERE page = %s"


class Window:
    """A tab whose every page is listened to, also one that is not shown yet.

    Chromium draws nothing in advance for whoever holds a single page, so that this holds the tab.
    """

    def __init__(self, browser: Driven) -> None:
        self._wire = browser.wire
        self._sessions: list[str] = []
        browser.note = self._hear  # type: ignore[assignment, method-assign]
        profile = self._wire.call("Target.createBrowserContext")["browserContextId"]
        wanted = {"url": "about:blank", "browserContextId": profile, "forTab": True}
        target = self._wire.call("Target.createTarget", wanted)["targetId"]
        held = self._wire.call("Target.attachToTarget", {"targetId": target, "flatten": True})
        self._wire.call(
            "Target.setAutoAttach",
            {"autoAttach": True, "waitForDebuggerOnStart": False, "flatten": True},
            sessionId=held["sessionId"],
        )
        eventually(self._has_a_page)
        # The rules are the test's own: our pages have none, and their policy lets in none.
        self._wire.call("Page.setBypassCSP", {"enabled": True}, sessionId=self._sessions[0])

    def _has_a_page(self) -> bool:
        self._wire.listen(0.05)
        return bool(self._sessions)

    def _hear(self, event: Event, _record: Record) -> None:
        told = event["params"]
        if event["method"] == "Target.attachedToTarget" and told["targetInfo"]["type"] == "page":
            self._sessions.append(told["sessionId"])
        if event["method"] == "Target.detachedFromTarget" and told["sessionId"] in self._sessions:
            self._sessions.remove(told["sessionId"])

    def open(self, url: str) -> None:
        self._wire.call("Page.navigate", {"url": url}, sessionId=self._sessions[0])

    def pages(self) -> set[str]:
        """What is shown, and what was drawn in advance."""
        self._wire.listen(0.1)
        return {self._ask(session, _AT) for session in tuple(self._sessions)}

    def tell(self, script: str) -> Any:
        """What a script says on the page that is shown."""
        return self._ask(self._sessions[0], script)

    def _ask(self, session: str, script: str) -> Any:
        wanted = {"expression": script, "awaitPromise": True, "returnByValue": True}
        try:
            told = self._wire.call("Runtime.evaluate", wanted, sessionId=session)
        except BrowserFault:
            return None  # the page went away while it was asked
        return told["result"].get("value")


@pytest.fixture
def window() -> Iterator[Window]:
    if not found_browser("chromium"):
        pytest.skip("chromium is not installed here and apt is not ours")
    with driven("chromium", called=AGENT) as browser:
        browser.tab = browser.new_tab()
        yield Window(browser)


def _counted(product: Product, page: str) -> int:
    with product.database() as connection:
        row = connection.execute(_COUNTED, [page]).fetchone()
    return int(row[0]) if row else 0


def test_a_page_drawn_in_advance_counts_once_it_is_shown_and_never_before(
    product: Product, window: Window
) -> None:
    since = Difference(product)
    before = {page: _counted(product, page) for page in ("/about", "/features", "/pricing")}
    window.open(f"{product.url}/about")
    eventually(lambda: window.tell("document.querySelector('.consent') !== null") or None)
    window.tell(_AGREE)
    eventually(lambda: window.tell(_MEASURED) or None)
    window.tell(_AHEAD.format(paths=json.dumps(["/features", "/pricing"])))
    drawn = {"/about", "/features ahead", "/pricing ahead"}
    eventually(lambda: window.pages() == drawn or None)
    window.tell("document.querySelector('a[href=\"/features\"]').click()")
    eventually(lambda: window.pages() == {"/features"} or None)
    eventually(lambda: window.tell(_MEASURED) or None)
    assert window.tell("performance.getEntriesByType('navigation')[0].activationStart > 0")
    window.tell("new Promise((done) => setTimeout(done, 400))")
    window.open(f"{product.url}/cookies")
    since.settles_at({"/about": 1, "/features": 1})
    # The clock of a page drawn in advance begins when it is shown: nothing was hidden before.
    assert since.of("/features", "fcp", "count") == 1
    assert since.of("/features", "lcp", "count") == 1
    # The server saw two pages fetched in advance, and cannot know which of them was shown.
    eventually(lambda: _counted(product, "/about") - before["/about"] >= 1 or None)
    assert _counted(product, "/features") == before["/features"]
    assert _counted(product, "/pricing") == before["/pricing"]
