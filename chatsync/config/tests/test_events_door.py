"""The long poll through the whole server: signed in like every door, held without a thread."""

import asyncio
from typing import Any

import aiohttp
import pytest

from chatsync.config.tests.running import in_thread, web
from chatsync.inbox.tests.make import a_conversation
from chatsync.kit.tenancy import scope
from chatsync.workspaces.access import Access
from chatsync.workspaces.actions import revoke_api_key
from chatsync.workspaces.models import ApiKey
from chatsync.workspaces.tests.make import a_key, a_member, a_workspace

pytestmark = pytest.mark.usefixtures("db")


async def _ask(port: int, key: str, **query: Any) -> tuple[int, Any]:
    headers = {"Authorization": f"Bearer {key}"}
    address = f"http://127.0.0.1:{port}/api/v1/events"
    async with (
        aiohttp.ClientSession() as session,
        session.get(address, params=query, headers=headers) as response,
    ):
        assert "ChatSync-Hold" not in response.headers
        return response.status, await response.json()


def _shop() -> tuple[Access, str]:
    _workspace, owner = a_workspace()
    return owner, a_key(owner)


async def test_a_held_poll_answers_with_the_same_frames_as_the_socket() -> None:
    owner, key = await in_thread(_shop)
    async with web() as port:
        _status, start = await _ask(port, key)
        where = {"since": start["seq"], "epoch": start["epoch"]}
        asking = asyncio.create_task(_ask(port, key, **where, wait=25))
        await asyncio.sleep(0.5)
        assert not asking.done()
        await in_thread(a_conversation, owner, "Salam")
        status, answer = await asking
    (frame,) = answer["events"]
    assert (status, answer["reset"], answer["seq"]) == (200, False, frame["seq"])
    assert (frame["type"], frame["prev"]) == ("message.stored", start["seq"])


async def test_many_polls_are_held_at_once_and_other_doors_answer() -> None:
    owner, key = await in_thread(_shop)
    async with web() as port:
        _status, start = await _ask(port, key)
        where = {"since": start["seq"], "epoch": start["epoch"]}
        held = [asyncio.create_task(_ask(port, key, **where, wait=25)) for _ in range(40)]
        await asyncio.sleep(1.5)
        assert (await _ask(port, key))[0] == 200
        assert not any(each.done() for each in held)
        await in_thread(a_conversation, owner)
        answers = await asyncio.gather(*held)
    assert {len(answer["events"]) for status, answer in answers if status == 200} == {1}


async def test_a_wrong_position_asks_for_a_fresh_start() -> None:
    owner, key = await in_thread(_shop)
    await in_thread(a_conversation, owner)
    async with web() as port:
        for where in ({"since": 99}, {"since": 0, "epoch": "another"}):
            status, answer = await _ask(port, key, **where, wait=5)
            assert (status, answer["reset"], answer["events"]) == (200, True, [])
        assert (await _ask(port, key, since="x"))[0] == 422


async def test_an_agent_polls_a_skip_for_what_is_not_theirs() -> None:
    workspace, owner = await in_thread(a_workspace)
    key = await in_thread(lambda: a_key(a_member(workspace)))
    await in_thread(a_conversation, owner)
    async with web() as port:
        _status, answer = await _ask(port, key, since=0)
    assert [frame["type"] for frame in answer["events"]] == ["skip"]


async def test_a_key_revoked_while_its_poll_is_held_learns_nothing_more() -> None:
    owner, key = await in_thread(_shop)
    async with web() as port:
        _status, start = await _ask(port, key)
        where = {"since": start["seq"], "epoch": start["epoch"]}
        asking = asyncio.create_task(_ask(port, key, **where, wait=25))
        await asyncio.sleep(0.5)
        await in_thread(_revoke_all, owner)
        await in_thread(a_conversation, owner)
        assert (await asking)[0] == 401


def _revoke_all(owner: Access) -> None:
    with scope(owner.workspace_id):
        ids = list(ApiKey.objects.values_list("id", flat=True))
    for key_id in ids:
        revoke_api_key(workspace_id=owner.workspace_id, key_id=key_id)
