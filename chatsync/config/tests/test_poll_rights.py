"""The long poll tells of changed rights, a lost seat and a suspension, as the socket does."""

import asyncio
from collections.abc import Callable
from typing import Any

import aiohttp
import pytest

from chatsync.config import wiring
from chatsync.config.tests.running import in_thread, signed_in, web
from chatsync.kit.tenancy import scope
from chatsync.workspaces.access import Access
from chatsync.workspaces.actions.members import change_role, remove_member
from chatsync.workspaces.actions.standing import suspend
from chatsync.workspaces.models import Visibility, Workspace
from chatsync.workspaces.tests.make import a_member, a_person, a_workspace

assert wiring.__doc__
pytestmark = pytest.mark.usefixtures("db")
Answer = tuple[int, dict[str, Any]]


def _shop() -> tuple[Access, Access, dict[str, str]]:
    """An owner, an agent, and what the agent's page sends."""
    workspace, owner = a_workspace()
    agent = a_member(workspace)
    return owner, agent, {"Cookie": signed_in(agent), "ChatSync-Workspace": workspace.org}


async def _ask(port: int, headers: dict[str, str], **query: Any) -> Answer:
    async with (
        aiohttp.ClientSession(headers=headers) as session,
        session.get(f"http://127.0.0.1:{port}/api/v1/events", params=query) as response,
    ):
        return response.status, await response.json()


async def _told_while_held(change: Callable[[Access, Access], object], **without: Any) -> Answer:
    """What a poll answers that was held when something changed."""
    owner, agent, headers = await in_thread(_shop)
    async with web() as port:
        _status, start = await _ask(port, headers)
        where = {"since": start["seq"], "epoch": start["epoch"], "rights": start["rights"]}
        asking = asyncio.create_task(_ask(port, headers, **{**where, "wait": 12, **without}))
        await asyncio.sleep(0.5)
        assert not asking.done()
        await in_thread(change, owner, agent)
        return await asking


def _see_all(owner: Access, _agent: Access) -> None:
    with scope(owner.workspace_id):
        Workspace.objects.update(visibility=Visibility.ALL)


@pytest.mark.parametrize(
    "change",
    [lambda owner, agent: change_role(owner, agent.member_id, "manager"), _see_all],
    ids=["role", "visibility"],
)
async def test_changed_rights_ask_for_a_fresh_start(
    change: Callable[[Access, Access], object],
) -> None:
    status, answer = await _told_while_held(change)
    assert (status, answer["reset"], answer["events"]) == (200, True, [])


async def test_after_the_fresh_start_it_is_held_again() -> None:
    owner, agent, headers = await in_thread(_shop)
    async with web() as port:
        _status, start = await _ask(port, headers)
        await in_thread(change_role, owner, agent.member_id, "manager")
        where = {"since": start["seq"], "epoch": start["epoch"]}
        _status, told = await _ask(port, headers, **where, rights=start["rights"])
        _status, calm = await _ask(port, headers, **where, rights=told["rights"])
    assert (told["reset"], calm["reset"]) == (True, False)


async def test_a_client_that_says_no_rights_is_not_sent_back() -> None:
    _owner, _agent, headers = await in_thread(_shop)
    async with web() as port:
        _status, start = await _ask(port, headers)
        _status, answer = await _ask(port, headers, since=start["seq"], epoch=start["epoch"])
    assert answer["reset"] is False


async def test_whoever_is_removed_finds_no_workspace() -> None:
    status, _answer = await _told_while_held(
        lambda owner, agent: remove_member(owner, agent.member_id)
    )
    assert status == 404


async def test_a_suspension_comes_as_the_event_that_a_socket_gets() -> None:
    def pause(owner: Access, _agent: Access) -> None:
        suspend(owner.workspace_id, reason="Unpaid.", operator=a_person("Operator"))

    _status, answer = await _told_while_held(pause)
    assert [event["type"] for event in answer["events"]] == ["standing.changed"]
