"""Where sockets fail: the same frames, held back until there is something to tell."""

import asyncio
import json
from typing import Any

import aiohttp
import pytest

from chatsync.realtime.poll import HOLD_HEADER
from chatsync.realtime.queries import events_after
from chatsync.realtime.tests.stream import Stage, stage

pytestmark = pytest.mark.usefixtures("db")


class Inner:
    """The rest of the server: answers at once, and says when there is nothing to tell."""

    def __init__(self) -> None:
        self.on: Stage | None = None
        self.asked = asyncio.Event()
        self.ended = False

    async def __call__(self, _scope: Any, _receive: Any, send: Any) -> None:
        self.asked.set()
        assert self.on
        workspace_id = self.on.shop
        stretch = await self.on.hub.in_thread(lambda: events_after(workspace_id, 0))
        headers = [] if stretch.events else [(HOLD_HEADER.encode(), workspace_id.hex.encode())]
        status = 401 if self.ended else 200
        await send({"type": "http.response.start", "status": status, "headers": headers})
        body = json.dumps([event.seq for event in stretch.events]).encode()
        await send({"type": "http.response.body", "body": body})


async def _ask(on: Stage, wait: int) -> tuple[int, Any, bool]:
    address = f"http://127.0.0.1:{on.port}/api/v1/events?wait={wait}"
    async with aiohttp.ClientSession() as session, session.get(address) as response:
        answer = await response.read()
        return response.status, json.loads(answer), HOLD_HEADER in response.headers


async def test_an_answer_is_held_until_there_is_news() -> None:
    inner = Inner()
    async with stage(inner) as on:
        inner.on = on
        asking = asyncio.create_task(_ask(on, 25))
        await inner.asked.wait()
        seq = await on.write()
        assert await asking == (200, [seq], False)


async def test_without_wait_nothing_is_held() -> None:
    inner = Inner()
    async with stage(inner) as on:
        inner.on = on
        assert await _ask(on, 0) == (200, [], False)


async def test_an_ended_wait_answers_empty() -> None:
    inner = Inner()
    async with stage(inner) as on:
        inner.on = on
        assert await _ask(on, 1) == (200, [], False)


async def test_each_wake_up_asks_anew_who_it_is() -> None:
    inner = Inner()
    async with stage(inner) as on:
        inner.on = on
        asking = asyncio.create_task(_ask(on, 25))
        await inner.asked.wait()
        inner.ended = True
        await on.write()
        assert (await asking)[0] == 401
