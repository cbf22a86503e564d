"""Open pages hear that their workspace was suspended or goes on, without a reload."""

import pytest

from chatsync.accounts.models import Person
from chatsync.config.tests.running import in_thread, open_page, signed_in, told, web
from chatsync.workspaces.access import Access
from chatsync.workspaces.actions.standing import lift, suspend
from chatsync.workspaces.tests.make import a_member, a_person, a_workspace

pytestmark = pytest.mark.usefixtures("db")


def _shop() -> tuple[Access, str, Person]:
    """An agent, their cookies, and an operator."""
    workspace, _owner = a_workspace()
    agent = a_member(workspace)
    return agent, signed_in(agent), a_person("Operator")


async def test_an_open_page_is_told_when_it_begins_and_when_it_ends() -> None:
    agent, cookies, operator = await in_thread(_shop)
    async with web() as port, open_page(port, agent, cookies) as page:
        assert (await told(page))["type"] == "hello"
        await in_thread(suspend, agent.workspace_id, reason="Unpaid.", operator=operator)
        assert (await told(page))["type"] == "standing.changed"
        await in_thread(lift, agent.workspace_id, operator=operator)
        assert (await told(page))["type"] == "standing.changed"


async def test_a_page_that_was_away_is_told_when_it_comes_back() -> None:
    agent, cookies, operator = await in_thread(_shop)
    async with web() as port:
        async with open_page(port, agent, cookies) as page:
            hello = await told(page)
        await in_thread(suspend, agent.workspace_id, reason="Unpaid.", operator=operator)
        where = f"&since={hello['seq']}&epoch={hello['epoch']}"
        async with open_page(port, agent, cookies, position=where) as page:
            assert {(await told(page))["type"] for _ in range(2)} == {"hello", "standing.changed"}
