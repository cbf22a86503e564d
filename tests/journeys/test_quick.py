"""Texts and lists at hand, as a person at the counter uses them."""

import pytest
from playwright.sync_api import expect

from tests.journeys.customers import Customer
from tests.journeys.visitors import Visitors, bubble, composer, queue, row

pytestmark = pytest.mark.browser


def test_a_quick_reply_is_kept_once_and_sent_with_the_customers_name(
    visitors: Visitors, customer: Customer
) -> None:
    customer.writes("When do you open?")
    customer.conversation()
    page = visitors.member("owner")
    queue(page, "All chats")
    row(page, customer.name).click()
    page.get_by_role("button", name="Quick replies").click()
    page.get_by_role("button", name="Edit quick replies").click()
    name = f"open {customer.wa_id[-4:]}"
    page.get_by_label("Name of the quick reply").fill(name)
    page.get_by_label("Text", exact=True).fill("Salam {customer|friend}, at ten. <b>{me}</b>")
    page.get_by_role("button", name="Keep quick reply").click()
    expect(page.get_by_role("listitem").filter(has_text=name)).to_be_visible()
    page.get_by_role("button", name="Close", exact=True).click()
    composer(page).fill("")
    composer(page).press_sequentially(f"/{customer.wa_id[-4:]}")
    page.keyboard.press("Enter")
    page.keyboard.press("Enter")
    expect(
        bubble(page, f"Salam {customer.name}, at ten. <b>").get_by_role("img", name="Read")
    ).to_be_visible()
    (sent,) = customer.received()
    assert f"Salam {customer.name}, at ten. <b>" in str(sent)


def test_a_list_of_those_who_wait_is_saved_and_loses_whom_one_answers(
    visitors: Visitors, customer: Customer
) -> None:
    customer.writes("Anybody there?")
    customer.conversation()
    page = visitors.member("owner")
    queue(page, "All chats")
    page.get_by_role("button", name="Everyone").click()
    page.get_by_role("menuitemcheckbox", name="Waiting for an answer").click()
    page.get_by_role("button", name="Views").click()
    page.get_by_role("menuitem", name="Save this list…").click()
    view = f"Waits {customer.wa_id[-4:]}"
    page.get_by_label("Name of the view").fill(view)
    page.get_by_role("button", name="Save view").click()
    page.reload()
    page.get_by_role("button", name="Views").click()
    page.get_by_role("menuitemcheckbox", name=view).click()
    row(page, customer.name).click()
    composer(page).fill("Yes, good morning!")
    composer(page).press("Enter")
    expect(row(page, customer.name)).to_have_count(0)
