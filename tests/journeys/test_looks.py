"""Theme and language: nothing is kept before a choice, a choice sticks, sign-out clears."""

import re

import pytest
from playwright.sync_api import BrowserContext, Page, Route, expect

from tests.journeys.visitors import Visitors, sign_in
from tests.support.product import Product

pytestmark = pytest.mark.browser

_KEPT = """
async () => [
  ...Object.keys(localStorage), ...Object.keys(sessionStorage),
  ...(await indexedDB.databases()).map((each) => each.name), ...(await caches.keys()),
]
"""


_FONT_CAME_AFTER_THE_PAGE = """
() => {
  const [page] = performance.getEntriesByType("navigation");
  const files = performance.getEntriesByType("resource");
  const font = files.find((file) => file.name.includes("/fonts/nastaliq"));
  return font.startTime >= page.loadEventStart;
}
"""


_OPTIONAL_FONTS_ARE_GIVEN_UP = """
() => new Promise((go) => setTimeout(go, Math.max(0, 3000 - performance.now())))
"""
"""W3C CSS Fonts 4, 11.2: they are waited for 100 ms after their text is laid out, if at all."""


_AWAY_FROM_THE_START = """
() => [...document.querySelectorAll(".seat-name, .seat-login")].map((line) => {
  const words = document.createRange();
  words.selectNodeContents(line);
  return line.getBoundingClientRect().right - words.getBoundingClientRect().right;
})
"""
"""How far the words of a line stand from its right edge."""


def _names(context: BrowserContext) -> set[str]:
    return {cookie["name"] for cookie in context.cookies()}


def _background(page: Page) -> str:
    shown: str = page.evaluate("getComputedStyle(document.body).backgroundColor")
    return shown


def test_a_first_visit_keeps_nothing(product: Product, visitors: Visitors) -> None:
    page = visitors.stranger()
    for path in ("/", "/ur/", "/api/v1/docs"):
        page.goto(f"{product.url}{path}")
        assert page.evaluate(_KEPT) == []
        assert _names(page.context) == set()


def _asked_for(page: Page) -> list[str]:
    """Fills with the addresses that a page asks for."""
    asked: list[str] = []
    page.on("request", lambda sent: asked.append(sent.url))
    return asked


def _drawn_with(page: Page) -> set[str]:
    """The fonts, of the system or ours, that draw the heading."""
    tools = page.context.new_cdp_session(page)
    for domain in ("DOM", "CSS"):
        tools.send(f"{domain}.enable")
    root = tools.send("DOM.getDocument")["root"]["nodeId"]
    heading = tools.send("DOM.querySelector", {"nodeId": root, "selector": "h1"})["nodeId"]
    found = tools.send("CSS.getPlatformFontsForNode", {"nodeId": heading})["fonts"]
    return {font["familyName"] for font in found if font["isCustomFont"]}


def test_pages_in_english_ask_for_no_urdu_font(product: Product, visitors: Visitors) -> None:
    page = visitors.stranger()
    asked = _asked_for(page)
    for path in ("/", "/login"):
        page.goto(f"{product.url}{path}", wait_until="networkidle")
    assert any("inter-latin" in url for url in asked)
    assert not any("nastaliq" in url for url in asked)


def test_who_arrives_does_not_wait_for_the_urdu_font_and_has_it_on_the_next_page(
    product: Product, visitors: Visitors
) -> None:
    page = visitors.stranger()
    with page.expect_event("requestfinished", lambda sent: "/fonts/nastaliq" in sent.url):
        page.goto(f"{product.url}/ur/")
    assert page.evaluate(_FONT_CAME_AFTER_THE_PAGE)
    drawn_with = _drawn_with(page)
    assert any("Naskh" in font for font in drawn_with), drawn_with
    assert not any("Nastaliq" in font for font in drawn_with)
    page.locator('nav a[href="/ur/features"]').first.click()
    page.wait_for_url("**/ur/features")
    assert "Noto Nastaliq Urdu" in _drawn_with(page)


def test_a_system_with_a_nastaliq_of_its_own_is_sent_none_on_arrival(
    product: Product, visitors: Visitors
) -> None:
    page = visitors.stranger()
    known = 'local("Liberation Sans"), local("DejaVu Sans"), local('

    def with_a_nastaliq(route: Route) -> None:
        text = route.fetch().text()
        assert "local(" in text
        route.fulfill(
            body=text.replace('src: local("Noto', f'src: {known}"Noto'), content_type="text/css"
        )

    page.route("**/dashboard/tokens*.css", with_a_nastaliq)
    asked = _asked_for(page)
    page.goto(f"{product.url}/ur/", wait_until="networkidle")
    assert page.evaluate(
        """document.fonts.load('1em "System Nastaliq"', "\u0627").then((own) => own.length)"""
    )
    assert not any("fonts/nastaliq" in url for url in asked)


def _sign_in_in_any_language(page: Page, product: Product) -> None:
    person = product.facts["demo"]["members"]["agent"]
    page.goto(f"{product.url}/login")
    page.locator("input[name=login]").fill(person["login"])
    page.locator("input[name=password]").fill(person["password"])
    page.locator("main form button").first.click()
    expect(page.locator("nav.sidebar")).to_be_visible()


def test_the_dashboard_is_drawn_with_the_files_that_the_sign_in_page_brought(
    product: Product, visitors: Visitors
) -> None:
    page = visitors.stranger(locale="ur-PK")
    asked = _asked_for(page)
    _sign_in_in_any_language(page, product)
    for name in ("tokens.*css", "inter-latin.*woff2", "nastaliq.*woff2"):
        files = {url for url in asked if re.search(rf"/dashboard/\S*{name}", url)}
        assert len(files) == 1, files
        assert re.search(r"\.[0-9a-f]{12}\.\w+$", files.pop())


def test_letters_that_no_font_has_come_late_rather_than_never(
    product: Product, visitors: Visitors
) -> None:
    page = visitors.stranger(locale="ur-PK")
    _sign_in_in_any_language(page, product)
    held: list[Route] = []

    def hold(route: Route) -> None:
        held.append(route)

    def without_arabic(route: Route) -> None:
        text = re.sub(r'local\("[^"]+"\)', 'local("Liberation Sans")', route.fetch().text())
        route.fulfill(body=text.replace("sans-serif", '"Liberation Sans"'), content_type="text/css")

    page.route("**/dashboard/tokens*.css", without_arabic)
    page.route("**/fonts/na*", hold)
    page.reload(wait_until="commit")
    expect(page.locator("nav.sidebar")).to_be_visible()
    page.evaluate(_OPTIONAL_FONTS_ARE_GIVEN_UP)
    assert not any("Naskh" in font for font in _drawn_with(page))
    page.unroute("**/fonts/na*")
    for route in held:
        if "naskh" in route.request.url:
            route.continue_()
    page.evaluate("""() => document.fonts.load('1em "Last resort"', "\u06c1").then(() => null)""")
    assert any("Naskh" in font for font in _drawn_with(page))


def test_dark_and_urdu_stick_and_no_page_flashes_in_the_wrong_colours(
    product: Product, visitors: Visitors
) -> None:
    page = visitors.stranger(color_scheme="light")
    page.goto(f"{product.url}/")
    light = _background(page)
    page.get_by_role("button", name="Dark").click()
    expect(page.locator("html")).to_have_attribute("data-theme", "dark")
    assert _names(page.context) == {"__Host-cs_theme"}
    assert _background(page) != light
    page.goto(f"{product.url}/login", wait_until="commit")
    page.wait_for_function("document.body !== null")
    assert page.evaluate("document.documentElement.dataset.theme") == "dark"
    page.get_by_role("button", name="اردو").click()
    expect(page.locator("html")).to_have_attribute("dir", "rtl")
    assert _names(page.context) >= {"__Host-cs_theme", "__Host-cs_locale"}
    page.reload()
    expect(page.locator("html[dir=rtl][data-theme=dark]")).to_have_count(1)


def test_the_dashboard_is_mirrored_in_urdu_and_dark_from_its_first_byte(
    product: Product, visitors: Visitors
) -> None:
    page = visitors.stranger(color_scheme="light", viewport={"width": 1280, "height": 800})
    sign_in(page, product, "agent")
    expect(page.get_by_role("navigation", name="Queues")).to_be_visible()
    page.get_by_role("button", name="Account").click()
    page.get_by_role("menuitemcheckbox", name="Dark").click()
    expect(page.locator("html")).to_have_attribute("data-theme", "dark")
    page.get_by_role("button", name="Account").click()
    page.get_by_role("menuitemcheckbox", name="اردو").click()
    expect(page.locator("html")).to_have_attribute("dir", "rtl")
    bar = page.locator("nav.sidebar")
    expect(bar).to_be_visible()
    box = bar.bounding_box()
    assert box is not None
    assert box["x"] > 640
    first = page.request.get(page.url).text()
    assert 'dir="rtl"' in first
    assert 'data-theme="dark"' in first


def test_latin_names_of_a_team_stand_where_an_urdu_line_begins(
    product: Product, visitors: Visitors
) -> None:
    for role in ("owner", "agent"):
        page = visitors.member(role, locale="ur-PK")
        page.goto(f"{product.url}/w/{product.facts['demo']['workspace']}/settings/team")
        expect(page.locator("html")).to_have_attribute("dir", "rtl")
        expect(page.locator(".seat-name").first).to_be_visible()
        away = page.evaluate(_AWAY_FROM_THE_START)
        assert away
        assert max(away) <= 1


def test_signing_out_leaves_the_choice_of_looks_and_nothing_else(
    product: Product, visitors: Visitors
) -> None:
    visitors.foresee("Clear-Site-Data header on .*Cleared data types")
    visitors.foresee("Not declared in the registry: local storage left")
    page = visitors.stranger()
    sign_in(page, product, "manager")
    expect(page.get_by_role("navigation", name="Queues")).to_be_visible()
    page.evaluate("localStorage.setItem('left', 'over')")
    page.get_by_role("button", name="Account").click()
    page.get_by_role("menuitemcheckbox", name="Dark").click()
    expect(page.locator("html")).to_have_attribute("data-theme", "dark")
    page.wait_for_load_state("networkidle")
    page.get_by_role("button", name="Account").click()
    page.get_by_role("menuitem", name="Sign out").click()
    page.wait_for_url("**/login")
    assert page.evaluate(_KEPT) == []
    assert "__Host-cs_session" not in _names(page.context)
    assert "__Host-cs_theme" in _names(page.context)
