"""What a thumb meets on a phone 360 pixels wide, and what larger text does to the list."""

from typing import Any

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.journeys.customers import Customer
from tests.journeys.visitors import Visitors, bubble, no_sideways_scroll

pytestmark = pytest.mark.browser

_PHONE: dict[str, Any] = {
    "viewport": {"width": 360, "height": 740},
    "has_touch": True,
    "is_mobile": True,
}
_LARGER = """addEventListener("DOMContentLoaded", () => {
  document.documentElement.style.fontSize = "200%";
});"""


def _box(seen: Locator) -> dict[str, float]:
    box = seen.bounding_box()
    assert box is not None
    x, y, width, height = box["x"], box["y"], box["width"], box["height"]
    sides = {"x": x, "y": y, "width": width, "height": height}
    return {**sides, "end": x + width, "foot": y + height}


def _taken(visitors: Visitors, customer: Customer, words: str, locale: str = "en-GB") -> Page:
    customer.writes(words)
    customer.conversation()
    agent = visitors.member("agent", locale=locale, **_PHONE)
    agent.locator(".take-next button").tap()
    expect(agent.get_by_role("article").filter(has_text=words[:20])).to_be_visible()
    return agent


@pytest.mark.parametrize("locale", ["en-GB", "ur-PK"])
def test_both_buttons_of_a_recording_are_on_the_screen(
    visitors: Visitors, customer: Customer, locale: str
) -> None:
    agent = _taken(visitors, customer, "Salam", locale)
    agent.locator(".composer-foot button").nth(2).tap()
    buttons = agent.locator(".recording button")
    expect(buttons).to_have_count(2)
    for button in buttons.all():
        assert _box(button)["x"] >= 0
        assert _box(button)["end"] <= 360
    assert no_sideways_scroll(agent)
    buttons.last.tap()
    expect(agent.locator(".composer button[type=submit]")).to_be_visible()


def test_tabs_are_as_high_as_a_thumb_and_bubbles_use_the_width(
    visitors: Visitors, customer: Customer
) -> None:
    agent = _taken(visitors, customer, "Do you have the copper pot? " * 8)
    assert min(_box(tab)["height"] for tab in agent.locator(".composer-tab").all()) >= 44
    assert _box(agent.locator(".bubble").last)["width"] >= 280
    customer.writes("ok")
    short = bubble(agent, "ok").last
    expect(short).to_be_visible()
    for button in short.locator(".bubble-actions button").all():
        assert min(_box(button)["height"], _box(button)["width"]) >= 44
    agent.locator(".thread-back").tap()
    tabs = agent.locator(".queue-tab, .filter-tab")
    expect(tabs.first).to_be_visible()
    assert min(_box(tab)["height"] for tab in tabs.all()) >= 44


@pytest.mark.parametrize("locale", ["en-GB", "ur-PK"])
def test_how_much_may_still_be_written_stands_in_one_line(
    visitors: Visitors, customer: Customer, locale: str
) -> None:
    agent = _taken(visitors, customer, "Salam", locale)
    agent.locator(".composer textarea").fill("word " * 800)
    left = _box(agent.locator(".composer-length"))
    assert left["height"] < 40
    send = _box(agent.locator(".composer button[type=submit]"))
    assert left["foot"] <= send["y"]
    assert (send["end"] if locale == "en-GB" else 360 - send["x"]) == 344


@pytest.mark.parametrize("locale", ["en-GB", "ur-PK"])
def test_text_of_twice_the_size_has_rows_of_twice_the_height(
    visitors: Visitors, customer: Customer, locale: str
) -> None:
    customer.writes("Salam, is my order on its way?")
    customer.conversation()
    owner = visitors.member("owner", locale=locale, **_PHONE)
    owner.add_init_script(_LARGER)
    workspace = visitors.product.facts["demo"]["workspace"]
    owner.goto(f"{visitors.product.url}/w/{workspace}/inbox/all")
    mine = owner.locator(".list-rows a").filter(has_text=customer.name)
    expect(mine).to_be_visible()
    lines = mine.locator(".row-line")
    assert _box(lines.first)["foot"] <= _box(lines.last)["y"]
    assert _box(lines.last)["foot"] <= _box(mine)["foot"]
    assert _box(mine)["height"] == 128
    assert no_sideways_scroll(owner)
