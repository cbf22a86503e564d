"""CP-4.B, CP-5.2, CP-5.3: what a measuring service is sent, and what is left, in a real browser."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Page, expect

from chatsync.privacy.vendors.slot import SERVICES
from tests.journeys.measured import Site, measured_site
from tests.journeys.visitors import Visitors
from tests.support.product import Product, eventually

PREFERENCES = "/cookies/preferences"
_SIGNAL = "Object.defineProperty(Navigator.prototype, 'globalPrivacyControl', {value: true})"
_KEPT = "[document.cookie, ...Object.keys(localStorage), ...Object.keys(sessionStorage)].join(' ')"
pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def running_site(product: Product) -> Iterator[Site]:
    with measured_site(product) as site:
        yield site


@pytest.fixture
def site(running_site: Site, visitors: Visitors) -> Site:
    visitors.foresee("Clear-Site-Data")  # Chromium says so whenever the header comes
    running_site.forget()
    running_site.is_rude(rude=False)
    return running_site


def press(page: Page, name: str) -> None:
    page.get_by_role("button", name=name, exact=True).click()


def agree(page: Page, site: Site) -> None:
    """Say yes on the start page, and wait until the service has heard of it."""
    site.forget()
    page.goto("/")
    if page.get_by_role("button", name="Agree").is_visible():
        press(page, "Agree")
    eventually(lambda: "view /" in site.seen())
    site.forget()


def leave(page: Page) -> None:
    page.goto(PREFERENCES)
    expect(page.get_by_role("heading", name="Cookie preferences")).to_be_visible()


def test_nothing_is_sent_before_a_yes_nor_after_a_withdrawal(
    visitors: Visitors, site: Site
) -> None:
    page = visitors.stranger(base_url=site.url)
    page.goto("/")
    for name in ("Skip to the content", "What it learns, and who it is", "Refuse", "Agree"):
        page.keyboard.press("Tab")
        expect(page.locator(":focus")).to_have_text(name)
    assert (site.seen(), page.context.cookies()) == ([], [])
    page.keyboard.press("Enter")
    eventually(lambda: site.seen() == ["script", "view /"])
    leave(page)
    eventually(lambda: site.seen()[2:] == ["left /"])
    agree(page, site)
    other = page.context.new_page()
    leave(other)
    press(other, "Withdraw")
    expect(other.get_by_text("Off, because you refused.")).to_be_visible()
    expect(page.locator("meta[data-stopped]")).to_have_count(1)
    leave(page)
    page.goto("/")
    expect(page.get_by_role("button", name="Agree")).to_be_hidden()
    assert site.seen() == []


@pytest.mark.parametrize("key", sorted(set(SERVICES) - {"plausible"}))
def test_every_other_service_hears_after_a_yes_alone_and_nothing_after_a_no(
    product: Product, visitors: Visitors, key: str
) -> None:
    visitors.foresee("Clear-Site-Data")
    with measured_site(product, key) as site:
        page = visitors.stranger(base_url=site.url)
        page.goto("/")
        expect(page.get_by_role("button", name="Agree")).to_be_visible()
        assert (site.seen(), page.context.cookies()) == ([], [])
        press(page, "Agree")
        eventually(lambda: site.seen() == ["script", "view /"])
        leave(page)
        eventually(lambda: site.seen()[2:] == ["left /"])
        press(page, "Withdraw")
        expect(page.get_by_text("Off, because you refused.")).to_be_visible()
        site.forget()
        page.goto("/")
        expect(page.get_by_role("contentinfo")).to_be_visible()
        assert site.seen() == []
        assert page.evaluate(_KEPT).strip() == ""


def test_a_signal_stops_open_pages_and_new_ones_whatever_was_answered(
    visitors: Visitors, site: Site
) -> None:
    page = visitors.stranger(base_url=site.url)
    agree(page, site)
    page.evaluate(_SIGNAL)
    leave(page)
    kept = page.context.storage_state()
    headers = {"Sec-GPC": "1"}
    signalling = visitors.stranger(
        base_url=site.url, storage_state=kept, extra_http_headers=headers
    )
    for path in ("/", "/ur/", "/"):
        signalling.goto(path)
    expect(signalling.get_by_text("measurement is off")).to_be_visible()
    expect(signalling.locator(".consent")).to_have_count(0)
    assert site.seen() == []


def test_the_wipe_leaves_nothing_of_a_service_that_broke_its_word(
    visitors: Visitors, site: Site
) -> None:
    visitors.foresee("Not declared in the registry: (cookie vendor_page|local storage vendor)")
    page = visitors.stranger(base_url=site.url)
    site.is_rude(rude=True)
    agree(page, site)
    leave(page)
    assert "vendor_visitor" in page.evaluate(_KEPT)
    press(page, "Withdraw")
    expect(page.get_by_text("Off, because you refused.")).to_be_visible()
    assert page.evaluate(_KEPT).strip() == ""
    press(page, "Dark")
    press(page, "Wipe this browser")
    expect(page.get_by_text("nothing is left.")).to_be_visible()
    expect(page.get_by_text("No cookie came with this page any more")).to_be_visible()
    assert page.context.cookies(site.url) == []


def test_an_arrival_from_another_site_shows_neither_a_wrong_theme_nor_an_answered_question(
    visitors: Visitors, site: Site
) -> None:
    page = visitors.stranger(base_url=site.url, java_script_enabled=False)
    page.goto("/")
    press(page, "Refuse")
    press(page, "Dark")
    link = f'<a href="{site.url}/">To ChatSync</a>'
    page.route("**/link", lambda route: route.fulfill(content_type="text/html", body=link))
    page.goto(f"{site.service}/link")
    page.get_by_role("link", name="To ChatSync").click()
    expect(page.locator("link[href*='arrival.css']")).to_have_count(1)
    expect(page.locator("html")).to_have_css("color-scheme", "dark")
    expect(page.locator(".consent")).to_be_hidden()
