"""A minute without network: nothing is missing, doubled or out of order afterwards."""

import re
import time
import uuid
from functools import partial

import pytest
from playwright.sync_api import Page, expect

from tests.journeys.cable import Cable, cable
from tests.journeys.customers import Customer, begin_a_second
from tests.journeys.visitors import Visitors, answer, bubble, composer, row, thread
from tests.support.product import Product, eventually

pytestmark = pytest.mark.browser

_MINUTE_S = 60
_NOTE = re.compile(r"Reconnecting|You are offline|using polling")


def _take(agent: Page, customer: Customer) -> None:
    customer.writes(f"First words of {customer.name}")
    customer.conversation()
    agent.get_by_role("button", name="Take next").click()
    expect(bubble(agent, f"First words of {customer.name}")).to_be_visible()


def _is_last(customer: Customer, text: str) -> bool:
    return bool(customer.conversation()["last_message"]["text"] == text)


def _colleague_answers(product: Product, customer: Customer, text: str) -> None:
    message = {"client_id": str(uuid.uuid4()), "type": "text", "text": text}
    path = f"conversations/{customer.conversation()['id']}/messages"
    assert product.api(path, method="POST", body=message).status == 201


def _talk_meanwhile(product: Product, customer: Customer) -> list[str]:
    """What customer and colleague say while the agent hears nothing, in order."""
    said = []
    for place in range(3):
        asked, told = f"Question {place} of the minute", f"Answer {place} of the minute"
        begin_a_second()
        customer.writes(asked)
        eventually(partial(_is_last, customer, asked))
        _colleague_answers(product, customer, told)
        said += [asked, told]
    return said


def _cut_for_a_minute(line: Cable, agent: Page, since: float) -> None:
    """Mend the cable once a minute is over and the page has said that it hears nothing."""
    expect(agent.get_by_text(_NOTE)).to_be_visible(timeout=120_000)
    agent.wait_for_timeout(max(0, _MINUTE_S - (time.monotonic() - since)) * 1000)
    line.mend()


def test_after_a_minute_without_network_nothing_is_missing_doubled_or_out_of_order(
    product: Product, visitors: Visitors
) -> None:
    visitors.foresee("WebSocket connection|net::ERR_")
    talking, quiet = Customer.new(product), Customer.new(product)
    with cable() as line:
        agent = visitors.member("agent", proxy=line.proxy)
        _take(agent, quiet)
        _take(agent, talking)
        line.cut()
        since = time.monotonic()
        said = _talk_meanwhile(product, talking)
        row(agent, quiet.name).click()
        answer(agent, "Written in the dark")
        composer(agent).fill("Half a thought")
        row(agent, talking.name).click()
        composer(agent).fill("Half another")
        _cut_for_a_minute(line, agent, since)
        expect(bubble(agent, said[-1])).to_be_visible()
        expect(agent.get_by_text(_NOTE)).to_have_count(0)
        shown = thread(agent).get_by_role("article").locator(".bubble-text").all_inner_texts()
        assert shown == [f"First words of {talking.name}", *said]
        expect(composer(agent)).to_have_value("Half another")
        expect(row(agent, talking.name)).to_contain_text(said[-1])
        _look_at_the_quiet_one(agent, quiet)


def _look_at_the_quiet_one(agent: Page, quiet: Customer) -> None:
    """The answer written in the dark went out once; the draft typed in the dark is there."""
    row(agent, quiet.name).click()
    sent = bubble(agent, "Written in the dark")
    expect(sent.get_by_role("img", name="Read")).to_be_visible()
    expect(sent).to_have_count(1)
    expect(composer(agent)).to_have_value("Half a thought")
    agent.reload()
    expect(sent).to_have_count(1)
    expect(composer(agent)).to_have_value("Half a thought")
    assert [one["text"] for one in quiet.received()] == ["Written in the dark"]
