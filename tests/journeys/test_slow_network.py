"""A phone on a slow network: the page has a shape before its script is there, and asks once."""

from typing import Any

import pytest
from playwright.sync_api import Page, Route, expect

from tests.journeys.customers import Customer
from tests.journeys.visitors import Visitors, row

pytestmark = pytest.mark.browser

_PHONE: dict[str, Any] = {
    "viewport": {"width": 360, "height": 740},
    "has_touch": True,
    "is_mobile": True,
}


def _inbox(visitors: Visitors) -> str:
    workspace = visitors.product.facts["demo"]["workspace"]
    return f"{visitors.product.url}/w/{workspace}/inbox"


def _hold(page: Page, pattern: str) -> list[Route]:
    """What the network keeps back: let it go with `continue_`."""
    held: list[Route] = []
    page.route(pattern, lambda route: held.append(route))  # noqa: PLW0108 (Playwright writes on it)
    return held


def test_the_page_has_a_shape_until_the_script_has_drawn_it(
    visitors: Visitors, customer: Customer
) -> None:
    agent = visitors.member("agent", **_PHONE)
    held = _hold(agent, "**/static/dashboard/assets/main-*.js")
    agent.goto(_inbox(visitors), wait_until="commit")
    opening = agent.locator(".opening")
    expect(opening.locator(".opening-row").last).to_be_visible()
    expect(agent.get_by_role("status").filter(has_text="Opening the workspace")).to_be_visible()
    while not held:
        agent.wait_for_timeout(20)
    held[0].continue_()
    expect(agent.locator(".take-next button")).to_be_visible()
    expect(opening).to_be_hidden()


def test_who_looks_is_known_without_asking(visitors: Visitors, customer: Customer) -> None:
    owner = visitors.member("owner", **_PHONE)
    asked: list[str] = []
    owner.on("request", lambda request: asked.append(request.url))
    customer.writes("Salam")
    customer.conversation()
    owner.goto(f"{_inbox(visitors)}/all")
    expect(row(owner, customer.name)).to_be_visible()
    assert not [url for url in asked if url.endswith("/api/v1/me")]


def test_the_dashboard_is_fetched_while_somebody_types_their_name(visitors: Visitors) -> None:
    page = visitors.stranger()
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto(f"{visitors.product.url}/login", wait_until="networkidle")
    assert not [url for url in asked if "/static/dashboard/assets/" in url]
    with page.expect_request("**/static/dashboard/assets/main-*.js"):
        page.get_by_label("Sign-in name or e-mail").fill("a")


def test_take_next_stays_at_the_foot_while_the_list_is_on_its_way(visitors: Visitors) -> None:
    agent = visitors.member("agent", **_PHONE)
    button = agent.locator(".take-next button")
    expect(agent.get_by_text("No open chats of yours")).to_be_visible()
    full = button.bounding_box()
    held = _hold(agent, "**/api/v1/conversations?*")
    agent.add_init_script(
        """addEventListener("DOMContentLoaded", () => {
          window.places = new Set();
          const look = () => {
            const box = document.querySelector(".take-next button")?.getBoundingClientRect();
            if (box) window.places.add(Math.round(box.top));
            requestAnimationFrame(look);
          };
          look();
        });"""
    )
    agent.goto(_inbox(visitors), wait_until="commit")
    expect(agent.get_by_role("status", name="Loading conversations")).to_be_visible()
    for route in held:
        route.continue_()
    expect(agent.get_by_text("No open chats of yours")).to_be_visible()
    assert full is not None
    assert agent.evaluate("[...window.places]") == [round(full["y"])]
