"""Who is at a conversation and who types there: who learns of it, and until when."""

import asyncio
import json
from typing import Any
from uuid import UUID, uuid4

import pytest
from websockets.asyncio.client import ClientConnection

from chatsync.realtime import presence
from chatsync.realtime.tests.stream import (
    Stage,
    close_code,
    execute,
    frame,
    held_by,
    open_socket,
    stage,
)

pytestmark = pytest.mark.usefixtures("db")


async def _say(page: ClientConnection, where: UUID | None, *, typing: bool = False) -> None:
    place = {"type": "presence", "conversation_id": where and str(where), "typing": typing}
    await page.send(json.dumps(place))


async def _told(page: ClientConnection, doing: str) -> dict[str, Any]:
    """The next word that somebody does this."""
    while (read := await _presence(page))["doing"] != doing:
        pass
    return read


async def _presence(page: ClientConnection) -> dict[str, Any]:
    while (read := await frame(page))["type"] != "presence":
        pass
    return read


def _thread(on: Stage, holder: UUID | None = None) -> UUID:
    conversation = uuid4()
    on.people.held[on.shop, conversation] = holder
    return conversation


async def test_a_colleague_learns_who_came_who_types_and_who_left() -> None:
    async with stage() as on:
        sara, thread = on.people.add("sara", on.shop, uuid4()), _thread(on)
        on.people.held[on.shop, thread] = sara.member
        async with open_socket(on, on.owner) as owners, open_socket(on, sara) as saras:
            await frame(owners)
            await _say(saras, thread)
            came = await _told(owners, "viewing")
            await _say(saras, thread, typing=True)
            assert (await _told(owners, "typing"))["name"] == "Sara"
            await _say(saras, None)
            assert (await _told(owners, "gone"))["member_id"] == str(sara.member)
    assert came == {
        "type": "presence",
        "conversation_id": str(thread),
        "member_id": str(sara.member),
        "name": "Sara",
        "doing": "viewing",
    }


async def test_it_is_told_between_processes_and_to_who_comes_later() -> None:
    async with stage() as on, stage(beside=on) as other:
        thread = _thread(on)
        async with open_socket(on, on.owner) as first, open_socket(other, on.owner) as second:
            await frame(second)
            await _say(first, thread)
            assert (await _told(second, "viewing"))["conversation_id"] == str(thread)
            async with open_socket(other, on.owner) as later:
                assert (await _told(later, "viewing"))["conversation_id"] == str(thread)


async def test_a_closed_page_is_gone_but_not_while_another_of_the_member_is_there() -> None:
    async with stage() as on, open_socket(on, on.owner) as page:
        thread = _thread(on)
        await frame(page)
        async with open_socket(on, on.owner) as first:
            await _say(first, thread)
            await _told(page, "viewing")
            async with open_socket(on, on.owner) as second:
                await _say(second, thread, typing=True)
                await _told(page, "typing")
            await _told(page, "viewing")
        await _told(page, "gone")


async def test_neither_another_workspace_nor_an_agent_without_sight_learns_of_it() -> None:
    async with stage() as on:
        agent = on.people.add("agent", on.shop, uuid4())
        stranger = on.people.add("stranger", uuid4())
        hidden, shown = _thread(on, uuid4()), _thread(on, agent.member)
        async with (
            open_socket(on, agent) as blind,
            open_socket(on, stranger) as foreign,
            open_socket(on, on.owner) as page,
            open_socket(on, on.owner) as colleague,
        ):
            await _say(page, hidden, typing=True)
            await _told(colleague, "typing")
            await _say(page, shown)
            assert (await _presence(blind))["conversation_id"] == str(shown)
            on.people.held[stranger.workspace_id, hidden] = None
            await _say(foreign, hidden)
            assert (await _presence(foreign))["name"] == "Stranger"


async def test_nobody_is_shown_at_a_conversation_that_is_not_theirs_to_see() -> None:
    async with stage() as on:
        agent = on.people.add("agent", on.shop, uuid4())
        hidden, own, nowhere = _thread(on, uuid4()), _thread(on, agent.member), uuid4()
        async with open_socket(on, agent) as page, open_socket(on, on.owner) as owners:
            await frame(owners)
            for place in (hidden, nowhere, own):
                await _say(page, place)
            assert (await _told(owners, "viewing"))["conversation_id"] == str(own)


async def test_who_is_given_the_conversation_learns_who_is_there() -> None:
    async with stage() as on:
        agent = on.people.add("agent", on.shop, uuid4())
        thread = _thread(on, uuid4())
        async with open_socket(on, on.owner) as owners, open_socket(on, agent) as page:
            await frame(page)
            await _say(owners, thread)
            await _told(owners, "viewing")
            former = on.people.held[on.shop, thread]
            on.people.held[on.shop, thread] = agent.member
            await on.write(held_by(agent.member, former=former, conversation=thread))
            assert (await _told(page, "viewing"))["name"] == "Owner"


async def test_a_page_that_misses_a_heartbeat_is_gone(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(presence, "QUIET_S", 0.3)
    monkeypatch.setattr(presence, "_TICK_S", 0.1)
    async with stage() as on, open_socket(on, on.owner) as page:
        await frame(page)
        async with open_socket(on, on.owner) as silent:
            await _say(silent, _thread(on))
            await _told(page, "viewing")
            await _told(page, "gone")
            await silent.send('{"type":"pong"}')
            await _told(page, "viewing")


@pytest.mark.parametrize("text", ["x" * 1_001, None])
async def test_a_page_that_says_too_much_is_cut(text: str | None) -> None:
    async with stage() as on, open_socket(on, on.owner) as page:
        await frame(page)
        for _ in range(1 if text else 61):
            await page.send(text or '{"type":"pong"}')
        assert await close_code(page) == 4429


async def test_what_is_no_place_is_passed_over() -> None:
    async with stage() as on, open_socket(on, on.owner) as page:
        thread = str(_thread(on))
        await frame(page)
        for more in ({"typing": "much"}, {"conversation_id": "x"}, {"name": "Zara"}, {"type": 1}):
            place = {"type": "presence", "conversation_id": thread, "typing": False, **more}
            await page.send(json.dumps(place))
        await on.hub.in_thread(lambda: execute("NOTIFY chatsync_presence, 'nonsense'"))
        await page.send('{"type":"ping"}')
        assert await frame(page) == {"type": "pong"}


async def test_pings_come_between_events_too(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("chatsync.realtime.frames.HEARTBEAT_S", 0.2)
    async with stage() as on, open_socket(on, on.owner) as page:
        kinds: list[str] = []
        while kinds.count("ping") < 2:
            await on.write()
            async with asyncio.timeout(20):
                kinds.append(json.loads(await page.recv())["type"])
        assert kinds.count("test") > 2
