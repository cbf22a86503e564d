"""One socket's end of the stream: what still waits to be sent to it, and in which order."""

import asyncio
import time
from collections import deque
from collections.abc import Sequence
from typing import Any
from uuid import uuid4

from chatsync.realtime import frames
from chatsync.realtime.door import Door, Refused, Sight, Viewer

SKIP_AFTER_S = 0.5
"""How long a filtered stretch may stay untold; told at once it would cost a frame per event."""
_MOST_FRAMES = 2_000
_MOST_CHARACTERS = 4_000_000
_ROOM_FOR_MORE = 500


class Listener:
    """A viewer's place in the stream. Touched by the event loop alone."""

    def __init__(self, door: Door[Any], viewer: Viewer) -> None:
        self.viewer = viewer
        self.id = uuid4()
        """Tells this page from the same member's others."""
        self.heard_at = time.monotonic()
        self.attending = True
        """Whether somebody is at the page, as it says."""
        self.live = False
        self.seen = 0
        """Up to here the viewer has been told, or had nothing to be told."""
        self.epoch = ""
        self.closing: Refused | None = None
        self._door = door
        self._told = 0
        self._queue: deque[str] = deque()
        self._characters = 0
        self._changed = asyncio.Event()
        self._drained = asyncio.Event()
        self._ping_at = self.heard_at + frames.HEARTBEAT_S

    def stand(self, seq: int, epoch: str) -> None:
        """Take a position: the client holds everything up to `seq`."""
        self.seen = self._told = seq
        self.epoch = epoch

    def drain(self) -> list[str]:
        """All that waits, a due skip included: for an answer that ends here."""
        texts = [self._pop() for _ in range(len(self._queue))]
        return texts if self._told == self.seen else [*texts, self._skip()]

    def greet(self, seq: int, epoch: str) -> None:
        """Begin at `seq`, where the client says that it stands."""
        self.stand(seq, epoch)
        self._put(frames.hello(seq, epoch))

    def start_afresh(self, seq: int, epoch: str) -> None:
        """Go on from `seq`; the client must fetch everything else again."""
        self.stand(seq, epoch)
        self._put(frames.reset(seq, epoch))

    def tell(self, batch: Sequence[frames.Frame], end: int) -> None:
        """Queue what this viewer may know of the events; the stream then stands at `end`."""
        for frame in batch:
            if frame.event.seq <= self.seen:
                continue
            sight = self._door.sight(self.viewer, frame.event)
            if sight is not Sight.NOTHING:
                self._put(self._rendered(frame, sight))
                self._told = frame.event.seq
        self.seen = max(self.seen, end)
        self._changed.set()

    def _rendered(self, frame: frames.Frame, sight: Sight) -> str:
        if sight is Sight.LESS:
            return frame.less(self._told, self._door.lessen)
        return (frame.told if sight is Sight.WHOLE else frame.removed)(self._told)

    def close(self, why: Refused) -> None:
        """End the connection as soon as its sender looks."""
        self.closing = self.closing or why
        self._changed.set()

    async def next_text(self) -> str | None:
        """The next frame to send: an event, a skip that is due, or a ping. None: close.

        Pings come by the clock, between events too: a page says nothing of its own accord, and one
        that never answers is cut.
        """
        until_ping = self._ping_at - time.monotonic()
        if until_ping <= 0 and not self.closing:
            return self._ping()
        if self._queue and not self.closing:
            return self._pop()
        try:
            async with asyncio.timeout(until_ping):
                while not self._queue and self._told == self.seen and not self.closing:
                    await self._change()
        except TimeoutError:
            return self._ping()
        if not self._queue and not self.closing:
            await self._give_skip_time()
        if self.closing:
            return None
        return self._pop() if self._queue else self._skip()

    async def has_room(self) -> None:
        """Wait until a replay may queue another page."""
        self._drained.clear()
        if len(self._queue) > _ROOM_FOR_MORE and not self.closing:
            await self._drained.wait()

    def pong(self) -> None:
        self._put(frames.PONG)

    def whisper(self, text: str) -> None:
        """Queue what may be missed: not before the hello, and not where much waits already."""
        if self.epoch and len(self._queue) < _ROOM_FOR_MORE:
            self._put(text)

    def _ping(self) -> str:
        self._ping_at = time.monotonic() + frames.HEARTBEAT_S
        return frames.PING

    async def _give_skip_time(self) -> None:
        try:
            async with asyncio.timeout(SKIP_AFTER_S):
                while not self._queue and not self.closing:
                    await self._change()
        except TimeoutError:
            return

    async def _change(self) -> None:
        self._changed.clear()
        await self._changed.wait()

    def _skip(self) -> str:
        prev, self._told = self._told, self.seen
        return frames.skip(self.seen, prev)

    def _put(self, text: str) -> None:
        self._queue.append(text)
        self._characters += len(text)
        if len(self._queue) > 1 and (
            len(self._queue) > _MOST_FRAMES or self._characters > _MOST_CHARACTERS
        ):
            self.close(Refused.TOO_SLOW)
        self._changed.set()

    def _pop(self) -> str:
        text = self._queue.popleft()
        self._characters -= len(text)
        if len(self._queue) <= _ROOM_FOR_MORE:
            self._drained.set()
        return text
