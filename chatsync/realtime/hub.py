"""One per web process: hears of commits, reads each workspace once, tells every listener.

A workspace is read only while somebody listens. Each read is one function in a thread of its
own, since a tenant's scope must not open where an event loop runs (docs/architecture.md).
"""

import asyncio
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager, suppress
from typing import Any, TypeVar
from uuid import UUID

import structlog
from django.db import connection

from chatsync.realtime import frames
from chatsync.realtime.attendance import Attendance
from chatsync.realtime.door import Door, Refused
from chatsync.realtime.listener import Listener
from chatsync.realtime.notices import Notices
from chatsync.realtime.presence import Presence
from chatsync.realtime.queries import Stretch, events_after
from chatsync.realtime.tasks import end

RECHECK_S = 3.0
"""A revoked session must be cut within 5 s, also where no notice of it arrives."""
_REST_S = 0.004
"""Between two reads of a workspace: a burst becomes few reads instead of one per commit."""
_RETRY_S = 0.2
_TOLD_AT_ONCE = 1_500
"""Frames rendered before HTTP gets its turn: about 10 ms."""

_T = TypeVar("_T")
_log = structlog.get_logger()


class Room:
    """The listeners of one workspace, and how far its stream was read for them."""

    def __init__(self, workspace_id: UUID) -> None:
        self.workspace_id = workspace_id
        self.listeners: set[Listener] = set()
        self.position = 0
        self.epoch = ""
        self.started = asyncio.Event()
        self.dirty = asyncio.Event()
        self.task: asyncio.Task[None] | None = None


class Hub:
    """Starts with its first listener and lives as long as the process."""

    def __init__(self, door: Door[Any], listen_url: str) -> None:
        self.door = door
        self._rooms: dict[UUID, Room] = {}
        self.presence = Presence(door.company, self.in_thread, self._listeners_of)
        self.attendance = Attendance(door.attend, self.in_thread, self._all_listeners)
        self.notices = Notices(listen_url, self._wake, self.presence.hear)
        self._threads = ThreadPoolExecutor(max_workers=3, thread_name_prefix="realtime")
        self._reader = ThreadPoolExecutor(max_workers=1, thread_name_prefix="realtime-reader")
        self._recheck: asyncio.Task[None] | None = None

    def start(self) -> None:
        """Begin to hear; safe to call again."""
        if self._recheck is None or self._recheck.done():
            self._recheck = asyncio.create_task(self._keep_rechecking())
        self.notices.start()
        self.presence.start()
        self.attendance.start()

    async def stop(self) -> None:
        """Stop hearing; the server closes the sockets themselves."""
        tasks = [room.task for room in self._rooms.values() if room.task]
        tasks += [self._recheck] if self._recheck else []
        await end(tasks)
        await self.attendance.stop()
        await self.presence.stop()
        await self.notices.stop()
        self._reader.submit(_let_go)
        self._reader.shutdown(wait=False)
        self._threads.shutdown(wait=False, cancel_futures=True)

    async def in_thread(self, deed: Callable[[], _T]) -> _T:
        """Run one function that reads or writes the database, away from the event loop."""
        return await asyncio.get_running_loop().run_in_executor(self._threads, _run, deed)

    @contextmanager
    def joined(self, listener: Listener) -> Iterator[None]:
        """Keep the listener's workspace read while it is here."""
        workspace_id = listener.viewer.workspace_id
        room = self._rooms.get(workspace_id)
        if room is None:
            room = self._rooms[workspace_id] = Room(workspace_id)
            room.task = asyncio.create_task(self._follow(room))
            room.dirty.set()
        room.listeners.add(listener)
        try:
            yield
        finally:
            room.listeners.discard(listener)
            self.presence.leave(listener)
            if not room.listeners and room.task:
                room.task.cancel()
                self._rooms.pop(workspace_id, None)

    async def replay(self, listener: Listener, stretch: Stretch) -> None:
        """Tell what lies between the listener's position and the present, then let it live.

        The last look at the room's position and the step into live have no await between them.
        """
        workspace_id = listener.viewer.workspace_id
        room = self._rooms[workspace_id]
        self.presence.introduce(listener)
        await room.started.wait()
        while True:
            listener.tell([frames.Frame(event) for event in stretch.events], stretch.end)
            if stretch.end == stretch.head and listener.seen >= room.position:
                listener.live = True
                return
            await listener.has_room()
            since = listener.seen
            stretch = await self.in_thread(lambda since=since: events_after(workspace_id, since))  # type: ignore[misc]

    def _wake(self, workspace_id: UUID | None) -> None:
        """Something was committed in the workspace; None: perhaps anywhere."""
        if workspace_id is None:
            self.presence.ask()
            for room in self._rooms.values():
                room.dirty.set()
        elif workspace_id in self._rooms:
            self._rooms[workspace_id].dirty.set()

    def _listeners_of(self, workspace_id: UUID) -> Iterable[Listener]:
        room = self._rooms.get(workspace_id)
        return tuple(room.listeners) if room else ()

    def _all_listeners(self) -> Iterable[Listener]:
        return [listener for room in self._rooms.values() for listener in room.listeners]

    async def _follow(self, room: Room) -> None:
        while True:
            await room.dirty.wait()
            room.dirty.clear()
            try:
                await self._read_on(room)
            except Exception as error:  # noqa: BLE001  the database may be away; it comes back
                _log.warning("realtime_not_read", error=str(error))
                room.dirty.set()
                await asyncio.sleep(_RETRY_S)
            await asyncio.sleep(_REST_S)

    async def _read_on(self, room: Room) -> None:
        while True:
            since = room.position if room.epoch else None
            stretch = await asyncio.get_running_loop().run_in_executor(
                self._reader, _read, room.workspace_id, since
            )
            if room.epoch and not stretch.continues(room.position, room.epoch):
                self._start_afresh(room, stretch)
            room.epoch, room.position = stretch.epoch, stretch.end
            room.started.set()
            await _tell(room, stretch)
            self.presence.moved(room.workspace_id, _changed_hands(stretch))
            if stretch.end == stretch.head:
                return

    async def _keep_rechecking(self) -> None:
        while True:
            with suppress(TimeoutError):
                async with asyncio.timeout(RECHECK_S):
                    await self.notices.sessions.wait()
            self.notices.sessions.clear()
            try:
                await self._recheck_all()
                await asyncio.sleep(_REST_S)
            except Exception as error:  # noqa: BLE001  asked again in a moment
                _log.warning("viewers_not_rechecked", error=str(error))
                await asyncio.sleep(_RETRY_S)

    async def _recheck_all(self) -> None:
        asked = list(self._all_listeners())
        if not asked:
            return
        viewers = [listener.viewer for listener in asked]
        answers = await self.in_thread(lambda: self.door.recheck(viewers))
        for listener, before, now in zip(asked, viewers, answers, strict=True):
            if isinstance(now, Refused):
                listener.close(now)
            elif now != before:
                listener.viewer = now
                listener.start_afresh(listener.seen, listener.epoch)
                self.presence.introduce(listener)

    def _start_afresh(self, room: Room, stretch: Stretch) -> None:
        """The stream is another one (a restored backup), or what comes next was purged already."""
        for listener in room.listeners:
            if listener.live:
                listener.start_afresh(stretch.head, stretch.epoch)
                self.presence.introduce(listener)


def _changed_hands(stretch: Stretch) -> set[UUID]:
    """The conversations that have another holder now."""
    return {
        event.conversation_id
        for event in stretch.events
        if event.conversation_id and (event.former_id or event.was_unassigned)
    }


async def _tell(room: Room, stretch: Stretch) -> None:
    batch = [frames.Frame(event) for event in stretch.events]
    done = 0
    for listener in [one for one in room.listeners if one.live]:
        listener.tell(batch, stretch.end)
        done += len(batch)
        if done >= _TOLD_AT_ONCE:
            done = 0
            await asyncio.sleep(0)


def _read(workspace_id: UUID, since: int | None) -> Stretch:
    """Read with a connection that is kept: getting one anew costs as much as the reading."""
    try:
        return events_after(workspace_id, since)
    except Exception:
        connection.close()
        raise


def _let_go() -> None:
    """Close the connection of the thread that runs this."""
    connection.close()


def _run(deed: Callable[[], _T]) -> _T:
    try:
        return deed()
    finally:
        connection.close()
