"""Notes, quotes, tags and snoozing, as two colleagues see them."""

import re

import pytest
from playwright.sync_api import Page, expect

from tests.journeys.customers import Customer
from tests.journeys.visitors import Visitors, bubble, composer, queue, row, thread

pytestmark = pytest.mark.browser


def _open(page: Page, customer: Customer) -> None:
    queue(page, "All chats")
    row(page, customer.name).click()
    expect(composer(page)).to_be_visible()


def _menu(page: Page) -> None:
    page.get_by_role("button", name="More for this conversation").click()


def test_a_colleague_who_is_named_sees_the_note_and_the_customer_gets_nothing(
    visitors: Visitors, customer: Customer
) -> None:
    customer.writes("Is it ready?")
    conversation = customer.conversation()
    owner, manager = visitors.member("owner"), visitors.member("manager")
    _open(owner, customer)
    owner.get_by_role("button", name="Note", exact=True).click()
    name = _name_of(customer, "manager")
    owner.keyboard.type(f"Promised on the phone, @{name[:3]}")
    owner.get_by_role("button", name=name).click()
    owner.keyboard.type("please look <img src=x onerror=alert(1)>")
    owner.get_by_role("button", name="Save note").click()
    expect(thread(owner).get_by_text("<img src=x onerror=alert(1)>")).to_be_visible()
    # Another test may have named the manager before: then several notes do.
    manager.get_by_role("button", name=re.compile("names? you")).click()
    manager.get_by_role("menuitem").filter(has_text=customer.name).click()
    expect(thread(manager).get_by_text("Promised on the phone")).to_be_visible()
    assert conversation["id"] in manager.url
    assert customer.received() == []


def test_a_reply_quotes_the_message_and_reaches_the_phone_as_a_reply(
    visitors: Visitors, customer: Customer
) -> None:
    customer.writes("Which colour is it?")
    customer.conversation()
    page = visitors.member("owner")
    _open(page, customer)
    bubble(page, "Which colour").hover()
    page.get_by_role("button", name="Reply to this message").click()
    page.keyboard.type("Blue")
    page.keyboard.press("Enter")
    expect(bubble(page, "Blue").get_by_role("button", name="Which colour is it?")).to_be_visible()
    expect(bubble(page, "Blue").get_by_role("img", name="Read")).to_be_visible()
    (sent,) = customer.received()
    assert "context" in str(sent)


def test_what_is_snoozed_comes_back_with_the_customers_next_message(
    visitors: Visitors, customer: Customer
) -> None:
    customer.writes("I pay on Friday")
    customer.conversation()
    page = visitors.member("owner")
    _open(page, customer)
    _menu(page)
    page.get_by_role("menuitem", name="Until the customer writes").click()
    expect(row(page, customer.name)).to_have_count(0)
    customer.writes("Paid!")
    expect(row(page, customer.name)).to_be_visible()
    expect(thread(page).get_by_text("Back from snooze")).to_be_visible()


def _name_of(customer: Customer, role: str) -> str:
    members = customer.product.api("members").json()["items"]
    return str(next(each["name"] for each in members if each["role"] == role))
