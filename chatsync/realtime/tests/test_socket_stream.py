"""What a listener is told, and in which order."""

import asyncio
from uuid import uuid4

import pytest

from chatsync.realtime.tests.stream import (
    Stage,
    everyone,
    frame,
    frames_until,
    held_by,
    open_socket,
    stage,
)

pytestmark = pytest.mark.usefixtures("db")


async def test_a_push_arrives_live() -> None:
    async with stage() as on, open_socket(on, on.owner) as page:
        hello = await frame(page)
        seq = await on.write()
        assert hello["type"] == "hello"
        assert hello["heartbeat_s"] == 20
        told = await frame(page)
        assert told == {"seq": seq, "prev": hello["seq"], "type": "test", "text": f"n{seq}"}


async def test_a_replay_after_a_gap_misses_nothing_and_doubles_nothing() -> None:
    async with stage() as on:
        async with open_socket(on, on.owner) as page:
            epoch = (await frame(page))["epoch"]
        await on.write(*[everyone()] * 1_700)
        writing = asyncio.create_task(_keep_writing(on, 60))
        async with open_socket(on, on.owner, since=0, epoch=epoch) as page:
            assert (await frame(page))["seq"] == 0
            last = await writing
            told = await frames_until(page, last)
    assert [one["seq"] for one in told] == list(range(1, last + 1))
    assert [one["prev"] for one in told] == list(range(last))


async def _keep_writing(on: Stage, times: int) -> int:
    last = 0
    for _ in range(times):
        last = await on.write(everyone(), everyone())
    return last


async def test_a_filtered_range_comes_as_one_skip() -> None:
    me, colleague = uuid4(), uuid4()
    async with stage() as on, open_socket(on, on.people.add("agent", on.shop, me)) as page:
        await frame(page)
        await on.write(held_by(me), *[held_by(colleague)] * 5, held_by(None))
        assert (await frame(page))["seq"] == 1
        assert await frame(page) == {"type": "skip", "seq": 7, "prev": 1}


async def test_an_event_after_a_filtered_range_names_the_last_one_told() -> None:
    me = uuid4()
    async with stage() as on, open_socket(on, on.people.add("agent", on.shop, me)) as page:
        await frame(page)
        await on.write(held_by(me), held_by(uuid4()), held_by(me))
        told = await frames_until(page, 3)
    assert [(one["seq"], one["prev"], one["type"]) for one in told] == [
        (1, 0, "test"),
        (3, 1, "test"),
    ]


async def test_losing_access_comes_as_removed() -> None:
    me = uuid4()
    moved = held_by(uuid4(), former=me)
    async with stage() as on, open_socket(on, on.people.add("agent", on.shop, me)) as page:
        await frame(page)
        await on.write(moved)
        assert await frame(page) == {
            "seq": 1,
            "prev": 0,
            "type": "conversation.removed",
            "conversation_id": str(moved.conversation_id),
        }


async def test_another_workspaces_events_never_arrive() -> None:
    other = uuid4()
    async with (
        stage() as on,
        open_socket(on, on.owner) as page,
        open_socket(on, on.people.add("stranger", other)) as foreign,
    ):
        await frame(page)
        await frame(foreign)
        for _ in range(20):
            await on.write(shop=other)
        await on.write()
        assert (await frame(page))["text"] == "n1"
        assert [one["seq"] for one in await frames_until(foreign, 20)] == list(range(1, 21))
