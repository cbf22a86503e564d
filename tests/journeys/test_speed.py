"""CP-4.B: what pages tell of their speed, counted to the unit, in Chromium and in Firefox.

The known times are taken from the page's own clock, so that a slow machine proves nothing false.
Whether a page is hidden is said to it by the test: no driver hides a page in every browser alike.
"""

import json
import re
from collections.abc import Iterator
from typing import Any
from urllib.parse import urlencode

import pytest

from chatsync.audit.browser import BrowserSignal, Driven, Tab
from chatsync.audit.chromium import ChromiumTab
from chatsync.audit.launching import BROWSERS, driven, found_browser
from tests.journeys.speed_sums import Difference
from tests.support.product import Product, eventually, request

pytestmark = pytest.mark.browser
AGENT = "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 Chrome/156.0.0.0 Safari/537.36 Odd/7741"
"""Chromium without a window says so in its name, and programs are not counted."""
_LOADED = "performance.getEntriesByType('resource').some((one) => one.name.includes('beacon'))"
_HIDE = """
(() => {{
  Object.defineProperty(document, "hidden", {{ get: () => {hidden}, configurable: true }});
  const at = performance.now();
  document.dispatchEvent(new Event("visibilitychange", {{ bubbles: true }}));
  return at;
}})()
"""
_PRESS = "document.querySelector('[data-track={name}]').click()"
_FILL = """
(() => {{
  const form = document.querySelector("main input[name=password]").form;
  form.elements.login.value = {login};
  form.elements.password.value = {password};
  form.requestSubmit();
}})()
"""


@pytest.fixture(params=BROWSERS, scope="module")
def browser_of(request: pytest.FixtureRequest) -> Iterator[Driven]:
    if not found_browser(request.param):
        pytest.skip(f"{request.param} is not installed here and apt is not ours")
    with driven(request.param, called=AGENT) as browser:
        yield browser


@pytest.fixture
def tab(browser_of: Driven) -> Iterator[Tab]:
    tab = browser_of.new_tab()
    yield tab
    tab.close()


def is_measured(tab: Tab) -> None:
    """Wait until the script runs: it was fetched, and the page's thread was free since then."""
    tab.wait(_LOADED)
    tab.evaluate("new Promise((done) => setTimeout(done, 400))")


def agree(tab: Tab, product: Product, path: str = "/") -> None:
    tab.open(f"{product.url}{path}")
    tab.evaluate("document.querySelector('.consent button[value=accept]').click()")
    tab.wait("document.querySelector('meta[name=beacon]') !== null")
    is_measured(tab)


def visit(tab: Tab, product: Product, path: str) -> None:
    """Open a page and wait until it is being measured."""
    tab.open(f"{product.url}{path}")
    is_measured(tab)


@pytest.fixture
def since(product: Product) -> Difference:
    return Difference(product)


def test_views_active_time_and_presses_are_counted_exactly(
    tab: Tab, product: Product, since: Difference
) -> None:
    agree(tab, product)
    visit(tab, product, "/pricing")
    hidden_at = float(tab.evaluate(_HIDE.format(hidden="true")))
    tab.evaluate("new Promise((done) => setTimeout(done, 700))")
    seen_at = float(tab.evaluate(_HIDE.format(hidden="false")))
    tab.evaluate("new Promise((done) => setTimeout(done, 900))")
    left_at = float(tab.evaluate(_HIDE.format(hidden="true")))
    visit(tab, product, "/")
    tab.evaluate(_PRESS.format(name="see-prices"))
    tab.wait("location.pathname === '/pricing'")
    is_measured(tab)
    tab.open(f"{product.url}/cookies")
    since.settles_at({"/": 2, "/pricing": 2})
    assert since.of("/", "press", "pressed", "see-prices") == 1
    assert since.of("/", "wait", "count", "see-prices") == 1
    assert since.of("/pricing", "fcp", "count") == 2
    assert since.of("/pricing", "ttfb", "count") == 2
    assert since.of("/pricing", "lcp", "count") == 2
    known = hidden_at + (left_at - seen_at)
    # The second view of that page is not of a known length: it is what the script saw as visible.
    told = since.of("/pricing", "seen", "total")
    rest = since.of("/pricing", "view", "total")
    assert told >= rest >= known * 0.95
    assert since.of("/pricing", "view", "count") == 2


def test_active_time_is_told_within_five_percent(
    tab: Tab, product: Product, since: Difference
) -> None:
    agree(tab, product, "/about")
    known = 0.0
    visit(tab, product, "/features")
    known += float(tab.evaluate(_HIDE.format(hidden="true")))
    for _turn in range(2):
        tab.evaluate("new Promise((done) => setTimeout(done, 400))")
        begun = float(tab.evaluate(_HIDE.format(hidden="false")))
        tab.evaluate("new Promise((done) => setTimeout(done, 800))")
        known += float(tab.evaluate(_HIDE.format(hidden="true"))) - begun
    tab.open(f"{product.url}/cookies")
    since.settles_at({"/about": 1, "/features": 1})
    eventually(lambda: abs(since.of("/features", "view", "total") - known) <= 0.05 * known or None)


def test_the_dashboard_tells_its_pages_without_ids(
    tab: Tab, product: Product, since: Difference
) -> None:
    agree(tab, product, "/login")
    person = product.facts["demo"]["members"]["owner"]
    tab.evaluate(
        _FILL.format(login=json.dumps(person["login"]), password=json.dumps(person["password"]))
    )
    tab.wait("document.documentElement?.dataset.page === '/w/:org/inbox/:queue'")
    is_measured(tab)
    here = f"/w/{product.facts['demo']['workspace']}"
    tab.evaluate(f"document.querySelector('a[href^=\"{here}/settings\"]').click()")
    tab.wait("document.documentElement?.dataset.page?.startsWith('/w/:org/settings/')")
    tab.open(f"{product.url}/cookies")
    eventually(lambda: len([page for page in since.views() if "/settings/" in page]) == 1 or None)
    views = since.views()
    assert views["/login"] == 1
    assert views["/w/:org/inbox/:queue"] == 1
    assert not [page for page in views if "org_" in page]


def test_a_page_out_of_the_browsers_memory_is_another_view(
    tab: Tab, product: Product, since: Difference
) -> None:
    agree(tab, product, "/about")
    visit(tab, product, "/features")
    tab.back()
    tab.wait("location.pathname === '/about'")
    is_measured(tab)
    tab.open(f"{product.url}/cookies")
    since.settles_at({"/about": 2, "/features": 1})


def test_nobody_is_measured_who_did_not_agree_refused_or_withdrew(
    tab: Tab, product: Product, since: Difference
) -> None:
    def sent() -> list[str]:
        return [one.url for one in tab.take_sent() if "beacon" in one.url]

    tab.open(f"{product.url}/")
    tab.open(f"{product.url}/pricing")
    tab.evaluate("document.querySelector('.consent button[value=refuse]').click()")
    tab.wait("document.querySelector('.consent') === null")
    tab.open(f"{product.url}/")
    assert sent() == []
    assert tab.evaluate("document.cookie") == ""
    assert {one.name for one in tab.cookies()} == {"__Host-cs_consent"}
    tab.open(f"{product.url}/cookies/preferences")
    tab.evaluate("document.querySelector('form.equal button[value=accept]').click()")
    tab.wait("document.querySelector('form.equal [aria-pressed=true][value=accept]') !== null")
    visit(tab, product, "/about")
    tab.evaluate("new BroadcastChannel('cs-consent').postMessage('stop')")
    tab.open(f"{product.url}/cookies/preferences")
    assert not [url for url in sent() if url.endswith("/beacon")]
    tab.evaluate("document.querySelector('form.equal button[value=refuse]').click()")
    tab.wait("document.querySelector('form.equal [aria-pressed=true][value=refuse]') !== null")
    assert "__Host-cs_visit" not in {one.name for one in tab.cookies()}
    assert since.views() == {}


@pytest.mark.parametrize("key", BROWSERS)
@pytest.mark.parametrize("signal", [BrowserSignal.DNT, BrowserSignal.GPC], ids=["dnt", "gpc"])
def test_a_signal_loads_nothing_also_after_a_yes(
    product: Product, since: Difference, key: str, signal: BrowserSignal
) -> None:
    if not found_browser(key):
        pytest.skip(f"{key} is not installed here and apt is not ours")
    with driven(key, signal, called=AGENT) as browser:
        tab = browser.new_tab()
        tab.plant(product.url, "__Host-cs_consent", _receipt(product))
        for path in ("/", "/pricing", "/login"):
            tab.open(f"{product.url}{path}")
        assert not [one.url for one in tab.take_sent() if "beacon" in one.url]
        assert "__Host-cs_visit" not in {one.name for one in tab.cookies()}
    assert since.views() == {}


def _receipt(product: Product) -> str:
    """The receipt of a yes that was given without any signal."""
    page = request(product.url, "GET", "/").body.decode()
    token = re.search(r'name="form_token" value="([^"]+)"', page)
    assert token
    fields = {"answer": "accept", "method": "banner", "language": "en", "next": "/"}
    answer = request(
        product.url,
        "POST",
        "/preferences/consent",
        body=urlencode({**fields, "form_token": token[1]}),
        headers={"Content-Type": "application/x-www-form-urlencoded", "Origin": product.url},
    )
    kept = re.search(r"__Host-cs_consent=([^;]+)", answer.headers.get("Set-Cookie", ""))
    assert kept, answer
    return kept[1]


def test_programs_are_not_counted(product: Product, since: Difference) -> None:
    if not found_browser("chromium"):
        pytest.skip("chromium is not installed here and apt is not ours")
    with driven("chromium") as browser:
        tab = browser.new_tab()
        agree(tab, product, "/about")
        tab.evaluate(_HIDE.format(hidden="true"))
        tab.rest(0.3)
        assert [one.url for one in tab.take_sent() if one.url.endswith("/beacon")]
    assert since.views() == {}


def test_no_table_and_no_log_line_knows_who_it_was(
    tab: Tab, product: Product, since: Difference
) -> None:
    agree(tab, product, "/about?utm_campaign=for-bilal-7742")
    value = _visit_of(tab, product)
    tab.open(f"{product.url}/cookies")
    since.settles_at({"/about": 1})
    words = ["Odd/7741", "for-bilal-7742", *([value] if value else [])]
    with product.database() as connection:
        tables = connection.execute(
            "SELECT tablename FROM pg_tables WHERE schemaname = 'public'"
        ).fetchall()
        for (table,) in tables:
            for word in words:
                asked = f"SELECT count(*) FROM {table} AS t WHERE strpos(t::text, %s) > 0"
                row: Any = connection.execute(asked.encode(), [word]).fetchone()
                assert row[0] == 0 or table in {"accounts_signin", "shared_cache"}, (table, word)
    assert not [word for word in words if word in product.log()]


def _visit_of(tab: Tab, product: Product) -> str:
    """The value of the visit's cookie, as the browser sends it."""
    if not isinstance(tab, ChromiumTab):
        return ""
    told = tab.wire.call("Storage.getCookies", {"browserContextId": tab._profile})["cookies"]
    return next(str(one["value"]) for one in told if one["name"] == "__Host-cs_visit")
