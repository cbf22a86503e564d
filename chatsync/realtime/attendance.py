"""Whose pages are connected and attended, told to the rooms above from time to time.

Kept apart from presence: it is not told to colleagues and names no conversation.
"""

import asyncio
import time
from collections.abc import Awaitable, Callable, Collection, Iterable, Sequence
from typing import Any

import structlog

from chatsync.realtime.door import Viewer
from chatsync.realtime.listener import Listener
from chatsync.realtime.presence import QUIET_S
from chatsync.realtime.tasks import end

_LOOK_S = 3.0
_AGAIN_S = 30.0
"""What was noted is told again so often; what was not, with every look."""

_log = structlog.get_logger()
_polling: dict[Viewer, float] = {}


def note_polling(viewer: Viewer) -> None:
    """A page without a socket has asked for news just now. Called from any thread."""
    _polling[viewer] = time.monotonic()


class Attendance:
    """One per hub. Touched by the event loop alone, but for who polls."""

    def __init__(
        self,
        attend: Callable[[Sequence[Any]], Collection[Any]],
        in_thread: Callable[[Callable[[], Any]], Awaitable[Any]],
        listeners: Callable[[], Iterable[Listener]],
    ) -> None:
        self._attend = attend
        self._in_thread = in_thread
        self._listeners = listeners
        self._noted: dict[Viewer, float] = {}
        self._task: asyncio.Task[None] | None = None

    def start(self) -> None:
        if self._task is None or self._task.done():
            self._task = asyncio.create_task(self._keep_looking())

    async def stop(self) -> None:
        if self._task:
            await end([self._task])

    async def look(self) -> None:
        """Tell of those who are there and of whom it was not noted lately."""
        moment = time.monotonic()
        there = self._there(moment)
        self._noted = {viewer: at for viewer, at in self._noted.items() if viewer in there}
        due = [v for v in there if moment - self._noted.get(v, -_AGAIN_S) >= _AGAIN_S]
        if due:
            noted = await self._in_thread(lambda: self._attend(due))
            self._noted.update(dict.fromkeys(noted, moment))

    def _there(self, moment: float) -> set[Viewer]:
        """A page that missed a heartbeat is not there, nor one that stopped asking, nor one that
        nobody has touched for long."""
        for viewer, at in list(_polling.items()):
            if moment - at > QUIET_S:
                _polling.pop(viewer, None)
        connected = {
            listener.viewer
            for listener in self._listeners()
            if listener.attending and moment - listener.heard_at <= QUIET_S
        }
        return connected | set(_polling)

    async def _keep_looking(self) -> None:
        while True:
            await asyncio.sleep(_LOOK_S)
            try:
                await self.look()
            except Exception as error:  # noqa: BLE001  the database may be away; looked at again
                _log.warning("attendance_not_noted", error=str(error))
