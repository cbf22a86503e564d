"""The sender process: claims what is due, posts it to Meta, settles in batches."""

import asyncio
import secrets
import threading
from collections import defaultdict
from collections.abc import Callable, Sequence
from contextlib import suppress
from itertools import count
from uuid import UUID

import psycopg
import structlog
from django.conf import settings
from django.db import DatabaseError, connection

from chatsync.channels.actions import sending
from chatsync.channels.actions.dispatch import CHANNEL
from chatsync.channels.actions.sending import Claimed, Letter, Outcome
from chatsync.channels.loops.deliver import deliver
from chatsync.channels.loops.pace import Pace
from chatsync.channels.whatsapp.client import Graph, open_graph
from chatsync.kit.db import Line

_IN_FLIGHT = 128
_TURN_S = 0.012
_IDLE_S = 0.5
_CLEAR_UP_S = 2.0
_LATE_EVERY = 15
"""Every so many clearings it is looked for answers that waited too long: twice a minute."""
_SETTLE_S = 0.02
_AGAIN_S = 0.2
_log = structlog.get_logger()


def send(stop: threading.Event) -> None:
    """Send until `stop`; what is on its way then is still settled."""
    asyncio.run(_Sender(stop).run())


class _Sender:
    """One sender: its lock in the database, its pace, and what it has on the way."""

    def __init__(self, stop: threading.Event) -> None:
        self._stop = stop
        self._id = secrets.randbelow(2**31 - 1) + 1
        self._line = Line()
        self._signed_on: psycopg.Connection[object] | None = None
        self._pace = Pace()
        self._held: dict[UUID, int] = {}
        self._gone: set[int] = set()
        self._clearings = count()
        self._flights: set[asyncio.Task[None]] = set()
        self._in_flight = 0
        self._ended: list[Outcome] = []
        self._landed = False
        self._wake = asyncio.Event()

    async def run(self) -> None:
        ear = threading.Thread(target=self._hear, args=(asyncio.get_running_loop(),), daemon=True)
        ear.start()
        clearing, settling = (asyncio.create_task(h()) for h in (self._clear_up, self._settle))
        async with open_graph(
            settings.GRAPH_URL, settings.GRAPH_VERSION, connections=_IN_FLIGHT
        ) as graph:
            while not self._stop.is_set():
                await self._turn(graph)
            await asyncio.gather(*self._flights, return_exceptions=True)
        self._landed = True
        await settling
        clearing.cancel()
        await asyncio.gather(clearing, asyncio.to_thread(ear.join), return_exceptions=True)
        self._line.drop()

    async def _turn(self, graph: Graph) -> None:
        self._wake.clear()
        try:
            letters, waiting = await asyncio.to_thread(self._take)
        except (psycopg.Error, DatabaseError) as error:
            _log.warning("sender_turn_failed", error=str(error))
            self._line.drop()
            await asyncio.sleep(_AGAIN_S)
            return
        for group in letters.values():
            self._in_flight += len(group)
            flight = asyncio.create_task(self._fly(graph, group))
            self._flights.add(flight)
            flight.add_done_callback(self._flights.discard)
        await (asyncio.sleep(_TURN_S) if waiting else self._heard(_IDLE_S))

    def _take(self) -> tuple[dict[UUID, list[Letter]], bool]:
        """Claim and load, in a thread: letters by customer, and whether more is queued."""
        own = self._line.connected()
        if own is not self._signed_on:
            self._signed_on = sending.sign_on(self._line, self._id, tuple(self._held))
        room = _IN_FLIGHT - self._in_flight
        waiting = sending.waiting_numbers(own)
        shares = {n: min(share, room) for n in waiting if (share := self._pace.share(n)) > 0}
        if not shares or room <= 0:
            return {}, bool(waiting)
        claims = sending.claim(own, self._id, shares)
        self._held.update((claimed.message_id, claimed.waits) for claimed in claims)
        return self._load(claims), bool(waiting)

    def _load(self, claims: list[Claimed]) -> dict[UUID, list[Letter]]:
        for claimed in claims:
            self._pace.spend(claimed.number_id, 1)
        try:
            letters, failed = sending.load(claims)
        except (psycopg.Error, DatabaseError):
            self._ended.extend(Outcome(claimed, again_in=1.0) for claimed in claims)
            raise
        finally:
            connection.close()
        self._ended.extend(failed)
        groups: dict[UUID, list[Letter]] = defaultdict(list)
        for letter in letters:
            groups[letter.claim.pair_id].append(letter)
        return groups

    async def _fly(self, graph: Graph, group: Sequence[Letter]) -> None:
        """Send one customer's messages, one after the other; what waits holds up the next ones."""
        pause: float | None = None
        for letter in group:
            if pause is None:
                outcome = await self._deliver(graph, letter)
                pause = outcome.again_in
            else:
                outcome = Outcome(letter.claim, again_in=max(pause, 0.5))
            self._ended.append(outcome)
            self._in_flight -= 1

    async def _deliver(self, graph: Graph, letter: Letter) -> Outcome:
        try:
            return await deliver(graph, letter, self._pace)
        except Exception:  # noqa: BLE001  whatever broke, the customer's queue goes on
            _log.exception("delivery_broke", message=str(letter.claim.message_id))
            return sending.in_doubt(letter.claim)

    async def _settle(self) -> None:
        """Write outcomes in batches until the last flight has landed and is written too."""
        while self._ended or not self._landed:
            await asyncio.sleep(_SETTLE_S)
            if not self._ended:
                continue
            batch, self._ended = self._ended, []
            if await _survived(lambda batch=batch: sending.settle(batch)):  # type: ignore[misc]
                self._let_go(batch)
            else:
                self._ended = [*batch, *self._ended]
                await asyncio.sleep(_AGAIN_S)

    def _let_go(self, batch: Sequence[Outcome]) -> None:
        """Forget settled claims, but for one that was claimed again in the meantime."""
        for outcome in batch:
            if self._held.get(outcome.claim.message_id) == outcome.claim.waits:
                del self._held[outcome.claim.message_id]

    async def _clear_up(self) -> None:
        while True:
            await _survived(self._clear_up_once)
            await asyncio.sleep(_CLEAR_UP_S)

    def _clear_up_once(self) -> None:
        gone = sending.senders_gone(self._id)
        if twice := gone & self._gone:
            sending.clear_up_after(twice)
        self._gone = gone
        if next(self._clearings) % _LATE_EVERY == 0:
            sending.wake_late()

    async def _heard(self, seconds: float) -> None:
        with suppress(TimeoutError):
            async with asyncio.timeout(seconds):
                await self._wake.wait()

    def _hear(self, loop: asyncio.AbstractEventLoop) -> None:
        """Pass notifications on to the loop; runs in a thread of its own."""
        line = Line(CHANNEL)
        while not self._stop.is_set():
            try:
                if line.wait(_IDLE_S):
                    loop.call_soon_threadsafe(self._wake.set)
            except psycopg.Error:
                line.drop()
                self._stop.wait(_AGAIN_S)
        line.drop()


async def _survived(deed: Callable[[], object]) -> bool:
    """Run a database deed in a thread; false when it failed and must come again."""

    def inside() -> bool:
        try:
            deed()
        except Exception as error:  # noqa: BLE001  a helper that ended in silence would settle nothing more
            _log.warning("sender_deed_failed", error=f"{type(error).__name__}: {error}")
            return False
        else:
            return True
        finally:
            connection.close()

    return await asyncio.to_thread(inside)
