"""Who learns that a colleague is at a conversation: with real sessions and real rights."""

import json
from typing import Any
from uuid import UUID

import pytest

from chatsync.config.tests.running import in_thread, open_page, signed_in, told, web
from chatsync.inbox.actions.assign import assign
from chatsync.inbox.tests.make import a_conversation
from chatsync.workspaces.tests.make import a_member, a_workspace

pytestmark = pytest.mark.usefixtures("db")


async def go_to(page: Any, conversation_id: UUID) -> None:
    place = {"type": "presence", "conversation_id": str(conversation_id), "typing": True}
    await page.send(json.dumps(place))


async def presence(page: Any) -> dict[str, Any]:
    while (frame := await told(page))["type"] != "presence":
        pass
    return frame


def _shop() -> Any:
    """An owner with two conversations, an agent who holds one, and another tenant's owner."""
    workspace, owner = a_workspace()
    agent, (_other, stranger) = a_member(workspace), a_workspace("Lahore")
    hidden, shown = a_conversation(owner), a_conversation(owner)
    assign(owner, shown.id, agent.member_id)
    pages = [(one, signed_in(one)) for one in (owner, agent, stranger)]
    return pages, hidden.id, shown.id, a_conversation(stranger).id


async def test_only_members_who_see_the_conversation_learn_who_is_there() -> None:
    (
        ((owner, first), (agent, second), (stranger, third)),
        hidden,
        shown,
        elsewhere,
    ) = await in_thread(_shop)
    async with (
        web() as port,
        open_page(port, owner, first) as owners,
        open_page(port, agent, second) as agents,
        open_page(port, stranger, third) as strangers,
    ):
        await told(agents)
        await told(strangers)
        await go_to(owners, hidden)
        assert (await presence(owners))["conversation_id"] == str(hidden)
        await go_to(owners, shown)
        seen = await presence(agents)
        assert (seen["conversation_id"], seen["doing"]) == (str(shown), "typing")
        assert seen["member_id"] == str(owner.member_id)
        assert seen["name"]
        for place in (shown, elsewhere):
            await go_to(strangers, place)
        assert (await presence(strangers))["conversation_id"] == str(elsewhere)
