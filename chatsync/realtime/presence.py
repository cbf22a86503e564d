"""Who is at which conversation now. Kept in memory, told between processes, never stored.

Each web process knows what the pages connected to it say of themselves, announces it to all
processes with NOTIFY, and tells its own pages what the others announce. Before a name is told,
the conversation's holder is read anew: only who may see the conversation learns of it.
"""

import asyncio
import time
from collections import defaultdict
from collections.abc import Callable, Iterable
from contextlib import suppress
from typing import Any
from uuid import UUID

from pydantic import ValidationError

from chatsync.realtime.door import Company
from chatsync.realtime.listener import Listener
from chatsync.realtime.notifying import announce
from chatsync.realtime.pushes import Announced, Whereabouts
from chatsync.realtime.stays import Stays
from chatsync.realtime.tasks import end
from chatsync.realtime.telling import InThread, Teller, Telling, repeat

QUIET_S = 30.0
"""A page that says nothing for longer missed a heartbeat: it is not shown as being there."""
_TICK_S = 5.0
_REFRESH_TICKS = 4
"""Every 20 s what is still true is announced again, for processes that began to hear later."""
_LAST_WORDS_S = 2.0


class Presence:
    """One per hub. Touched by the event loop alone."""

    def __init__(
        self,
        company: Company[Any],
        in_thread: InThread,
        listeners_of: Callable[[UUID], Iterable[Listener]],
    ) -> None:
        self._company = company
        self._in_thread = in_thread
        self._places: dict[Listener, Whereabouts] = {}
        self._quiet: set[Listener] = set()
        self._stays = Stays()
        self._to_say: set[Listener] = set()
        self._asking = False
        self._spoken = asyncio.Event()
        self._teller = Teller(company, self._stays, in_thread, listeners_of)
        self._tasks: list[asyncio.Task[None]] = []

    def start(self) -> None:
        if not self._tasks or any(task.done() for task in self._tasks):
            self._tasks = [
                asyncio.create_task(repeat(self._announce, self._spoken)),
                asyncio.create_task(repeat(self._teller.tell, self._teller.news)),
                asyncio.create_task(self._keep_looking()),
            ]

    async def stop(self) -> None:
        """End, but say first who went."""
        await end(self._tasks)
        with suppress(Exception):
            async with asyncio.timeout(_LAST_WORDS_S):
                await self._announce()

    def say(self, listener: Listener, place: Whereabouts) -> None:
        """What a page says of itself; a place without a conversation is none."""
        if place.conversation_id is None:
            self.leave(listener)
        else:
            self._places[listener] = place
            self._say_soon(listener)

    def leave(self, listener: Listener) -> None:
        if self._places.pop(listener, None):
            self._quiet.discard(listener)
            self._say_soon(listener)

    def ask(self) -> None:
        """Ask all processes who is where: this one began to hear just now."""
        self._asking = True
        self._spoken.set()

    def hear(self, text: str) -> None:
        """What some process announced, perhaps this one."""
        try:
            said = Announced.model_validate_json(text)
        except ValidationError:
            return
        if said.page_id is None:
            for listener in self._places:
                self._say_soon(listener)
            return
        for at in self._stays.note(said, time.monotonic()):
            self._teller.tell_soon(Telling(*at))

    def introduce(self, listener: Listener) -> None:
        """Tell a page that begins to listen, or begins afresh, who is there already."""
        workspace_id = listener.viewer.workspace_id
        for stay in self._stays.of(workspace_id):
            self._teller.tell_soon(
                Telling(workspace_id, stay.conversation_id, stay.member_id, stay.name, listener)
            )

    def moved(self, workspace_id: UUID, conversations: set[UUID]) -> None:
        """Others may see these conversations now."""
        for stay in self._stays.of(workspace_id):
            if stay.conversation_id in conversations:
                self._teller.tell_soon(
                    Telling(workspace_id, stay.conversation_id, stay.member_id, stay.name)
                )

    def _say_soon(self, listener: Listener) -> None:
        self._to_say.add(listener)
        self._spoken.set()

    async def _announce(self) -> None:
        """One transaction for each workspace in which pages said something."""
        listeners, self._to_say = self._to_say, set()
        asking, self._asking = self._asking, False
        said: dict[UUID, list[tuple[Listener, Whereabouts | None]]] = defaultdict(list)
        for listener in listeners:
            place = None if listener in self._quiet else self._places.get(listener)
            if place and place.typing:
                self._places[listener] = place.model_copy(update={"typing": False})
            said[listener.viewer.workspace_id].append((listener, place))
        if asking or said:
            await self._in_thread(lambda: announce(self._company, said, asking=asking))

    async def _keep_looking(self) -> None:
        """Notice pages that fell silent, and processes that went without a word."""
        ticks = 0
        while True:
            await asyncio.sleep(_TICK_S)
            ticks += 1
            moment = time.monotonic()
            for listener in self._places:
                is_quiet = moment - listener.heard_at > QUIET_S
                changed = is_quiet != (listener in self._quiet)
                (self._quiet.add if is_quiet else self._quiet.discard)(listener)
                if changed or ticks % _REFRESH_TICKS == 0:
                    self._say_soon(listener)
            for at in self._stays.forget(moment):
                self._teller.tell_soon(Telling(*at))
