"""The socket `/ws?workspace=org_…&since=<seq>&epoch=…`: an ASGI application of its own.

Refusals are sent as close codes of an accepted connection, since a browser shows its page no
other reason; nothing else is sent on it. Origin: OWASP WebSocket Security Cheat Sheet.
"""

import asyncio
import json
import time
from collections.abc import Awaitable, Callable, MutableMapping
from contextlib import suppress
from typing import Any
from urllib.parse import parse_qsl

import structlog
from pydantic import ValidationError

from chatsync.realtime.door import Refused, Viewer
from chatsync.realtime.hub import Hub
from chatsync.realtime.listener import Listener
from chatsync.realtime.pushes import Attending, Whereabouts
from chatsync.realtime.queries import Stretch, events_after
from chatsync.realtime.tasks import end

Scope = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[MutableMapping[str, Any]]]
Send = Callable[[MutableMapping[str, Any]], Awaitable[None]]

_SILENCE_S = 60.0
"""Two pings unanswered: the cable is cut, which closes nothing by itself."""
_COUNTED_S = 10.0
_MOST_FRAMES = 60
_LONGEST = 1_000
_TRY_AGAIN = 1013
_LARGEST_NUMBER = 2**63 - 1
_log = structlog.get_logger()


async def socket(scope: Scope, receive: Receive, send: Send, hub: Hub) -> None:
    """Serve one connection from its handshake to its end."""
    if (await receive())["type"] != "websocket.connect":
        return
    await send({"type": "websocket.accept"})
    hub.start()
    try:
        viewer = await _admitted(scope, hub)
        if isinstance(viewer, Refused):
            await _close(send, viewer)
            return
        await _serve(scope, receive, send, Listener(hub.door, viewer), hub)
    except Exception as error:  # noqa: BLE001  the database may be away: the browser comes again
        _log.warning("socket_not_served", error=f"{type(error).__name__}: {error}")
        with suppress(Exception):
            await send({"type": "websocket.close", "code": _TRY_AGAIN})


async def _admitted(scope: Scope, hub: Hub) -> Viewer | Refused:
    headers = dict(scope["headers"])
    if headers.get(b"origin", b"").decode("latin-1") != hub.door.origin:
        return Refused.WRONG_ORIGIN
    org = _query(scope).get("workspace", "")
    return await hub.in_thread(lambda: hub.door.admit(headers, org))


async def _serve(scope: Scope, receive: Receive, send: Send, listener: Listener, hub: Hub) -> None:
    with hub.joined(listener):
        stretch = await _begin(scope, listener, hub)
        tasks = [
            asyncio.create_task(_hear(receive, listener, hub)),
            asyncio.create_task(_speak(send, listener)),
        ]
        tasks.append(asyncio.create_task(_replay(hub, listener, stretch, tasks[1])))
        try:
            await asyncio.wait(tasks[:2], return_when=asyncio.FIRST_COMPLETED)
        finally:
            await end(tasks)
        for task in tasks:
            if not task.cancelled() and (error := task.exception()):
                raise error


async def _begin(scope: Scope, listener: Listener, hub: Hub) -> Stretch:
    """Say hello, and whether the client can go on from where it stands."""
    query, workspace_id = _query(scope), listener.viewer.workspace_id
    since, epoch = _number(query.get("since")), query.get("epoch")
    stretch = await hub.in_thread(lambda: events_after(workspace_id, since))
    if stretch.continues(since, epoch) and since is not None:
        listener.greet(since, stretch.epoch)
        return stretch
    listener.greet(stretch.head, stretch.epoch)
    if "since" in query:
        listener.start_afresh(stretch.head, stretch.epoch)
    return Stretch(stretch.epoch, stretch.head, stretch.purged, stretch.head, ())


async def _replay(
    hub: Hub, listener: Listener, stretch: Stretch, speaking: asyncio.Task[None]
) -> None:
    try:
        await hub.replay(listener, stretch)
    except Exception:
        speaking.cancel()
        raise


async def _speak(send: Send, listener: Listener) -> None:
    while (text := await listener.next_text()) is not None:
        await send({"type": "websocket.send", "text": text})
    await _close(send, listener.closing or Refused.TOO_SLOW)


async def _hear(receive: Receive, listener: Listener, hub: Hub) -> None:
    """Until the client goes, or says nothing for longer than two heartbeats."""
    patience = Patience()
    while True:
        async with asyncio.timeout(_SILENCE_S):
            message = await receive()
        if message["type"] == "websocket.disconnect":
            return
        listener.heard_at = time.monotonic()
        text = message.get("text")
        if patience.ends(text or message.get("bytes") or "", listener.heard_at):
            listener.close(Refused.TOO_TALKATIVE)
        elif text and not listener.closing:
            _take(text, listener, hub)


def _take(text: str, listener: Listener, hub: Hub) -> None:
    """What a page may say: ping, where its member is, or whether anybody is at it. Anything else is
    passed over."""
    kind = _type_of(text)
    if kind == "ping":
        listener.pong()
    elif kind == "presence":
        with suppress(ValidationError):
            hub.presence.say(listener, Whereabouts.model_validate_json(text))
    elif kind == "attending":
        with suppress(ValidationError):
            listener.attending = Attending.model_validate_json(text).attending


class Patience:
    """How much a connection may say: a page of ours says far less."""

    def __init__(self) -> None:
        self._since = 0.0
        self._heard = 0

    def ends(self, said: str | bytes, moment: float) -> bool:
        """Whether this is one frame too many, or too large."""
        if moment - self._since > _COUNTED_S:
            self._since, self._heard = moment, 0
        self._heard += 1
        return self._heard > _MOST_FRAMES or len(said) > _LONGEST


def _type_of(text: str) -> str:
    try:
        frame = json.loads(text)
    except (ValueError, RecursionError):
        return ""
    return str(frame.get("type", "")) if isinstance(frame, dict) else ""


async def _close(send: Send, why: Refused) -> None:
    await send({"type": "websocket.close", "code": int(why), "reason": why.name.lower()})


def _query(scope: Scope) -> dict[str, str]:
    return dict(parse_qsl(scope.get("query_string", b"").decode("latin-1")))


def _number(text: str | None) -> int | None:
    """A sequence number; anything else is no position, and the client is told to start afresh."""
    is_number = text is not None and text.isascii() and text.isdigit() and len(text) < 20
    return min(int(text), _LARGEST_NUMBER) if is_number and text else None
