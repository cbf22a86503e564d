"""An agent of a workspace with visibility `own` sees what is theirs, everywhere."""

from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests.journeys.customers import Customer
from tests.journeys.visitors import Visitors, bubble, queue, row
from tests.support.product import Product

pytestmark = pytest.mark.browser

_CALL = """
async path => {
  const workspace = document.querySelector("meta[name=workspace]").content;
  const answer = await fetch(`/api/v1/${path}`, { headers: { "ChatSync-Workspace": workspace } });
  return { status: answer.status, body: await answer.json() };
}
"""


def _ask(page: Page, path: str) -> Any:
    """What the page's own session gets from the API."""
    return page.evaluate(_CALL, path)


def _assign(page: Page, name: str) -> None:
    page.get_by_role("button", name="Assign").click()
    page.get_by_role("menuitemcheckbox", name=name).click()


def test_an_agent_finds_no_trace_of_a_colleagues_customer(
    product: Product, visitors: Visitors
) -> None:
    visitors.foresee("status of 404")
    mine, foreign = Customer.new(product), Customer.new(product)
    agent = visitors.member("agent")
    mine.writes("An apple pie")
    mine.conversation()
    agent.get_by_role("button", name="Take next").click()
    expect(bubble(agent, "An apple pie")).to_be_visible()
    foreign.writes("A pineapple cake")
    other = foreign.conversation()
    queues = agent.get_by_role("navigation", name="Queues")
    expect(queues.get_by_role("link", name="Unassigned")).to_have_count(0)
    expect(queues.get_by_role("link", name="All chats")).to_have_count(0)
    expect(queues.get_by_role("link", name="My chats 1 open")).to_be_visible()
    expect(row(agent, foreign.name)).to_have_count(0)
    for noun in (f"conversations/{other['id']}", f"conversations/{other['id']}/messages"):
        assert _ask(agent, noun)["status"] == 404
    assert _ask(agent, "conversations/counts")["body"]["all"]["open"] == 1
    assert _ask(agent, f"contacts/{other['contact']['id']}")["status"] == 404
    for words in ("pineapple", foreign.name, foreign.wa_id):
        assert _ask(agent, f"search?q={words}")["body"]["items"] == []
    agent.goto(agent.url.replace(mine.conversation()["id"], other["id"]))
    expect(agent.get_by_text("This conversation is not here")).to_be_visible()
    expect(agent.get_by_text("A pineapple cake")).to_have_count(0)


def test_the_owner_sees_everybodys_customers(product: Product, visitors: Visitors) -> None:
    owner, agent = visitors.member("owner"), visitors.member("agent")
    first, second = Customer.new(product), Customer.new(product)
    first.writes("First in line")
    first.conversation()
    agent.get_by_role("button", name="Take next").click()
    expect(bubble(agent, "First in line")).to_be_visible()
    second.writes("Second in line")
    queue(owner, "All chats")
    expect(row(owner, first.name)).to_contain_text("First in line")
    expect(row(owner, second.name)).to_contain_text("Second in line")
    queue(owner, "Unassigned")
    expect(row(owner, second.name)).to_be_visible()
    expect(row(owner, first.name)).to_have_count(0)
    row(owner, second.name).click()
    expect(bubble(owner, "Second in line")).to_be_visible()


def test_a_customer_given_to_somebody_else_moves_in_both_browsers(
    product: Product, visitors: Visitors, customer: Customer
) -> None:
    visitors.foresee("status of 404")
    owner, agent = visitors.member("owner"), visitors.member("agent")
    heard: list[str] = []
    agent.on("websocket", lambda socket: socket.on("framereceived", lambda f: heard.append(str(f))))
    agent.reload()
    customer.writes("Who takes me?")
    queue(owner, "Unassigned")
    row(owner, customer.name).click()
    _assign(owner, "Sana Malik")
    expect(row(owner, customer.name)).to_have_count(0)
    row(agent, customer.name).click()
    expect(bubble(agent, "Who takes me?")).to_be_visible()
    _assign(owner, "Bilal Ahmed")
    expect(agent.get_by_text("This conversation is not here")).to_be_visible()
    expect(row(agent, customer.name)).to_have_count(0)
    customer.writes("A secret for Bilal")
    expect(bubble(owner, "A secret for Bilal")).to_be_visible()
    assert any("Who takes me?" in frame for frame in heard)
    assert not any("A secret for Bilal" in frame for frame in heard)
