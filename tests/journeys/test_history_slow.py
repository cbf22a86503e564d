"""Reading back on a slow network: older messages come above, and the reader stays put."""

import time

import pytest
from playwright.sync_api import Route, expect

from tests.journeys.customers import Customer
from tests.journeys.visitors import Visitors, bubble, row, thread

pytestmark = pytest.mark.browser

_FIRST_SEEN = """frame => {
  const top = frame.getBoundingClientRect().top;
  const all = [...frame.querySelectorAll("article")];
  const box = (one) => one.getBoundingClientRect();
  const first = all.filter((one) => box(one).top >= top)
    .sort((a, b) => box(a).top - box(b).top)[0];
  return [first.textContent, Math.round(box(first).top - top)];
}"""


def test_older_messages_that_come_late_do_not_move_the_reader(
    visitors: Visitors, customer: Customer
) -> None:
    now = int(time.time())
    for number in range(120):
        customer.wrote(f"Line {number:03}.", at=now - 7200 + number * 30)
    customer.conversation()
    owner = visitors.member("owner")
    owner.get_by_role("link", name="Unassigned").click()
    row(owner, customer.name).click()
    expect(bubble(owner, "Line 119.")).to_be_visible()
    held: list[Route] = []
    pattern = "**/messages?*"
    owner.route(pattern, lambda route: held.append(route))  # noqa: PLW0108 (Playwright writes on it)
    frame = owner.locator(".thread-scroll")
    owner.wait_for_timeout(200)
    frame.evaluate("frame => { frame.scrollTop = 0; }")
    expect(owner.get_by_text("Loading earlier messages…")).to_be_visible()
    frame.evaluate("frame => { frame.scrollTop = 0; }")
    before = frame.evaluate(_FIRST_SEEN)
    height = frame.evaluate("frame => frame.scrollHeight")
    for route in held:
        route.continue_()
    owner.wait_for_function(
        "([frame, height]) => frame.scrollHeight > height + 500",
        arg=[frame.element_handle(), height],
    )
    expect(thread(owner)).to_be_visible()
    assert frame.evaluate(_FIRST_SEEN) == before
    assert len(held) == 1
