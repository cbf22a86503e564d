"""The whole main job with the keyboard alone."""

import pytest
from playwright.sync_api import Page, expect

from tests.journeys.customers import Customer
from tests.journeys.visitors import Visitors, bubble, composer, row
from tests.support.product import Product

pytestmark = pytest.mark.browser

_RING = """
() => {
  const here = document.activeElement;
  const style = getComputedStyle(here);
  const ringed = style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 1;
  return here !== document.body && (ringed || style.boxShadow !== "none");
}
"""


def _tab_to(page: Page, name: str) -> None:
    """Press Tab until the thing with this name has the focus; every stop must show it."""
    for _stop in range(30):
        page.keyboard.press("Tab")
        assert page.evaluate(_RING), page.evaluate("document.activeElement.outerHTML")
        said = "e => e.getAttribute('aria-label') || e.labels?.[0]?.textContent || e.textContent"
        if page.evaluate(f"({said})(document.activeElement)").strip() == name:
            return
    raise AssertionError(f"Tab never reached {name}")


def _sign_in_with_keys(page: Page, product: Product, role: str) -> None:
    person = product.facts["demo"]["members"][role]
    page.goto(f"{product.url}/login")
    _tab_to(page, "Sign-in name or e-mail")
    page.keyboard.type(person["login"])
    _tab_to(page, "Password")
    page.keyboard.type(person["password"])
    page.keyboard.press("Enter")
    expect(page.get_by_role("navigation", name="Queues")).to_be_visible()


def test_everything_from_sign_in_to_undo_works_without_a_pointer(
    product: Product, visitors: Visitors
) -> None:
    first, second = Customer.new(product), Customer.new(product)
    for customer in (first, second):
        customer.writes(f"Hello from {customer.name}")
        customer.conversation()
    page = visitors.stranger()
    _sign_in_with_keys(page, product, "agent")
    for customer in (first, second):
        page.keyboard.press("t")
        expect(bubble(page, f"Hello from {customer.name}")).to_be_visible()
    page.keyboard.press("j")
    expect(bubble(page, f"Hello from {first.name}")).to_be_visible()
    page.keyboard.press("k")
    expect(bubble(page, f"Hello from {second.name}")).to_be_visible()
    page.keyboard.press("r")
    expect(composer(page)).to_be_focused()
    page.keyboard.type("Hello to you")
    page.keyboard.press("Enter")
    expect(bubble(page, "Hello to you").get_by_role("img", name="Read")).to_be_visible()
    page.keyboard.press("Escape")
    _leave_the_composer(page)
    page.keyboard.press("e")
    expect(row(page, second.name)).to_have_count(0)
    _tab_to(page, "Undo")
    page.keyboard.press("Enter")
    expect(row(page, second.name)).to_be_visible()


def test_the_question_mark_shows_the_keys_and_escape_puts_them_away(visitors: Visitors) -> None:
    page = visitors.member("agent")
    page.keyboard.press("?")
    sheet = page.get_by_role("dialog", name="Keyboard shortcuts")
    expect(sheet.get_by_text("Take next")).to_be_visible()
    page.keyboard.press("Escape")
    expect(sheet).to_have_count(0)


def test_keys_rest_while_somebody_types(visitors: Visitors, customer: Customer) -> None:
    customer.writes("One")
    customer.conversation()
    page = visitors.member("agent")
    page.keyboard.press("t")
    expect(bubble(page, "One")).to_be_visible()
    composer(page).focus()
    page.keyboard.type("reject?")
    expect(composer(page)).to_have_value("reject?")
    expect(page.get_by_role("dialog")).to_have_count(0)
    expect(row(page, customer.name)).to_be_visible()


def _leave_the_composer(page: Page) -> None:
    if composer(page).evaluate("(box) => box === document.activeElement"):
        page.keyboard.press("Shift+Tab")
