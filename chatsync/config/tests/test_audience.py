"""Who may listen to a workspace, to what of it, and until when: with real sessions."""

from typing import Any
from uuid import UUID

import pytest
from django.contrib.sessions.models import Session

from chatsync.accounts.models import Person
from chatsync.config.tests.running import cut, in_thread, open_page, signed_in, told, web
from chatsync.inbox.actions.assign import assign
from chatsync.inbox.tests.make import a_conversation
from chatsync.kit.tenancy import scope
from chatsync.workspaces.access import Access
from chatsync.workspaces.models import Member, Role, Workspace
from chatsync.workspaces.tests.make import a_key, a_member, a_workspace

pytestmark = pytest.mark.usefixtures("db")


def _shop() -> tuple[Access, Access, str, str]:
    """An owner and an agent with their cookies."""
    workspace, owner = a_workspace()
    agent = a_member(workspace)
    return owner, agent, signed_in(owner), signed_in(agent)


def _change(model: Any, workspace_id: UUID, row_id: UUID, **columns: Any) -> None:
    with scope(workspace_id):
        model.objects.filter(id=row_id).update(**columns)


async def test_a_message_arrives_at_the_owner_and_not_at_an_agent_whose_it_is_not() -> None:
    owner, agent, owners, agents = await in_thread(_shop)
    async with (
        web() as port,
        open_page(port, owner, owners) as seeing,
        open_page(port, agent, agents) as blind,
    ):
        assert (await told(seeing))["type"] == (await told(blind))["type"] == "hello"
        await in_thread(a_conversation, owner, "Salam")
        frame = await told(seeing)
        assert frame["type"] == "message.stored"
        assert frame["message"]["text"] == "Salam"
        assert (await told(blind))["type"] == "skip"


async def test_an_agent_is_told_what_is_given_and_that_it_was_taken_away() -> None:
    owner, agent, _owners, agents = await in_thread(_shop)
    async with web() as port, open_page(port, agent, agents) as page:
        await told(page)
        conversation = await in_thread(a_conversation, owner)
        await in_thread(assign, owner, conversation.id, agent.member_id)
        given = [frame async for frame in _until(page, "conversation.changed")][-1]
        assert given["conversation"]["assignee"]["id"] == str(agent.member_id)
        await in_thread(assign, owner, conversation.id, owner.member_id)
        taken = [frame async for frame in _until(page, "conversation.removed")][-1]
        assert taken["conversation_id"] == str(conversation.id)


async def _until(page: Any, kind: str) -> Any:
    while True:
        frame = await told(page)
        yield frame
        if frame["type"] == kind:
            return


async def test_an_ended_session_is_cut() -> None:
    owner, _agent, owners, _agents = await in_thread(_shop)
    async with web() as port, open_page(port, owner, owners) as page:
        await told(page)
        await in_thread(Session.objects.all().delete)
        assert await cut(page) == 4401


async def test_a_changed_password_cuts_the_other_sessions() -> None:
    owner, _agent, owners, _agents = await in_thread(_shop)
    async with web() as port, open_page(port, owner, owners) as page:
        await told(page)
        people = Person.objects.filter(id=owner.person_id)
        await in_thread(people.update, password="another")
        assert await cut(page) == 4401


async def test_a_removed_member_is_cut() -> None:
    _owner, agent, _owners, agents = await in_thread(_shop)
    async with web() as port, open_page(port, agent, agents) as page:
        await told(page)
        await in_thread(_change, Member, agent.workspace_id, agent.member_id, active=False)
        assert await cut(page) == 4403


@pytest.mark.parametrize("raised", ["role", "visibility"])
async def test_who_may_see_more_now_starts_afresh_and_sees_it(raised: str) -> None:
    owner, agent, _owners, agents = await in_thread(_shop)
    shop = agent.workspace_id
    async with web() as port, open_page(port, agent, agents) as page:
        await told(page)
        if raised == "role":
            await in_thread(_change, Member, shop, agent.member_id, role=Role.MANAGER)
        else:
            await in_thread(_change, Workspace, shop, shop, visibility="own_unassigned")
        assert (await told(page))["type"] == "reset"
        await in_thread(a_conversation, owner)
        assert (await told(page))["type"] == "message.stored"


async def test_a_session_opens_only_the_workspaces_of_its_person() -> None:
    owner, _agent, owners, _agents = await in_thread(_shop)
    _workspace, stranger = await in_thread(a_workspace, "Lahore")
    async with web() as port:
        for org in (None, "org_" + "0" * 32, "", "org_x"):
            changes = {} if org is None else {"org": org}
            async with open_page(port, stranger, owners, **changes) as page:
                assert await cut(page) == 4403
        async with open_page(port, owner, owners) as page:
            assert (await told(page))["type"] == "hello"


async def test_nothing_but_a_session_of_this_origin_opens_the_socket() -> None:
    owner, _agent, owners, _agents = await in_thread(_shop)
    key = {"headers": {"Authorization": f"Bearer {await in_thread(a_key, owner)}"}}
    async with web() as port:
        async with open_page(port, owner, "", **key) as page:
            assert await cut(page) == 4401
        for origin in (None, "http://127.0.0.1:8000", "https://localhost:8000", "http://localhost"):
            async with open_page(port, owner, owners, origin=origin) as page:
                assert await cut(page) == 4404
