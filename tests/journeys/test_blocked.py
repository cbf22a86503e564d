"""CP-5.4 in a real browser: cookies, storage or scripts off, plain http on a LAN, cookies that go.

What can work does; what cannot says why and what to do; nothing goes round in circles.
"""

import json
import re
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, expect

from tests.journeys.browsers import FLAGS, program
from tests.journeys.customers import Customer
from tests.journeys.test_account import fill_in
from tests.journeys.visitors import (
    PATIENCE_MS,
    Visitors,
    answer,
    bubble,
    composer,
    queue,
    row,
    sign_in,
)
from tests.support.product import Product

pytestmark = pytest.mark.browser

_LAN = "counter-pc"
_REFUSED = 2
_STORAGE_OFF = """
for (const name of ["localStorage", "sessionStorage", "indexedDB", "caches"]) {
  const get = () => { throw new DOMException("off", "SecurityError"); };
  Object.defineProperty(window, name, { get });
}
"""
_KEPT = "() => { try { return localStorage.length } catch { return 'refused' } }"
_PUBLIC = ("/", "/ur/", "/cookies", "/ur/privacy", "/cookies/preferences", "/api/v1/docs")


@contextmanager
def chromium_without(what: str, browser: Browser, profile: Path) -> Iterator[BrowserContext]:
    """A Chromium whose owner set "Don't allow sites to …" (chrome://settings/content)."""
    (profile / "Default").mkdir()
    refused = {"profile": {"default_content_setting_values": {what: _REFUSED}}}
    (profile / "Default" / "Preferences").write_text(json.dumps(refused))
    context = browser.browser_type.launch_persistent_context(
        profile,
        executable_path=program(),
        args=[*FLAGS, f"--host-resolver-rules=MAP {_LAN} 127.0.0.1"],
        locale="en-GB",
    )
    context.set_default_timeout(PATIENCE_MS)
    yield context
    context.close()


@pytest.fixture(scope="module")
def refusing(
    browser: Browser, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[BrowserContext]:
    """No site may save anything: no cookies, and no storage either."""
    with chromium_without("cookies", browser, tmp_path_factory.mktemp("profile")) as context:
        yield context


@pytest.fixture(scope="module")
def scriptless(
    browser: Browser, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[BrowserContext]:
    """No site may run scripts."""
    with chromium_without("javascript", browser, tmp_path_factory.mktemp("profile")) as context:
        yield context


@pytest.mark.parametrize("path", _PUBLIC)
def test_public_pages_are_whole_with_cookies_and_storage_off(
    product: Product, refusing: BrowserContext, path: str
) -> None:
    page, said = refusing.new_page(), []
    page.on("console", lambda line: said.append(line.text))
    page.on("pageerror", lambda error: said.append(str(error)))
    page.goto(f"{product.url}{path}")
    expect(page.get_by_role("heading", level=1)).to_be_visible()
    assert (page.evaluate(_KEPT), refusing.cookies(), said) == ("refused", [], [])
    page.close()


def test_signing_in_with_cookies_off_says_why(product: Product, refusing: BrowserContext) -> None:
    page = refusing.new_page()
    page.goto(f"{product.url}/w/{product.facts['demo']['workspace']}/inbox")
    expect(page).to_have_url(re.compile(r"/login\?next=%2Fw%2Forg_"))
    owner = product.facts["demo"]["members"]["owner"]
    fill_in(page, owner["login"], owner["password"])
    expect(page.get_by_role("heading", name="Your browser blocks our cookies")).to_be_visible()
    page.get_by_role("link", name="Try again").click()
    expect(page.get_by_role("heading", name="Sign in", exact=True)).to_be_visible()
    page.close()


def test_plain_http_on_the_lan_says_that_signing_in_needs_https(
    product: Product, refusing: BrowserContext
) -> None:
    page = refusing.new_page()
    for path in ("/", "/login", "/w"):
        page.goto(f"http://{_LAN}:{product.port}{path}")
        expect(page.get_by_text("Sign-in needs HTTPS")).to_be_visible()
        expect(page.get_by_role("link", name=product.url)).to_be_visible()
        assert page.url.removesuffix("?arrived=1") == f"http://{_LAN}:{product.port}{path}"
    page.close()


@pytest.mark.parametrize("path", _PUBLIC)
def test_public_pages_are_whole_without_scripts(
    product: Product, scriptless: BrowserContext, path: str
) -> None:
    page = scriptless.new_page()
    page.goto(f"{product.url}{path}")
    expect(page.get_by_role("heading", level=1)).to_be_visible()
    expect(page.get_by_role("contentinfo").get_by_role("link").first).to_be_visible()
    page.close()


def test_without_scripts_people_sign_in_and_read_what_the_dashboard_needs(
    product: Product, scriptless: BrowserContext
) -> None:
    page = scriptless.new_page()
    sign_in(page, product, "owner")
    said = page.locator("noscript p")
    expect(said).to_contain_text("The dashboard needs JavaScript")
    expect(said).to_be_in_viewport()
    page.goto(f"{product.url}/account")
    expect(page.get_by_role("heading", level=1)).to_be_visible()
    page.close()


def test_the_dashboard_works_while_storage_is_off(
    product: Product, visitors: Visitors, customer: Customer
) -> None:
    customer.writes("Do you deliver on Sunday?")
    page = visitors.stranger()
    page.add_init_script(_STORAGE_OFF)
    sign_in(page, product, "owner")
    queue(page, "Unassigned")
    row(page, customer.name).click()
    answer(page, "Yes, until noon.")
    expect(bubble(page, "Yes, until noon.")).to_be_visible()
    assert page.evaluate(_KEPT) == "refused"


def test_an_open_dashboard_whose_cookies_vanish_says_so_and_leads_back(
    product: Product, visitors: Visitors, customer: Customer
) -> None:
    visitors.foresee("status of 40[13]|WebSocket")
    customer.writes("Is the shop open?")
    page = visitors.stranger()
    sign_in(page, product, "owner")
    queue(page, "Unassigned")
    row(page, customer.name).click()
    expect(composer(page)).to_be_visible()
    page.context.clear_cookies()
    answer(page, "Until eight.")
    note = page.get_by_role("alert").filter(has_text="Your browser sends no cookies of this site")
    expect(note).to_be_visible()
    note.get_by_role("link", name="Sign in again").click()
    owner = product.facts["demo"]["members"]["owner"]
    fill_in(page, owner["login"], owner["password"])
    expect(composer(page)).to_be_visible()
