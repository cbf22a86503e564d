"""What cannot be sent, and why: the closed window, refusals, and what is not known yet."""

import time

import pytest
from playwright.sync_api import Page, expect

from tests.journeys.customers import Customer
from tests.journeys.visitors import Visitors, answer, bubble, composer, row, thread
from tests.support.product import Product, request

pytestmark = pytest.mark.browser

_DAY_S = 86_400


def _take(visitors: Visitors, customer: Customer, text: str) -> Page:
    agent = visitors.member("agent")
    customer.writes(text)
    customer.conversation()
    agent.get_by_role("button", name="Take next").click()
    expect(bubble(agent, text)).to_be_visible()
    return agent


def _fault(product: Product, **wish: object) -> None:
    product.sandbox("faults", wish)


def test_in_a_closed_window_a_template_goes_out_and_an_answer_opens_it_again(
    product: Product, visitors: Visitors, customer: Customer
) -> None:
    customer.wrote("Do you repair kettles?", at=int(time.time()) - 2 * _DAY_S)
    customer.conversation()
    agent = visitors.member("agent")
    agent.get_by_role("button", name="Take next").click()
    expect(agent.get_by_text("WhatsApp allows free text only within 24 hours")).to_be_visible()
    expect(composer(agent)).to_be_disabled()
    expect(agent.get_by_role("button", name="Send", exact=True)).to_have_count(0)
    agent.get_by_role("button", name="Send a template").click()
    dialog = agent.get_by_role("dialog")
    dialog.get_by_role("listitem").first.get_by_role("button").click()
    for gap in dialog.get_by_label("Value").all():
        gap.fill("Kettle")
    dialog.get_by_role("button", name="Send template").click()
    expect(dialog).to_have_count(0)
    expect(thread(agent).locator(".line-out").get_by_role("img", name="Read")).to_be_visible()
    assert [one["type"] for one in customer.received()] == ["template"]
    customer.writes("Yes please")
    expect(composer(agent)).to_be_enabled()
    answer(agent, "Bring it tomorrow.")
    expect(bubble(agent, "Bring it tomorrow.").get_by_role("img", name="Read")).to_be_visible()


def test_a_draft_outlives_a_window_that_closes_and_opens(
    product: Product, visitors: Visitors, customer: Customer
) -> None:
    customer.wrote("Still there?", at=int(time.time()) - _DAY_S + 1800)
    customer.conversation()
    agent = visitors.member("agent")
    agent.clock.install()
    agent.reload()
    agent.get_by_role("button", name="Take next").click()
    composer(agent).fill("Half a sentence")
    expect(agent.get_by_text("left to reply freely")).to_be_visible()
    agent.clock.fast_forward("00:31:00")
    expect(composer(agent)).to_be_disabled()
    expect(composer(agent)).to_have_value("Half a sentence")
    customer.writes("Hello?")
    expect(composer(agent)).to_be_enabled()
    expect(composer(agent)).to_have_value("Half a sentence")
    agent.reload()
    expect(composer(agent)).to_have_value("Half a sentence")


def test_a_customer_who_cannot_be_reached_is_explained_in_words(
    product: Product, visitors: Visitors, customer: Customer
) -> None:
    agent = _take(visitors, customer, "Please call me")
    _fault(product, mode="failed_status", code=131026, next=1)
    answer(agent, "We called, no answer.")
    trouble = bubble(agent, "We called, no answer.")
    expect(trouble.get_by_role("img", name="Not delivered")).to_be_visible()
    expect(trouble.get_by_role("status")).to_contain_text("WhatsApp")
    expect(trouble.get_by_role("status")).not_to_contain_text("131026")


def test_a_lost_access_token_holds_the_answer_until_the_number_is_connected_again(
    product: Product, visitors: Visitors, customer: Customer
) -> None:
    agent, owner = _take(visitors, customer, "Any news?"), visitors.member("owner")
    owner.get_by_role("link", name="Settings").click()
    card = owner.get_by_role("article")
    expect(card.get_by_text("Connected", exact=True)).to_be_visible()
    _fault(product, mode="error", code=190, next=1)
    answer(agent, "Not yet.")
    expect(card.get_by_text("Access token refused")).to_be_visible()
    expect(card).to_contain_text("Connect the number again with a new token")
    assert customer.received() == []
    _connect_again(product, owner)
    expect(card.get_by_text("Access token refused")).to_have_count(0)
    expect(bubble(agent, "Not yet.").get_by_role("img", name="Read")).to_be_visible()
    assert [one["text"] for one in customer.received()] == ["Not yet."]


def test_an_answer_without_an_answer_from_meta_is_unknown_then_settled(
    product: Product, visitors: Visitors, customer: Customer
) -> None:
    agent = _take(visitors, customer, "Did it arrive?")
    _fault(product, mode="delays", sent=38, delivered=39, read=40)
    _fault(product, mode="timeout_after", next=1)
    answer(agent, "It is at your door.")
    sent = bubble(agent, "It is at your door.")
    expect(sent.get_by_text("We do not know yet whether this was sent")).to_be_visible()
    expect(sent.get_by_role("img", name="Read")).to_be_visible()
    expect(sent.get_by_text("We do not know yet")).to_have_count(0)
    assert [one["text"] for one in customer.received()] == ["It is at your door."]
    expect(row(agent, customer.name).get_by_role("img", name="Read")).to_be_visible()


def _connect_again(product: Product, owner: Page) -> None:
    """Fill in the form once more, with the token that Meta's pages show."""
    listed = request(product.facts["sandbox_url"], "GET", "/numbers/list").json()["items"]
    wanted = product.facts["demo"]["phone_number_id"]
    shown = next(one for one in listed if one["phone_number_id"] == wanted)
    owner.get_by_role("button", name="Connect a number").click()
    form = owner.get_by_role("form", name="Connect a number")
    form.get_by_label("Phone number ID", exact=True).fill(wanted)
    form.get_by_label("WhatsApp Business Account ID").fill(shown["waba_id"])
    form.get_by_label("Access token").fill(shown["token"])
    form.get_by_role("button", name="Check and connect").click()
    owner.get_by_role("region", name="Number saved").get_by_role("button", name="Done").click()
