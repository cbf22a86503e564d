"""Finding what was said, and arriving where it was said."""

import secrets

import pytest
from playwright.sync_api import Page, expect

from tests.journeys.customers import Customer
from tests.journeys.visitors import Visitors, bubble
from tests.support.product import eventually

pytestmark = pytest.mark.browser


def _search(page: Page, words: str) -> None:
    page.keyboard.press("Control+k")
    expect(page.get_by_role("combobox")).to_be_focused()
    page.keyboard.type(words)


def test_a_message_far_up_is_found_and_the_thread_opens_there(
    visitors: Visitors, customer: Customer
) -> None:
    mark = f"kettle{secrets.token_hex(4)}"
    customer.writes(f"The blue {mark} leaks")
    for number in range(70):
        customer.writes(f"line {number}")
    eventually(lambda: customer.conversation()["last_message"]["text"] == "line 69")
    page = visitors.member("owner")
    _search(page, mark[:-2])
    expect(page.get_by_role("option")).to_have_count(1)
    page.keyboard.press("Enter")
    expect(bubble(page, f"The blue {mark} leaks")).to_be_in_viewport()
    expect(bubble(page, "line 69")).to_have_count(0)
    page.get_by_role("button", name="Latest").click()
    expect(bubble(page, "line 69")).to_be_in_viewport()


def test_a_customer_is_found_by_a_number_as_people_write_it(
    visitors: Visitors, customer: Customer
) -> None:
    customer.writes("Salam")
    customer.conversation()
    page = visitors.member("owner")
    local = f"0{customer.wa_id[2:5]}-{customer.wa_id[5:]}"
    _search(page, local)
    page.get_by_role("option").filter(has_text=customer.name).click()
    expect(bubble(page, "Salam")).to_be_visible()


def test_nothing_is_found_of_what_an_agent_may_not_see(
    visitors: Visitors, customer: Customer
) -> None:
    mark = f"secret{secrets.token_hex(4)}"
    customer.writes(mark)
    customer.conversation()
    page = visitors.member("agent")
    _search(page, mark)
    expect(page.get_by_text("Nothing found")).to_be_visible()
