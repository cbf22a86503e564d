"""The collector: the one process of an installation that hears what pages tell of their speed.

It holds the key of the visits' digests in memory alone and makes a new one every UTC day, so that
nobody, the operator included, can say afterwards whose visit a digest was. What came is stored
twice a second, and once more on SIGTERM; a collector that is killed loses that half second.
"""

import asyncio
import base64
import secrets
import signal
from collections.abc import Callable
from contextlib import suppress
from datetime import date
from hashlib import blake2b
from typing import cast

import msgspec
import structlog
from asgiref.sync import sync_to_async
from django.conf import settings
from django.db import DatabaseError, connection
from psycopg_pool import PoolTimeout

from chatsync.analytics.actions.speed import keep_batch, sum_up
from chatsync.analytics.beacons import Line, decode_line, encode_line
from chatsync.analytics.passing import socket_path
from chatsync.kit.clock import now

_STORED_EVERY_S = 0.5
_SUMMED_EVERY_S = 10.0
_LAST_WORDS_S = 0.1
"""For what lies in the sockets when the process is told to stop."""
_MOST_WAITING = 50_000
"""Reports in memory while the database is away; what comes beyond is not kept."""
_KEY_BYTES, _DIGEST_BYTES = 32, 12
_READ_AT_MOST = 64 * 1024
_log = structlog.get_logger()

Lines = dict[asyncio.Task[None], asyncio.StreamWriter]
"""The open lines of web processes, by the task that hears each."""


class Marks:
    """Turns the cookie of a visit into a digest that means nothing without today's key."""

    def __init__(self) -> None:
        self._day: date | None = None
        self._key = b""

    def of(self, visit: str) -> str:
        today = now().date()
        if today != self._day:
            self._day, self._key = today, secrets.token_bytes(_KEY_BYTES)
        made = blake2b(visit.encode(), key=self._key, digest_size=_DIGEST_BYTES).digest()
        return base64.urlsafe_b64encode(made).decode()


class Collector:
    """What one process has heard and not stored yet."""

    def __init__(self) -> None:
        self._marks = Marks()
        self._waiting: list[bytes] = []
        self._lost = 0

    def hear(self, said: bytes) -> None:
        """One line of a web process."""
        try:
            line = decode_line(said)
        except (msgspec.ValidationError, msgspec.DecodeError):
            return  # a web process died in the middle of it
        if len(self._waiting) >= _MOST_WAITING:
            self._lost += 1
            return
        self._waiting.append(encode_line(Line(self._marks.of(line.visit), line.device, line.told)))

    def store(self) -> int:
        """Store what waits; what the database does not take waits on. Returns how many."""
        taken, self._waiting = self._waiting, []
        if self._lost:
            _log.warning("beacons_lost", count=self._lost)
            self._lost = 0
        if not taken:
            return 0
        try:
            keep_batch(f"[{b','.join(taken).decode()}]")
        except (DatabaseError, PoolTimeout) as error:
            _log.warning("beacons_not_stored", error=type(error).__name__, count=len(taken))
            self._waiting = taken + self._waiting
            return 0
        finally:
            connection.close()
        return len(taken)


def collect() -> None:
    """Hear, store and sum until SIGTERM."""
    asyncio.run(_collect())


async def _collect() -> None:
    collector, stop, lines = Collector(), asyncio.Event(), Lines()
    for number in (signal.SIGTERM, signal.SIGINT):
        asyncio.get_running_loop().add_signal_handler(number, stop.set)
    server = await _listen(collector, lines)
    tasks = [asyncio.create_task(_keep_storing(collector)), asyncio.create_task(_keep_summing())]
    await stop.wait()
    server.close()
    for task in tasks:
        task.cancel()
    await asyncio.gather(*tasks, return_exceptions=True)
    await asyncio.sleep(_LAST_WORDS_S)
    await _hang_up(lines)
    await _in_thread(collector.store)


async def _listen(collector: Collector, lines: Lines) -> asyncio.Server:
    async def hear(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        task = cast("asyncio.Task[None]", asyncio.current_task())
        lines[task] = writer
        try:
            with suppress(OSError, ValueError, asyncio.IncompleteReadError):
                while said := await reader.readline():
                    collector.hear(said)
        finally:
            writer.close()
            del lines[task]

    where = settings.COLLECTOR
    if where is not None:
        return await asyncio.start_server(hear, *where, limit=_READ_AT_MOST)
    path = socket_path()
    path.unlink(missing_ok=True)
    server = await asyncio.start_unix_server(hear, str(path), limit=_READ_AT_MOST)
    path.chmod(0o600)
    return server


async def _hang_up(lines: Lines) -> None:
    """End the lines that web processes hold open, each where it has heard the last: one that is
    cut off by the end of the loop would be an error in the output at every stop.
    """
    for line in lines.values():
        line.close()
    await asyncio.gather(*lines, return_exceptions=True)


async def _keep_storing(collector: Collector) -> None:
    while True:
        await asyncio.sleep(_STORED_EVERY_S)
        await _in_thread(collector.store)


async def _keep_summing() -> None:
    while True:
        await asyncio.sleep(_SUMMED_EVERY_S)
        try:
            await _in_thread(_summed)
        except (DatabaseError, PoolTimeout) as error:
            _log.warning("beacons_not_summed", error=type(error).__name__)


def _summed() -> int:
    try:
        return sum_up()
    finally:
        connection.close()


async def _in_thread(deed: Callable[[], int]) -> int:
    """The database is asked in a thread, which gives its connection back."""
    return await sync_to_async(deed, thread_sensitive=False)()
