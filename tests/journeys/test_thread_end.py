"""A reader at the foot of a thread stays there, whatever comes into it."""

import pytest
from playwright.sync_api import Page, expect

from tests.journeys.customers import Customer, begin_a_second
from tests.journeys.visitors import Visitors, bubble, composer
from tests.support.product import Product

pytestmark = pytest.mark.browser


def _open(agent: Page, customer: Customer) -> None:
    for letter in "ABCDEFGHIJKL":  # no digits: the time stands right behind them
        customer.writes(f"Line {letter}")
    customer.conversation()
    agent.get_by_role("button", name="Take next").click()
    expect(bubble(agent, "Line L")).to_be_visible()


def test_ones_own_answer_is_in_sight_after_a_moment_without_network(
    product: Product, visitors: Visitors
) -> None:
    visitors.foresee("WebSocket connection|net::ERR_")
    customer = Customer.new(product)
    agent = visitors.member("agent")
    _open(agent, customer)
    agent.context.set_offline(True)
    begin_a_second()
    customer.writes("Are you there?\nI wait at the door.\nAnd it rains.")
    composer(agent).fill("I am coming")
    composer(agent).press("Enter")
    expect(bubble(agent, "I am coming")).to_be_visible()
    agent.context.set_offline(False)
    expect(bubble(agent, "Are you there?")).to_be_visible(timeout=90_000)
    expect(bubble(agent, "I am coming").get_by_role("img", name="Read")).to_be_visible()
    expect(bubble(agent, "I am coming")).to_be_in_viewport(ratio=1)
