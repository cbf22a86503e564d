"""CP-5.4 in Firefox as it is installed: cookies, storage or scripts off, plain http on a LAN."""

from collections.abc import Iterator
from contextlib import contextmanager
from unittest import mock

import pytest

from chatsync.audit import launching
from chatsync.audit.browser import Tab
from chatsync.audit.launching import driven, found_browser
from tests.journeys.test_two_browsers import fill_in
from tests.support.product import Product

pytestmark = pytest.mark.browser
_LAN = "counter-pc"
_REFUSE_ALL = {"network.cookie.cookieBehavior": 2, "network.dns.localDomains": _LAN}
_KEPT = "(() => { try { return String(localStorage.length) } catch { return 'refused' } })()"
_PUBLIC = ("/", "/ur/", "/cookies", "/ur/privacy", "/cookies/preferences")


@contextmanager
def firefox_with(settings: dict[str, object]) -> Iterator[Tab]:
    """A Firefox whose owner changed these in about:config."""
    if not found_browser("firefox"):
        pytest.skip("firefox is not installed here and apt is not ours")
    with mock.patch.dict(launching._FIREFOX_QUIET, settings), driven("firefox") as browser:
        yield browser.new_tab()


@pytest.fixture(scope="module")
def refusing() -> Iterator[Tab]:
    with firefox_with(_REFUSE_ALL) as tab:
        yield tab


def says(words: str) -> str:
    return f"document.body?.innerText.includes({words!r})"


def test_public_pages_are_whole_with_cookies_and_storage_off(
    refusing: Tab, product: Product
) -> None:
    for path in _PUBLIC:
        assert refusing.open(f"{product.url}{path}").status == 200
        refusing.wait("document.querySelector('h1')?.getClientRects().length === 1")
        assert refusing.is_true("Boolean(document.querySelector('footer a'))"), path
        assert (refusing.evaluate(_KEPT), refusing.cookies()) == ("refused", [])


def test_signing_in_with_cookies_off_says_why_and_leads_back(
    refusing: Tab, product: Product
) -> None:
    refusing.open(f"{product.url}/w/{product.facts['demo']['workspace']}/inbox")
    refusing.wait("location.pathname === '/login'")
    fill_in(refusing, product)
    refusing.wait(says("Your browser blocks our cookies"))
    assert refusing.cookies() == []


def test_plain_http_on_the_lan_says_that_signing_in_needs_https(
    refusing: Tab, product: Product
) -> None:
    for path in ("/", "/login", "/w"):
        refusing.open(f"http://{_LAN}:{product.port}{path}")
        refusing.wait(says("Sign-in needs HTTPS"))
        assert refusing.is_true(f"location.pathname === {path!r}"), "no circle"


def test_pages_say_what_is_missing_where_scripts_are_off(product: Product) -> None:
    with firefox_with({"javascript.enabled": False}) as tab:
        for path in _PUBLIC:
            assert tab.open(f"{product.url}{path}").status == 200
        for path in ("/w", f"/w/{product.facts['demo']['workspace']}/inbox"):
            tab.record.documents.clear()
            ended = tab.open(f"{product.url}{path}", 0.5)
            assert (ended.status, ended.url.partition("?")[0]) == (200, f"{product.url}/login")
            assert len(tab.record.documents) < 4, "no circle"
