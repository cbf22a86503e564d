"""The main job on a phone 360 pixels wide, by touch."""

from typing import Any

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.journeys.customers import Customer
from tests.journeys.visitors import (
    Visitors,
    bubble,
    composer,
    no_sideways_scroll,
    row,
)

pytestmark = pytest.mark.browser

_PHONE: dict[str, Any] = {
    "viewport": {"width": 360, "height": 740},
    "has_touch": True,
    "is_mobile": True,
}


def _within_thumbs_reach(page: Page, action: Locator) -> bool:
    """Wholly on the screen, in its lower half, and at least 40 pixels high."""
    box = action.bounding_box()
    size = page.viewport_size
    if box is None or size is None:
        return False
    inside = box["x"] >= 0 and box["x"] + box["width"] <= size["width"]
    low = box["y"] > size["height"] / 2 and box["y"] + box["height"] <= size["height"]
    return inside and low and box["height"] >= 40


@pytest.mark.parametrize("locale", ["en-GB", "ur-PK"])
def test_an_agent_answers_from_a_small_phone_by_touch(
    visitors: Visitors, customer: Customer, locale: str
) -> None:
    agent = visitors.member("agent", locale=locale, **_PHONE)
    customer.writes("Salam, is my order on its way?")
    customer.conversation()
    button = agent.locator(".take-next button")
    expect(button).to_be_visible()
    assert _within_thumbs_reach(agent, button)
    button.tap()
    question = agent.get_by_role("log").get_by_text("Salam, is my order on its way?")
    expect(question).to_be_visible()
    assert no_sideways_scroll(agent)
    agent.locator(".composer textarea").tap()
    agent.locator(".composer textarea").fill("Yes, five minutes.")
    send = agent.locator(".composer button[type=submit]")
    assert _within_thumbs_reach(agent, send)
    send.tap()
    expect(agent.get_by_role("log").locator(".tick-read")).to_be_visible()
    assert no_sideways_scroll(agent)
    agent.locator(".thread-back").tap()
    expect(button).to_be_visible()
    assert no_sideways_scroll(agent)
    agent.locator(".list-rows").get_by_role("link").filter(has_text=customer.name).tap()
    expect(question).to_be_visible()
    agent.go_back()
    expect(button).to_be_visible()


def test_enter_starts_a_new_line_under_a_thumb(visitors: Visitors, customer: Customer) -> None:
    agent = visitors.member("agent", **_PHONE)
    customer.writes("Hello")
    customer.conversation()
    agent.get_by_role("button", name="Take next").tap()
    expect(bubble(agent, "Hello")).to_be_visible()
    composer(agent).tap()
    agent.keyboard.type("One")
    agent.keyboard.press("Enter")
    agent.keyboard.type("two")
    expect(composer(agent)).to_have_value("One\ntwo")
    agent.get_by_role("link", name="Back to the list").tap()
    expect(row(agent, customer.name)).to_be_visible()
