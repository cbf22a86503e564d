"""The door for Paddle's webhooks: a small ASGI handler in front of Django.

A body is verified over its raw bytes and stored with the job that reads it; only then comes the
200. Whatever was sent, the answer is 200 or 400: Paddle sends anything else again for three days.
"""

from collections.abc import Awaitable, Callable, MutableMapping
from time import time
from typing import Any

import structlog
from asgiref.sync import sync_to_async
from django.conf import settings
from django.db import DatabaseError, connection

from chatsync.billing.actions.inbox import keep_event, note_skew
from chatsync.billing.paddle.reader import EventRead, read_event
from chatsync.billing.paddle.signature import SKEW_ALARM_S, verify

Scope = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[MutableMapping[str, Any]]]
Send = Callable[[MutableMapping[str, Any]], Awaitable[None]]

PATH = "/webhooks/paddle"
LARGEST_BODY = 1024 * 1024
_DRAINED_AT_MOST = 16 * 1024 * 1024
_HEADER = b"paddle-signature"
_log = structlog.get_logger()


def listens() -> bool:
    """Whether this installation hears Paddle at all."""
    return bool(settings.BILLING and settings.PADDLE_WEBHOOK_SECRETS)


async def webhook(scope: Scope, receive: Receive, send: Send) -> None:
    """Answer one request to `/webhooks/paddle`."""
    if scope["method"] != "POST":
        await _drain(receive)
        await _answer(send, 405)
        return
    try:
        await _answer(send, await _receive(scope, receive))
    except DatabaseError as error:
        _log.warning("billing_event_not_kept", error=type(error).__name__)
        await _answer(send, 503)


async def _receive(scope: Scope, receive: Receive) -> int:
    body = await _body(receive)
    given = [value for name, value in scope["headers"] if name.lower() == _HEADER]
    if body is None or len(given) != 1:
        return _refused("size" if body is None else "header")
    secrets = [each.encode() for each in settings.PADDLE_WEBHOOK_SECRETS]
    verified = verify(given[0], body, secrets, int(time()))
    if verified is None:
        return _refused("signature")
    if abs(verified.age) > SKEW_ALARM_S:
        _log.warning("billing_clock_skew", seconds=verified.age)
    event = read_event(body)
    if event is None:
        return _refused("unreadable")
    await sync_to_async(_keep, thread_sensitive=False)(event, body, verified.age)
    return 200


def _refused(reason: str) -> int:
    _log.warning("billing_webhook_refused", reason=reason)
    return 400


def _keep(event: EventRead, body: bytes, age: int) -> None:
    """In a thread of its own, which must not keep a connection that may break meanwhile."""
    try:
        keep_event(event, body)
        if abs(age) > SKEW_ALARM_S:
            note_skew(age)
    finally:
        connection.close()


async def _body(receive: Receive) -> bytes | None:
    """The whole body; None for one that is too large."""
    parts: list[bytes] = []
    size, more = 0, True
    while more:
        message = await receive()
        if message["type"] != "http.request":
            return None
        parts.append(message.get("body", b""))
        size += len(parts[-1])
        more = bool(message.get("more_body"))
        if size > LARGEST_BODY:
            if more:
                await _drain(receive)
            return None
    return b"".join(parts)


async def _drain(receive: Receive) -> None:
    """Read on, up to a bound, so that a sender that still writes sees the answer."""
    size = 0
    while size < _DRAINED_AT_MOST:
        message = await receive()
        size += len(message.get("body", b""))
        if message["type"] != "http.request" or not message.get("more_body"):
            return


async def _answer(send: Send, status: int) -> None:
    headers = [
        (b"content-type", b"text/plain; charset=utf-8"),
        (b"content-length", b"0"),
        (b"x-content-type-options", b"nosniff"),
    ]
    if status == 405:
        headers.append((b"allow", b"POST"))
    await send({"type": "http.response.start", "status": status, "headers": headers})
    await send({"type": "http.response.body", "body": b""})
