"""The line from the web processes to the one collector of the installation.

A socket in the data folder, or `host:port` where the collector runs on another machine of the
installation. What cannot be passed on at once waits in memory, MOST_WAITING reports at most.
"""

import asyncio
from collections import deque
from contextlib import suppress
from pathlib import Path

import structlog
from django.conf import settings

MOST_WAITING = 10_000
_MOST_UNSENT_BYTES = 4 * 1024 * 1024
_AGAIN_S = 0.5
_log = structlog.get_logger()


def socket_path() -> Path:
    return Path(settings.DATA_DIR) / "collector.sock"


class Passing:
    """Passes lines on; nobody who sends a report waits for it."""

    def __init__(self) -> None:
        self._waiting: deque[bytes] = deque()
        self._wake = asyncio.Event()
        self._task: asyncio.Task[None] | None = None
        self._line: tuple[asyncio.StreamReader, asyncio.StreamWriter] | None = None

    def start(self) -> None:
        self._task = asyncio.create_task(self._run())

    async def stop(self) -> None:
        """Pass on what waits, then end."""
        if self._task is None:
            return
        for _turn in range(20):
            if not self._waiting:
                break
            await asyncio.sleep(0.05)
        self._task.cancel()
        await asyncio.gather(self._task, return_exceptions=True)
        await self._hang_up()

    def take(self, line: bytes) -> bool:
        """Whether the line was taken; not where too many wait already."""
        if len(self._waiting) >= MOST_WAITING:
            return False
        self._waiting.append(line)
        self._wake.set()
        return True

    async def _run(self) -> None:
        while True:
            await self._wake.wait()
            self._wake.clear()
            while self._waiting:
                try:
                    await self._pass_on()
                except OSError as error:
                    _log.warning("collector_not_reached", error=type(error).__name__)
                    await self._hang_up()
                    await asyncio.sleep(_AGAIN_S)

    async def _pass_on(self) -> None:
        if self._line is None or self._line[0].at_eof() or self._line[1].is_closing():
            await self._hang_up()
            self._line = await _connected()
        # Taken before they are written: what breaks on its way is lost, and nothing counts twice.
        lines = b"\n".join(self._waiting) + b"\n"
        self._waiting.clear()
        self._line[1].write(lines)
        await self._line[1].drain()

    async def _hang_up(self) -> None:
        if self._line is not None:
            self._line[1].close()
            with suppress(OSError):
                await self._line[1].wait_closed()
            self._line = None


async def _connected() -> tuple[asyncio.StreamReader, asyncio.StreamWriter]:
    where = settings.COLLECTOR
    if where is None:
        reader, writer = await asyncio.open_unix_connection(str(socket_path()))
    else:
        reader, writer = await asyncio.open_connection(*where)
    writer.transport.set_write_buffer_limits(high=_MOST_UNSENT_BYTES)
    return reader, writer
