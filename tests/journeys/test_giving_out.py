"""An owner has conversations given out in turn; two agents get theirs, and one goes for tea."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Page, expect

from tests.journeys.customers import Customer
from tests.journeys.visitors import Visitors, bubble, newcomer, queue, row, thread
from tests.support.product import Product

pytestmark = pytest.mark.browser

AWAY = "Away: give me no conversations"


@pytest.fixture
def _by_hand_again(product: Product) -> Iterator[None]:
    yield
    rules = product.api("settings/conversations").json()
    by_hand = {**rules, "giving": "by_hand", "leads_too": True}
    assert product.api("settings/conversations", method="PUT", body=by_hand).status == 200


def _in_turn(owner: Page) -> None:
    owner.get_by_role("link", name="Settings").click()
    owner.get_by_role("link", name="Conversations", exact=True).click()
    owner.get_by_label("Waiting conversations").select_option("in_turn")
    owner.get_by_label("Who is given conversations in turn").select_option("no")
    owner.get_by_role("button", name="Save").click()


def _standing(owner: Page, name: str, words: str) -> None:
    """What the table says; others of this name joined in earlier journeys."""
    found = owner.get_by_role("row").filter(has_text=name).filter(has_text=words)
    expect(found.first).to_be_visible()


def _step(page: Page, *, away: bool) -> None:
    """Say in the account menu that one is away, or back."""
    page.get_by_role("button", name="Account" if away else "Account: Away").click()
    page.get_by_role("menuitemcheckbox", name=AWAY).click()
    expect(page.get_by_role("button", name="Account: Away" if away else "Account")).to_be_visible()


@pytest.mark.usefixtures("_by_hand_again")
def test_two_agents_are_given_customers_in_turn_and_none_while_away(
    product: Product, visitors: Visitors
) -> None:
    owner = visitors.member("owner")
    sana, second = visitors.member("agent"), newcomer(product, visitors)
    _in_turn(owner)
    _standing(owner, "Second Agent", "Online")
    _standing(owner, "Sana Malik", "Online")
    first, other = Customer.new(product), Customer.new(product)
    for customer in (first, other):
        customer.writes("Salam")
        assert customer.conversation()["assignee"]
    holder = first.conversation()["assignee"]["name"]
    here, there = (second, sana) if holder == "Second Agent" else (sana, second)
    expect(row(here, first.name)).to_be_visible()
    expect(row(there, other.name)).to_be_visible()
    expect(row(there, first.name)).to_have_count(0)

    row(here, first.name).click()
    expect(here.get_by_text(f"{holder} was given this conversation in turn")).to_be_visible()
    _step(there, away=True)
    # A list whose rows are pointed at keeps what is new until it is asked for.
    thread(here).hover()
    third = Customer.new(product)
    third.writes("Anybody?")
    expect(row(here, third.name)).to_be_visible()
    expect(row(there, third.name)).to_have_count(0)

    with here.expect_response("**/closure"):
        here.get_by_role("button", name="Resolve", exact=True).click()
    _step(there, away=False)
    first.writes("One more thing")
    queue(here, "My Chats")
    row(here, first.name).click()
    expect(bubble(here, "One more thing")).to_be_visible()
    assert first.conversation()["assignee"]["name"] == holder
