"""Where a client may go on, and where it must start afresh."""

from datetime import timedelta
from uuid import UUID, uuid4

import pytest

from chatsync.kit.clock import moved, now
from chatsync.kit.tenancy import scope
from chatsync.realtime.actions import delete_events
from chatsync.realtime.tests.stream import Stage, everyone, frame, open_socket, stage

pytestmark = pytest.mark.usefixtures("db")


def _delete_old(workspace_id: UUID) -> int:
    with scope(workspace_id):
        return delete_events(now() - timedelta(hours=48), 10)


async def _epoch(on: Stage) -> str:
    async with open_socket(on, on.owner) as page:
        epoch: str = (await frame(page))["epoch"]
    return epoch


@pytest.mark.parametrize("since", ["7", "-1", "x", "9" * 40])
async def test_a_position_that_cannot_be_is_answered_with_reset(since: str) -> None:
    async with stage() as on:
        epoch = await _epoch(on)
        await on.write(everyone(), everyone())
        async with open_socket(on, on.owner, since=since, epoch=epoch) as page:
            assert (await frame(page))["seq"] == 2
            assert await frame(page) == {"type": "reset", "seq": 2, "epoch": epoch}
            await on.write()
            assert (await frame(page))["prev"] == 2


async def test_another_epoch_is_answered_with_reset() -> None:
    async with stage() as on:
        await on.write(everyone(), everyone())
        async with open_socket(on, on.owner, since=1, epoch=str(uuid4())) as page:
            await frame(page)
            assert (await frame(page))["type"] == "reset"


async def test_a_gap_older_than_what_is_kept_is_answered_with_reset() -> None:
    async with stage() as on:
        epoch = await _epoch(on)
        with moved(-timedelta(hours=49)):
            await on.write(*[everyone()] * 3)
        await on.write(everyone())
        assert await on.hub.in_thread(lambda: _delete_old(on.shop)) == 3
        async with open_socket(on, on.owner, since=2, epoch=epoch) as page:
            await frame(page)
            assert await frame(page) == {"type": "reset", "seq": 4, "epoch": epoch}
        async with open_socket(on, on.owner, since=3, epoch=epoch) as page:
            await frame(page)
            assert (await frame(page))["text"] == "n4"
