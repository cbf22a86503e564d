"""Telling pages who is at which conversation: only those that may see it, as it is held now."""

import asyncio
import time
from collections import defaultdict
from collections.abc import Awaitable, Callable, Iterable
from dataclasses import dataclass
from functools import partial
from typing import Any
from uuid import UUID

import structlog

from chatsync.realtime.door import Company
from chatsync.realtime.listener import Listener
from chatsync.realtime.pushes import PresenceChanged
from chatsync.realtime.stays import Stays

_REST_S = 0.05
_RETRY_S = 0.5

InThread = Callable[[Callable[[], Any]], Awaitable[Any]]
_log = structlog.get_logger()


@dataclass(frozen=True, slots=True)
class Telling:
    """What is to be told: of one member at one conversation, to one listener or to all."""

    workspace_id: UUID
    conversation_id: UUID
    member_id: UUID
    name: str
    only_to: Listener | None = None


class Teller:
    """What waits to be told. Touched by the event loop alone."""

    def __init__(
        self,
        company: Company[Any],
        stays: Stays,
        in_thread: InThread,
        listeners_of: Callable[[UUID], Iterable[Listener]],
    ) -> None:
        self.news = asyncio.Event()
        self._company = company
        self._stays = stays
        self._in_thread = in_thread
        self._listeners_of = listeners_of
        self._to_tell: dict[Telling, None] = {}

    def tell_soon(self, telling: Telling) -> None:
        self._to_tell[telling] = None
        self.news.set()

    async def tell(self) -> None:
        """Tell what waits; the holders of the conversations are read now."""
        tellings, self._to_tell = list(self._to_tell), {}
        asked: dict[UUID, set[UUID]] = defaultdict(set)
        for telling in tellings:
            if any(True for _ in self._listeners_of(telling.workspace_id)):
                asked[telling.workspace_id].add(telling.conversation_id)
        for workspace_id, conversations in asked.items():
            holders = await self._in_thread(
                partial(self._company.holders, workspace_id, conversations)
            )
            for telling in tellings:
                known = telling.conversation_id in holders
                if known and telling.workspace_id == workspace_id:
                    self._whisper(telling, holders[telling.conversation_id])

    def _whisper(self, telling: Telling, holder: UUID | None) -> None:
        text = PresenceChanged(
            conversation_id=telling.conversation_id,
            member_id=telling.member_id,
            name=telling.name,
            doing=self._stays.doing(
                telling.workspace_id,
                telling.conversation_id,
                telling.member_id,
                time.monotonic(),
            ),
        ).model_dump_json()
        for listener in self._listeners_of(telling.workspace_id):
            meant = telling.only_to in {None, listener}
            if meant and self._company.sees(listener.viewer, holder):
                listener.whisper(text)


async def repeat(deed: Callable[[], Awaitable[None]], when: asyncio.Event) -> None:
    """Do a deed whenever there is something to do; one that fails is missed, not repeated."""
    while True:
        await when.wait()
        when.clear()
        try:
            await deed()
        except Exception as error:  # noqa: BLE001  the database may be away; presence may be missed
            _log.warning("presence_not_told", error=str(error))
            await asyncio.sleep(_RETRY_S)
        await asyncio.sleep(_REST_S)
