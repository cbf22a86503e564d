"""Long names and long talk on a phone 360 pixels wide: nothing lies over anything else."""

from typing import Any

import pytest
from playwright.sync_api import Locator, expect

from tests.journeys.customers import Customer, begin_a_second
from tests.journeys.visitors import Visitors, bubble, no_sideways_scroll
from tests.support.product import Product

pytestmark = pytest.mark.browser

_PHONE: dict[str, Any] = {"viewport": {"width": 360, "height": 740}, "has_touch": True}
_NAME = "Muhammad Abdul Rehman Siddiqui Chaudhry"
_LONG = "This one is long enough to be as wide as a bubble on a phone can be"


def _fits(part: Locator) -> bool:
    """Nothing of it is cut off at its side."""
    return bool(part.evaluate("(element) => element.scrollWidth <= element.clientWidth"))


def test_a_long_name_and_what_can_be_done_with_a_message_have_their_own_room(
    product: Product, visitors: Visitors
) -> None:
    customer = Customer(product, _NAME, Customer.new(product).wa_id)
    manager = visitors.member("manager", **_PHONE)
    customer.writes("Ok")
    begin_a_second()
    customer.writes(_LONG)
    talk = customer.conversation()["id"]
    manager.goto(f"{manager.url.partition('/inbox')[0]}/inbox/all/{talk}")
    expect(bubble(manager, _LONG)).to_be_visible()

    name = manager.get_by_role("button", name=_NAME)
    expect(name).to_be_visible()
    lines = name.evaluate(
        "(element) => { const words = element.firstElementChild;"
        " return words.clientHeight / parseFloat(getComputedStyle(words).lineHeight) }"
    )
    assert round(lines) == 2
    react = bubble(manager, "Ok").get_by_role("button", name="React to this message")
    above, below = react.bounding_box(), bubble(manager, _LONG).locator(".bubble").bounding_box()
    assert above
    assert below
    assert above["y"] + above["height"] <= below["y"] + 1
    assert no_sideways_scroll(manager)

    manager.get_by_role("link", name="Back to the list").click()
    manager.get_by_role("button", name="Search").first.click()
    manager.get_by_role("dialog").get_by_role("combobox").fill("bubble on a phone")
    found = manager.get_by_role("option").filter(has_text="Muhammad").first
    expect(found.locator("mark").first).to_be_visible()
    assert _fits(found)
