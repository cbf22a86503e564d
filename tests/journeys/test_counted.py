"""CP-4.B: what the server counts of pages by itself, to the unit, in Chromium and in Firefox."""

from typing import Any

import pytest

from chatsync.audit.browser import BrowserSignal, Tab
from chatsync.audit.launching import BROWSERS, driven, found_browser
from tests.journeys.test_speed import AGENT
from tests.support.product import Product, eventually

pytestmark = pytest.mark.browser
_LANDING = "/l/example"
_PAGES = (_LANDING, f"/ur{_LANDING}", "/pricing", "/features")
_VIEWS = "SELECT page, sum(views) FROM analytics_pagecount WHERE page = ANY(%s) GROUP BY page"
_STEPS = """
    SELECT sum(viewed), sum(called), sum(shown), sum(submitted) FROM analytics_funnel
    WHERE landing = 'example'
"""
_IS_THERE = "document.querySelector({what!r}) !== null"
_PRESS = "document.querySelector({what!r}).click()"
_ANSWERED = "document.querySelector('.consent') === null && document.readyState === 'complete'"


@pytest.fixture(params=BROWSERS)
def browser_name(request: pytest.FixtureRequest) -> str:
    if not found_browser(request.param):
        pytest.skip(f"{request.param} is not installed here and apt is not ours")
    return str(request.param)


class Counted:
    """What came to the tables since this was made."""

    def __init__(self, product: Product) -> None:
        self._product = product
        self._before = self._all()

    def _all(self) -> dict[str, int]:
        with self._product.database() as connection:
            views: dict[str, Any] = dict(connection.execute(_VIEWS, [list(_PAGES)]).fetchall())
            steps = connection.execute(_STEPS).fetchone() or ()
        named = zip(("viewed", "called", "shown", "submitted"), steps, strict=True)
        return {name: int(found or 0) for name, found in (*views.items(), *named)}

    def more(self) -> dict[str, int]:
        found = {name: many - self._before.get(name, 0) for name, many in self._all().items()}
        return {name: many for name, many in found.items() if many}


def _press(tab: Tab, what: str, then: str) -> None:
    tab.wait(_IS_THERE.format(what=what))
    tab.evaluate(_PRESS.format(what=what))
    tab.wait(then)


def _visit(tab: Tab, product: Product) -> None:
    """Arrive, agree to be measured, read on in Urdu, look at the form, read two more pages."""
    tab.open(f"{product.url}{_LANDING}")
    _press(tab, ".consent button[value=accept]", _ANSWERED)
    _press(
        tab, "button[name=theme][value=dark]", "document.documentElement?.dataset.theme==='dark'"
    )
    _press(tab, "button[name=language][value=ur]", "document.documentElement?.lang === 'ur'")
    _press(tab, "a[href^='/signup?via=']", "location.pathname === '/signup'")
    for path in ("/pricing", "/features"):
        tab.open(f"{product.url}{path}")


def test_each_view_and_step_is_counted_once(product: Product, browser_name: str) -> None:
    counted = Counted(product)
    with driven(browser_name, called=AGENT) as browser:
        for _visitor in range(2):
            tab = browser.new_tab()
            _visit(tab, product)
            tab.close()
    wanted = {_LANDING: 2, "/pricing": 2, "/features": 2, "viewed": 2, "called": 2, "shown": 2}
    eventually(lambda: len(counted.more()) >= len(wanted) and counted.more() == wanted)


@pytest.fixture(params=[BrowserSignal.DNT, BrowserSignal.GPC], ids=["dnt", "gpc"])
def signal(request: pytest.FixtureRequest) -> BrowserSignal:
    return BrowserSignal(request.param)


def test_whoever_forbids_it_is_counted_nowhere(
    product: Product, browser_name: str, signal: BrowserSignal
) -> None:
    counted = Counted(product)
    with driven(browser_name, signal, called=AGENT) as browser:
        tab = browser.new_tab()
        for path in _PAGES:
            tab.open(f"{product.url}{path}")
        tab.close()
    _somebody_else_is_counted(product, counted)


def test_a_browser_that_says_it_has_no_window_is_counted_nowhere(product: Product) -> None:
    if not found_browser("chromium"):
        pytest.skip("chromium is not installed here and apt is not ours")
    counted = Counted(product)
    with driven("chromium") as browser:
        tab = browser.new_tab()
        for path in _PAGES:
            tab.open(f"{product.url}{path}")
        tab.close()
    _somebody_else_is_counted(product, counted)


def _somebody_else_is_counted(product: Product, counted: Counted) -> None:
    """What came before in the same memory has been written with it, if it was counted at all."""
    with driven("chromium" if found_browser("chromium") else "firefox", called=AGENT) as browser:
        tab = browser.new_tab()
        tab.open(f"{product.url}/features")
        tab.close()
    eventually(lambda: counted.more().get("/features"))
    assert counted.more() == {"/features": 1}
