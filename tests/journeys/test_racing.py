"""Two agents and a manager reach for one customer: one gets them, the others read why not."""

import pytest
from playwright.sync_api import Route, expect

from tests.journeys.customers import Customer
from tests.journeys.reaching import GOT, NOBODY, press_at_once, what_came_of_it
from tests.journeys.visitors import Visitors, newcomer, queue, row
from tests.support.product import Product

pytestmark = pytest.mark.browser

ASKED = "Who is quickest?"


def test_one_of_two_agents_gets_the_customer_and_a_slow_manager_reads_who_was_quicker(
    product: Product, visitors: Visitors, customer: Customer
) -> None:
    visitors.foresee("status of 40[49]")
    manager = visitors.member("manager")
    agents = [visitors.member("agent"), newcomer(product, visitors)]
    customer.writes(ASKED)
    customer.conversation()
    queue(manager, "Unassigned")
    row(manager, customer.name).click()
    on_the_way: list[Route] = []

    def keep(route: Route) -> None:
        on_the_way.append(route)

    manager.route("**/conversations/*/assignment", keep)
    with manager.expect_request("**/assignment"):
        manager.get_by_role("button", name="Take", exact=True).click()
    press_at_once(agents)
    assert sorted(what_came_of_it(agents, ASKED)) == [GOT, NOBODY]
    on_the_way[0].continue_()
    holder = customer.conversation()["assignee"]["name"]
    quicker = f"{holder} was quicker and has this conversation now."
    expect(manager.get_by_text(quicker)).to_be_visible()
    expect(manager.get_by_role("button", name=f"Assigned to {holder}. Change")).to_be_visible()
    expect(row(manager, customer.name)).to_have_count(0)
