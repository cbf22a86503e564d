"""A reply whose page dies before it is on the server."""

from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Page, Response, Route, expect

from tests.journeys.customers import Customer
from tests.journeys.visitors import Visitors, answer, bubble, composer
from tests.support.product import Product

pytestmark = pytest.mark.browser


def _lose(route: Route) -> None:
    """No reply gets through; threads are still read."""
    if route.request.method == "POST":
        route.abort()
    else:
        route.fallback()


def _keeps_a_reply(response: Response) -> bool:
    request = response.request
    if request.method != "PUT" or not urlsplit(request.url).path.endswith("/draft"):
        return False
    return bool(response.json()["unsent"])


def _lose_a_reply(page: Page, text: str) -> None:
    """Press Send where nothing gets through, and close the page once the server knows of it."""
    page.route("**/messages", _lose)
    with page.expect_response(_keeps_a_reply):
        answer(page, text)
        composer(page).fill("Come by")
    expect(bubble(page, text)).to_contain_text("Trying again")
    page.close()


def test_a_reply_whose_page_was_closed_goes_out_when_the_thread_is_opened_again(
    product: Product, visitors: Visitors, customer: Customer
) -> None:
    visitors.foresee("net::ERR_FAILED")
    agent = visitors.member("agent")
    customer.writes("Are you open today?")
    customer.conversation()
    agent.get_by_role("button", name="Take next").click()
    expect(bubble(agent, "Are you open today?")).to_be_visible()
    thread_page = agent.url

    _lose_a_reply(agent, "Until nine")
    again = agent.context.new_page()
    again.goto(thread_page)

    sent = bubble(again, "Until nine")
    expect(sent.get_by_role("img", name="Read")).to_be_visible()
    expect(composer(again)).to_have_value("Come by")
    again.reload()
    expect(sent).to_have_count(1)
    assert [one["text"] for one in customer.received()] == ["Until nine"]
