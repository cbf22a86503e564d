"""The main job: a customer writes, an agent takes them and answers."""

import pytest
from playwright.sync_api import Page, expect

from tests.journeys.customers import Customer
from tests.journeys.reaching import GOT, NOBODY, press_at_once, what_came_of_it
from tests.journeys.ticks import only_rises, said_of_ticks, watch_ticks
from tests.journeys.visitors import Visitors, answer, bubble, composer, queue, row
from tests.support.product import Product

pytestmark = pytest.mark.browser

ASKED = "Salam, is my order on its way?"
TOLD = "Yes, the rider is ten minutes away."


def _phone(visitors: Visitors, customer: Customer) -> Page:
    phone = visitors.stranger(viewport={"width": 1000, "height": 760})
    phone.goto(customer.phone_page())
    chosen = phone.get_by_role("button", name=customer.name, pressed=True)
    expect(chosen).to_be_visible()
    return phone


def _write(phone: Page, text: str) -> None:
    phone.get_by_role("textbox", name="Message").fill(text)
    phone.get_by_role("button", name="Send", exact=True).click()


def test_an_agent_takes_a_customer_and_the_answer_is_read_on_the_phone(
    product: Product, visitors: Visitors
) -> None:
    customer = Customer(product, "Imran Sheikh", "923335550122")
    owner, agent = visitors.member("owner"), visitors.member("agent")
    queue(owner, "Unassigned")
    expect(owner.get_by_text("No one is waiting")).to_be_visible()
    phone = _phone(visitors, customer)
    _write(phone, ASKED)
    expect(row(owner, customer.name)).to_contain_text(ASKED)
    agent.get_by_role("button", name="Take next").click()
    expect(bubble(agent, ASKED)).to_be_visible()
    expect(row(owner, customer.name)).to_have_count(0)
    phone.goto(Customer(product, "Fatima Noor", "923005550111").phone_page())
    # Each sign long enough for a busy machine to show it: pushes that come together are one change.
    product.sandbox("faults", {"mode": "delays", "sent": 0.3, "delivered": 4})
    watch_ticks(agent, TOLD)
    answer(agent, TOLD)
    expect(bubble(agent, TOLD).get_by_role("img", name="Delivered")).to_be_visible()
    phone.goto(customer.phone_page())
    expect(phone.get_by_role("list", name="Messages").get_by_text(TOLD)).to_be_visible()
    expect(bubble(agent, TOLD).get_by_role("img", name="Read")).to_be_visible()
    said = said_of_ticks(agent)
    assert only_rises(said), said
    assert said[0] == "Waiting to be sent"
    assert {"Sent", "Delivered", "Read"} <= set(said), said
    assert [one["text"] for one in customer.received()][-1:] == [TOLD]


def test_two_agents_who_press_at_once_get_two_different_customers(
    product: Product, visitors: Visitors
) -> None:
    customers = [Customer.new(product) for _ in range(2)]
    first, second = visitors.member("agent"), visitors.member("manager")
    for customer in customers:
        customer.writes("Are you there?")
        customer.conversation()
    press_at_once([first, second])
    for page in (first, second):
        page.wait_for_url("**/inbox/mine/*")
        expect(composer(page)).to_be_visible()
    taken = {page.url.partition("?")[0].rsplit("/", 1)[1] for page in (first, second)}
    assert taken == {customer.conversation()["id"] for customer in customers}


def test_of_two_agents_and_one_customer_one_agent_is_told_that_nobody_waits(
    visitors: Visitors, customer: Customer
) -> None:
    visitors.foresee("404 .*Not Found")
    pages = [visitors.member("agent"), visitors.member("manager")]
    customer.writes("Only me")
    customer.conversation()
    press_at_once(pages)
    assert sorted(what_came_of_it(pages, "Only me")) == [GOT, NOBODY]
