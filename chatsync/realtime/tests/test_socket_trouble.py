"""Slow readers, a database that goes away, and many writers at once."""

import asyncio
import json
import socket
from typing import Any
from uuid import uuid4

import psycopg
import pytest

from chatsync.realtime.tests.stream import (
    close_code,
    everyone,
    frame,
    frames_until,
    open_socket,
    stage,
)

pytestmark = pytest.mark.usefixtures("db")


def _terminate_backends(admin_url: str) -> int:
    """End every connection of the role app, as a restart of PostgreSQL does."""
    with psycopg.connect(admin_url, autocommit=True) as admin:
        ended = admin.execute(
            "SELECT count(pg_terminate_backend(pid)) FROM pg_stat_activity "
            "WHERE usename = 'chatsync_app'"
        ).fetchone()
    assert ended is not None
    return int(ended[0])


async def test_terminated_backends_are_survived_and_nothing_is_missed(
    database_urls: Any,
) -> None:
    async with stage() as on, open_socket(on, on.owner) as page:
        await frame(page)
        for turn in range(5):
            assert await asyncio.to_thread(_terminate_backends, database_urls.admin) > 0
            await on.write()
            assert (await frame(page))["seq"] == turn + 1


def _narrow(port: int) -> dict[str, Any]:
    """A client whose kernel takes little for it."""
    narrow = socket.socket()
    narrow.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 200_000)
    narrow.connect(("127.0.0.1", port))
    return {"sock": narrow, "max_queue": 1}


async def test_a_reader_that_does_not_read_is_asked_to_come_again() -> None:
    large = json.dumps({"type": "test", "text": "x" * 20_000})
    async with stage() as on, open_socket(on, on.owner, **_narrow(on.port)) as page:
        await frame(page)
        for _ in range(40):
            await on.write(*[everyone()] * 25, text=large)
        assert await close_code(page) == 4408


async def test_writers_at_once_are_heard_in_order_by_all() -> None:
    async with (
        stage() as on,
        open_socket(on, on.owner) as first,
        open_socket(on, on.owner) as second,
    ):
        await frame(first)
        await frame(second)
        writers = [on.write(everyone(), everyone()) for _ in range(100)]
        await asyncio.gather(*writers)
        for page in (first, second):
            told = await frames_until(page, 200)
            assert [one["seq"] for one in told] == list(range(1, 201))


async def test_a_workspace_that_is_left_and_entered_again_is_heard() -> None:
    async with stage() as on:
        for turn in range(3):
            async with open_socket(on, on.owner) as page:
                assert (await frame(page))["seq"] == turn
                await on.write()
                assert (await frame(page))["seq"] == turn + 1
            await on.write(shop=uuid4())
