"""Holding a long poll without holding a thread: an ASGI wrapper around the rest of the server.

The API answers `GET …/events` at once, like any other request: sign-in, rights, limits and
headers are its own. Where it has nothing to tell, and the client asked to wait, it names the
workspace in a header of the answer; this wrapper then keeps the answer back and asks again when
that workspace has news, and every few seconds: session, seat and rights are checked anew each time,
as often as a socket's.
"""

import asyncio
import time
from collections.abc import Awaitable, Callable, MutableMapping
from typing import Any
from urllib.parse import parse_qsl
from uuid import UUID

from chatsync.realtime.hub import RECHECK_S, Hub

Message = MutableMapping[str, Any]
Scope = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[Message]]
Send = Callable[[Message], Awaitable[None]]
App = Callable[[Scope, Receive, Send], Awaitable[None]]

HOLD_HEADER = "ChatSync-Hold"
"""On an answer of the API: nothing to tell in the workspace with this id. Never leaves us."""
LONGEST_WAIT_S = 25
_LEAST_PAUSE_S = 0.2
_HEADER = HOLD_HEADER.lower().encode()


async def held(scope: Scope, receive: Receive, send: Send, inner: App, hub: Hub) -> None:
    """Answer one GET through `inner`, at the latest after the `wait` seconds that it asks for."""
    hub.start()
    until = time.monotonic() + _wait_of(scope)
    gone = asyncio.create_task(_disconnected(receive))
    try:
        while True:
            asked_at = time.monotonic()
            messages = await _answer_of(inner, scope)
            workspace_id = _hold_of(messages[0])
            remaining = until - time.monotonic()
            if workspace_id is None or remaining <= 0:
                break
            pause = min(remaining, RECHECK_S)
            news = asyncio.create_task(hub.notices.news(workspace_id, asked_at, pause))
            await asyncio.wait({news, gone}, return_when=asyncio.FIRST_COMPLETED)
            if gone.done():
                news.cancel()
                return
            await asyncio.sleep(_LEAST_PAUSE_S if news.result() else 0)
    finally:
        gone.cancel()
    for message in messages:
        await send(message)


async def _answer_of(inner: App, scope: Scope) -> list[Message]:
    """One run of the request through the rest of the server, kept instead of sent."""
    messages: list[Message] = []
    asked = False

    async def receive() -> Message:
        nonlocal asked
        if asked:
            await asyncio.Event().wait()
        asked = True
        return {"type": "http.request", "body": b"", "more_body": False}

    async def keep(message: Message) -> None:
        messages.append(message)

    await inner(dict(scope), receive, keep)
    return messages


def _hold_of(start: Message) -> UUID | None:
    """The workspace to wait for; takes the header off the answer."""
    headers = dict(start["headers"])
    start["headers"] = [pair for pair in start["headers"] if pair[0].lower() != _HEADER]
    named = next((value for name, value in headers.items() if name.lower() == _HEADER), None)
    return UUID(named.decode()) if named else None


def _wait_of(scope: Scope) -> int:
    query = dict(parse_qsl(scope.get("query_string", b"").decode("latin-1")))
    text = query.get("wait", "")
    return min(int(text), LONGEST_WAIT_S) if text.isascii() and text.isdigit() else 0


async def _disconnected(receive: Receive) -> None:
    while (await receive())["type"] != "http.disconnect":
        pass
