"""Hearing PostgreSQL's notifications: one connection per process, kept alive and renewed."""

import asyncio
import time
from collections.abc import Callable
from contextlib import suppress
from uuid import UUID

import psycopg
import structlog

from chatsync.kit.ids import parse_uuid
from chatsync.realtime.actions import CHANNEL
from chatsync.realtime.tasks import end

SESSIONS_CHANNEL = "chatsync_sessions"
"""Notified when a session or membership ended: connected sockets are checked at once."""
PRESENCE_CHANNEL = "chatsync_presence"
"""Notified when somebody comes to a conversation, types or leaves; the notice says all of it."""
_KEEPALIVE_S = 10.0
_RECONNECT_S = (0.05, 2.0)

_log = structlog.get_logger()


class Notices:
    """Calls `wake` with a workspace that has news, or with None when any may have.

    After each (re)connection everything counts as changed: what was announced while nobody
    listened is found by reading.
    """

    def __init__(
        self,
        listen_url: str,
        wake: Callable[[UUID | None], None],
        hear_presence: Callable[[str], None],
    ) -> None:
        self.sessions = asyncio.Event()
        self._hear_presence = hear_presence
        self._url = listen_url
        self._wake = wake
        self._task: asyncio.Task[None] | None = None
        self._heard: dict[UUID, float] = {}
        self._heard_all = 0.0
        self._waiting: dict[UUID, set[asyncio.Event]] = {}

    def start(self) -> None:
        if self._task is None or self._task.done():
            self._task = asyncio.create_task(self._keep_listening())

    async def stop(self) -> None:
        if self._task:
            await end([self._task])

    async def news(self, workspace_id: UUID, since: float, seconds: float) -> bool:
        """Wait for a commit in the workspace later than `since` (monotonic); whether one came."""
        if max(self._heard.get(workspace_id, 0.0), self._heard_all) > since:
            return True
        event = asyncio.Event()
        self._waiting.setdefault(workspace_id, set()).add(event)
        try:
            async with asyncio.timeout(seconds):
                await event.wait()
        except TimeoutError:
            return False
        else:
            return True
        finally:
            waiting = self._waiting[workspace_id]
            waiting.discard(event)
            if not waiting:
                del self._waiting[workspace_id]

    def _heard_of(self, workspace_id: UUID | None) -> None:
        moment = time.monotonic()
        if workspace_id is None:
            self._heard.clear()
            self._heard_all = moment
            waiting = [event for events in self._waiting.values() for event in events]
        else:
            self._heard[workspace_id] = moment
            waiting = list(self._waiting.get(workspace_id, ()))
        for event in waiting:
            event.set()
        self._wake(workspace_id)

    async def _keep_listening(self) -> None:
        pause = _RECONNECT_S[0]
        while True:
            try:
                async with await psycopg.AsyncConnection.connect(
                    self._url,
                    autocommit=True,
                    connect_timeout=5,
                    application_name="chatsync-listen",
                ) as listening:
                    for channel in (CHANNEL, SESSIONS_CHANNEL, PRESENCE_CHANNEL):
                        await listening.execute(f'LISTEN "{channel}"'.encode())
                    pause = _RECONNECT_S[0]
                    self.sessions.set()
                    self._heard_of(None)
                    await self._listen(listening)
            except (psycopg.Error, OSError, TimeoutError) as error:
                _log.warning("listen_connection_lost", error=str(error))
            await asyncio.sleep(pause)
            pause = min(pause * 2, _RECONNECT_S[1])

    async def _listen(self, listening: psycopg.AsyncConnection[object]) -> None:
        """Until the connection breaks. The keepalive notices a cable that was cut in silence."""
        while True:
            async for notice in listening.notifies(timeout=_KEEPALIVE_S):
                if notice.channel == SESSIONS_CHANNEL:
                    self.sessions.set()
                elif notice.channel == PRESENCE_CHANNEL:
                    self._hear_presence(notice.payload)
                else:
                    with suppress(ValueError):
                        self._heard_of(parse_uuid(notice.payload))
            async with asyncio.timeout(_KEEPALIVE_S / 2):
                await listening.execute("SELECT 1")
