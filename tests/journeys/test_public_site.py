"""A stranger reads the public site and writes in: on a phone, in both languages, without script."""

import time
from typing import Any

import pytest
from playwright.sync_api import Locator, Page, Route, ViewportSize, expect

from tests.journeys.visitors import Visitors, no_sideways_scroll
from tests.support.product import Product

pytestmark = pytest.mark.browser

_PHONE: dict[str, Any] = {
    "viewport": {"width": 360, "height": 740},
    "java_script_enabled": False,
}
_SMALL: ViewportSize = {"width": 360, "height": 640}
_PATHS = ("/", "/features", "/pricing", "/docs", "/blog", "/about", "/contact", "/status")
_SHIFTED = """
new Promise((done) => {
  let total = 0;
  new PerformanceObserver((list) => {
    for (const entry of list.getEntries()) total += entry.value;
  }).observe({ type: "layout-shift", buffered: true });
  setTimeout(() => done(total), 300);
})
"""

_SHIFTED_WHILE_IT_ARRIVES = """
async () => {
  const text = await (await fetch(location.href)).text();
  const page = text.replace(/<script[^]*?<[/]script>/g, "");
  const at = page.indexOf("<header");
  let total = 0;
  new PerformanceObserver((list) => {
    for (const entry of list.getEntries()) total += entry.value;
  }).observe({ type: "layout-shift" });
  const drawn = () => new Promise((done) => requestAnimationFrame(() => setTimeout(done, 50)));
  document.open();
  document.write(page.slice(0, at));
  while ([...document.querySelectorAll("link[rel=stylesheet]")].some((it) => !it.sheet)) {
    await drawn();
  }
  await drawn();
  document.write(page.slice(at));
  document.close();
  await drawn();
  await drawn();
  return total;
}
"""
"""The page once more, its head and the question about measurement first, then all the rest."""


def _fill(page: Page, *, name: str, address: str, words: str) -> None:
    page.locator("[name=name]").fill(name)
    page.locator("[name=address]").fill(address)
    page.locator("[name=words]").fill(words)


@pytest.mark.parametrize("before", ["", "/ur"])
def test_a_stranger_writes_in_from_a_phone_without_script(
    product: Product, visitors: Visitors, before: str
) -> None:
    visitors.foresee("422")
    page = visitors.stranger(**_PHONE)
    page.goto(f"{product.url}{before}/contact")
    _fill(page, name="فاطمہ", address="nobody", words="Do you take +92 numbers?")
    page.locator("main button[type=submit]").click()
    expect(page.locator(".errors")).to_be_visible()
    expect(page.locator("[name=words]")).to_have_value("Do you take +92 numbers?")
    page.locator("[name=address]").fill("fatima@example.com")
    page.locator("main button[type=submit]").click()
    page.wait_for_url(f"**{before}/contact/sent")
    assert page.context.cookies() == []
    assert no_sideways_scroll(page)


def test_a_search_of_the_docs_leads_to_the_page(product: Product, visitors: Visitors) -> None:
    page = visitors.stranger(**_PHONE)
    page.goto(f"{product.url}/docs")
    page.get_by_label("Search the docs").fill("qr code")
    page.get_by_role("button", name="Search").click()
    page.get_by_role("link", name="Invite your team").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Invite your team")


@pytest.mark.parametrize("path", ["/", "/ur/", "/l/example", "/docs/sign-up", "/ur/docs/sign-up"])
def test_links_that_lead_on_are_as_high_as_a_thumb(
    product: Product, visitors: Visitors, path: str
) -> None:
    page = visitors.stranger(**_PHONE)
    page.goto(f"{product.url}{path}")
    for link in page.locator("header nav a, main nav.onward a").all():
        assert (link.bounding_box() or {"height": 0})["height"] >= 44, link.inner_text()


@pytest.mark.parametrize("before", ["", "/ur"])
@pytest.mark.parametrize("width", [360, 768, 1440])
def test_no_public_page_moves_or_sticks_out(
    product: Product, visitors: Visitors, before: str, width: int
) -> None:
    page = visitors.stranger(viewport={"width": width, "height": 800})
    for path in _PATHS:
        page.goto(f"{product.url}{before}{path}", wait_until="load")
        # In thousandths, as every tool writes it: a busy browser may draw a header in two steps.
        assert round(page.evaluate(_SHIFTED), 3) == 0, path
        assert no_sideways_scroll(page), path
        assert page.context.cookies() == []


@pytest.mark.parametrize("path", ["/", "/docs", "/login"])
def test_a_page_that_arrives_in_two_parts_does_not_move(
    product: Product, visitors: Visitors, path: str
) -> None:
    page = visitors.stranger(viewport=_SMALL, bypass_csp=True)  # our pages may not be written into
    page.goto(f"{product.url}{path}", wait_until="networkidle")
    assert round(page.evaluate(_SHIFTED_WHILE_IT_ARRIVES), 3) == 0
    expect(page.locator(".consent")).to_have_count(1)
    expect(page.locator("footer.bottom")).to_be_visible()


def test_a_sign_in_page_whose_script_is_late_does_not_move(
    product: Product, visitors: Visitors
) -> None:
    page = visitors.stranger(viewport={"width": 360, "height": 740})
    page.route("**/passkeys*.js", _late)
    page.goto(f"{product.url}/login", wait_until="load")
    expect(page.get_by_role("button", name="Use a passkey")).to_be_visible()
    assert page.evaluate(_SHIFTED) == 0


def _late(route: Route) -> None:
    """After the first paint, as on a slow network."""
    time.sleep(0.7)
    route.continue_()


def test_the_question_about_measurement_lies_over_no_field_of_a_phone(
    product: Product, visitors: Visitors
) -> None:
    page = visitors.stranger(viewport=_SMALL)
    page.goto(f"{product.url}/signup")
    last = page.get_by_label("Password")
    last.scroll_into_view_if_needed()
    _assert_below(page.locator(".consent"), last)


def test_the_question_about_measurement_lies_over_nothing_of_an_account_on_a_phone(
    product: Product, visitors: Visitors
) -> None:
    page = visitors.member("agent", viewport=_SMALL)
    page.goto(f"{product.url}/account")
    _assert_below(page.locator(".consent"), page.locator("main"))


def _assert_below(question: Locator, last: Locator) -> None:
    asked, shown = question.bounding_box(), last.bounding_box()
    assert asked
    assert shown
    assert asked["y"] >= shown["y"] + shown["height"]
