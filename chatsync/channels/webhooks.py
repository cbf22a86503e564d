"""The door for Meta's webhooks: a small ASGI handler in front of Django.

A body is verified over its raw bytes, joined to the current batch, and answered 200 only after
the batch is committed. Meta's rules: webhooks overview (verification handshake, signature,
3 MB bodies, retries for 7 days on anything but 200).
"""

import asyncio
import hmac
import re
import zlib
from collections.abc import Awaitable, Callable, MutableMapping
from typing import Any
from urllib.parse import parse_qsl
from uuid import UUID

import psycopg
import structlog
from asgiref.sync import sync_to_async
from django.db import DatabaseError, connection

from chatsync.channels.actions.apps import note_verified
from chatsync.channels.queries import AppSecrets, app_secrets
from chatsync.channels.whatsapp import signature

Scope = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[MutableMapping[str, Any]]]
Send = Callable[[MutableMapping[str, Any]], Awaitable[None]]

CHANNEL = "chatsync_inbound"
LARGEST_BODY = 4 * 1024 * 1024
_DRAINED_AT_MOST = 16 * 1024 * 1024
_BATCH_BODIES = 512
_BATCH_BYTES = 16 * 1024 * 1024
_REFRESH_S = 5.0
_REREAD_S = 0.05
_MOST_WAITING = 128 * 1024 * 1024
_KEEP_TRYING_S = 20.0
_NUMBER = re.compile(rb'"phone_number_id"\s*:\s*"?(\d{1,32})')

_INSERT = (
    "WITH stored AS (INSERT INTO channels_inbounddelivery (lane, app_id, body, received_at) "
    "SELECT lane, app_id, body, clock_timestamp() "
    "FROM unnest(%b::int[], %b::uuid[], %b::bytea[]) AS t (lane, app_id, body) RETURNING 1) "
    "SELECT pg_notify(%s, '') FROM (SELECT count(*) FROM stored) AS counted"
)

_log = structlog.get_logger()


def lane_of(body: bytes) -> int:
    """Which queue lane a body joins: its first number, so that numbers get fair turns."""
    found = _NUMBER.search(body)
    return zlib.crc32(found.group(1)) & 0x7FFFFFFF if found else 0


class Receipt:
    """Stores verified bodies in batches: one INSERT, one commit, then all their answers."""

    def __init__(self, database_url: str) -> None:
        self._url = database_url
        self._waiting: list[tuple[int, UUID, bytes, asyncio.Future[bool]]] = []
        self._bytes = 0
        self._wake = asyncio.Event()
        self._secrets: tuple[AppSecrets, ...] = ()
        self._read_at = 0.0
        self._tasks: list[asyncio.Task[None]] = []
        self._connection: psycopg.AsyncConnection[Any] | None = None

    async def start(self) -> None:
        self._tasks = [asyncio.create_task(self._store()), asyncio.create_task(self._refresh())]

    async def stop(self) -> None:
        """Let what is waiting be stored and answered, then end."""
        while self._waiting:
            await asyncio.sleep(0.01)
        for task in self._tasks:
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)
        if self._connection:
            await self._connection.close()

    async def keep(self, app_id: UUID, body: bytes) -> bool:
        """Join the current batch; true once it is committed, false if it could not be (the
        database is away, or more is waiting than memory should hold: Meta sends it again)."""
        if self._bytes > _MOST_WAITING:
            return False
        stored: asyncio.Future[bool] = asyncio.get_running_loop().create_future()
        self._waiting.append((lane_of(body), app_id, body, stored))
        self._bytes += len(body)
        self._wake.set()
        return await stored

    async def apps(self, *, key: str | None, again: bool = False) -> tuple[AppSecrets, ...]:
        """The active apps (or the one with `key`); `again` reads them anew, at most 20 times a
        second, since a business may have connected its app a moment ago."""
        stale = asyncio.get_running_loop().time() - self._read_at
        if not self._read_at or (again and stale > _REREAD_S):
            await self._read_apps()
        return tuple(app for app in self._secrets if key is None or app.key == key)

    async def _read_apps(self) -> None:
        self._secrets = await sync_to_async(_apps_now, thread_sensitive=False)()
        self._read_at = asyncio.get_running_loop().time()

    async def _refresh(self) -> None:
        while True:
            try:
                await self._read_apps()
            except Exception as error:  # noqa: BLE001  the last known secrets go on serving
                _log.warning("app_secrets_not_read", error=str(error))
            await asyncio.sleep(_REFRESH_S)

    async def _store(self) -> None:
        while True:
            await self._wake.wait()
            self._wake.clear()
            while self._waiting:
                batch = self._next_batch()
                done = await self._insert(batch)
                for _, _, body, stored in batch:
                    self._bytes -= len(body)
                    if not stored.done():
                        stored.set_result(done)
                del self._waiting[: len(batch)]

    def _next_batch(self) -> list[tuple[int, UUID, bytes, asyncio.Future[bool]]]:
        """The longest-waiting bodies; they count as waiting until they are answered."""
        size = count = 0
        for _, _, body, _ in self._waiting[:_BATCH_BODIES]:
            size += len(body)
            count += 1
            if size > _BATCH_BYTES:
                break
        return self._waiting[:count]

    async def _insert(self, batch: list[tuple[int, UUID, bytes, asyncio.Future[bool]]]) -> bool:
        until = asyncio.get_running_loop().time() + _KEEP_TRYING_S
        values = ([b[0] for b in batch], [b[1] for b in batch], [b[2] for b in batch], CHANNEL)
        while True:
            try:
                if self._connection is None or self._connection.closed:
                    self._connection = await psycopg.AsyncConnection.connect(
                        self._url, autocommit=True, application_name="chatsync-receipt"
                    )
                await self._connection.execute(_INSERT, values)
            except psycopg.Error as error:
                _log.warning("deliveries_not_stored", error=str(error), count=len(batch))
                if self._connection:
                    await self._connection.close()
                if asyncio.get_running_loop().time() > until:
                    return False
                await asyncio.sleep(0.1)
            else:
                return True


def _apps_now() -> tuple[AppSecrets, ...]:
    """Read in a thread of its own, which must not keep a connection that may break meanwhile."""
    try:
        return app_secrets()
    finally:
        connection.close()


def _note_verified(app_rows: list[UUID]) -> None:
    """Keep when Meta checked; the answer does not wait for a database that is away."""
    try:
        for app_row in app_rows:
            note_verified(app_row)
    except DatabaseError as error:
        _log.warning("verification_not_kept", error=str(error))
    finally:
        connection.close()


async def webhook(scope: Scope, receive: Receive, send: Send, receipt: Receipt) -> None:
    """Answer one request to `/webhooks/whatsapp[/<app key>]`."""
    try:
        await _admit(scope, receive, send, receipt)
    except DatabaseError as error:
        _log.warning("apps_not_read", error=str(error))
        await _answer(send, 503)


async def _admit(scope: Scope, receive: Receive, send: Send, receipt: Receipt) -> None:
    key = scope["path"].removeprefix("/webhooks/whatsapp").strip("/") or None
    if scope["method"] == "GET":
        await _handshake(scope, send, await receipt.apps(key=key, again=True))
    elif scope["method"] == "POST":
        await _answer(send, await _receive(scope, receive, receipt, key))
    else:
        await _answer(send, 405, allow=True)


async def _receive(scope: Scope, receive: Receive, receipt: Receipt, key: str | None) -> int:
    headers = dict(scope["headers"])
    given = headers.get(b"x-hub-signature-256", b"").decode("latin-1")
    if not signature.is_well_formed(given):
        await _drain(receive)
        return 401
    if int(headers.get(b"content-length") or 0) > LARGEST_BODY:
        await _drain(receive)
        return 413
    body = await _body(receive)
    if body is None:
        return 413
    signer = await _signer(receipt, key, given, body)
    if signer is None:
        return 401
    return 200 if await receipt.keep(signer, body) else 503


async def _body(receive: Receive) -> bytes | None:
    message = await receive()
    body: bytes = message.get("body", b"")
    if not message.get("more_body"):
        return body if len(body) <= LARGEST_BODY else None
    parts, size = [body], len(body)
    while message.get("more_body"):
        message = await receive()
        parts.append(message.get("body", b""))
        size += len(parts[-1])
        if size > LARGEST_BODY:
            if message.get("more_body"):
                await _drain(receive)
            return None
    return b"".join(parts)


async def _drain(receive: Receive) -> None:
    """Read on, up to a bound: a sender that is still writing when the connection closes would
    see a reset instead of the answer."""
    size = 0
    while size < _DRAINED_AT_MOST:
        message = await receive()
        size += len(message.get("body", b""))
        if message["type"] != "http.request" or not message.get("more_body"):
            return


async def _signer(receipt: Receipt, key: str | None, given: str, body: bytes) -> UUID | None:
    """The app whose secret signed the body."""
    for again in (False, True):
        for app in await receipt.apps(key=key, again=again):
            if signature.verify(given, body, app.secrets) is not None:
                return app.app_id
    return None


async def _handshake(scope: Scope, send: Send, apps: tuple[AppSecrets, ...]) -> None:
    query = dict(parse_qsl(scope["query_string"].decode("latin-1")))
    token = query.get("hub.verify_token", "")
    known = [
        app.app_id
        for app in apps
        if app.verify_token and hmac.compare_digest(token.encode(), app.verify_token.encode())
    ]
    if query.get("hub.mode") == "subscribe" and known:
        await sync_to_async(_note_verified, thread_sensitive=False)(known)
        await _answer(send, 200, query.get("hub.challenge", "").encode())
    else:
        await _answer(send, 403)


async def _answer(send: Send, status: int, body: bytes = b"", *, allow: bool = False) -> None:
    await send(
        {
            "type": "http.response.start",
            "status": status,
            "headers": [
                (b"content-type", b"text/plain; charset=utf-8"),
                (b"content-length", str(len(body)).encode()),
                (b"x-content-type-options", b"nosniff"),
                *([(b"allow", b"GET, POST")] if allow else []),
            ],
        }
    )
    await send({"type": "http.response.body", "body": body})
