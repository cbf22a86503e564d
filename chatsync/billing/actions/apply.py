"""Reading stored events into what a workspace has bought.

Every event is a whole snapshot of one entity, so of several the newest counts, by (moment, rank);
the others are stale. The row decides: it is changed under its workspace's lock, by one update
that asks whether the snapshot is newer. What cannot be placed is parked, and tried again.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple
from uuid import UUID

import structlog
from django.db import DatabaseError, transaction

from chatsync.billing.actions.endings import follow_closing
from chatsync.billing.actions.settle import account_of, settle_locked
from chatsync.billing.actions.snapshots import Snapshot, WrongMoney, put, snapshot_of
from chatsync.billing.homes import homes_of
from chatsync.billing.models import Account, BillingEvent, EventState
from chatsync.billing.paddle.reader import EventRead, TransactionRead, read_event
from chatsync.billing.proof import LOOKED_AT, workspace_in
from chatsync.kit.clock import now
from chatsync.kit.tenancy import scope
from chatsync.workspaces.actions.seats import lock_seats
from chatsync.workspaces.models import Workspace

_WATCHED = {"api_key", "api_key_exposure", "client_token"}
"""Kinds that only the operator can act on: they ring the alarm and change nothing."""
_log = structlog.get_logger()


class Ended(NamedTuple):
    """What became of an event."""

    state: EventState
    reason: str = ""
    workspace_id: UUID | None = None


@dataclass
class _Turn:
    """One stored event, read."""

    row: BillingEvent
    event: EventRead
    snapshot: Snapshot | None = None

    @property
    def is_only_looked_at(self) -> bool:
        """A checkout of the audit, as long as nobody paid it."""
        read = self.snapshot.read if self.snapshot else None
        unpaid = isinstance(read, TransactionRead) and read.status in {"draft", "ready", "canceled"}
        return unpaid and self.snapshot is not None and self.snapshot.custom_data == LOOKED_AT

    @property
    def order(self) -> tuple[object, int]:
        return self.event.occurred_at, self.event.rank


def apply_events(row_ids: Sequence[UUID]) -> None:
    """Read these stored events. Safe to repeat and to run twice at once: a snapshot is newer than
    what is there, or it is stale. Raises DatabaseError, for the job to be tried again."""
    turns = []
    for row in BillingEvent.objects.filter(id__in=row_ids):
        event = read_event(bytes(row.body))
        ended = _set_aside(event)
        if event is None or ended is not None:
            _end([row.id], ended or Ended(EventState.PARKED, "unreadable"))
            continue
        snapshot = snapshot_of(event)
        if snapshot is None:
            _end([row.id], Ended(EventState.PARKED, "unreadable"))
            continue
        turns.append(_Turn(row, event, snapshot))
    for workspace_id, its in _by_workspace(turns).items():
        _apply_in(workspace_id, its)


def _set_aside(event: EventRead | None) -> Ended | None:
    """How an event ends that changes nothing; None for one that may."""
    if event is None:
        return Ended(EventState.PARKED, "unreadable")
    if event.is_simulated:
        return Ended(EventState.IGNORED, "simulated")
    if event.entity in _WATCHED:
        _log.warning("billing_alarm", kind=event.kind, reason="key")
        return Ended(EventState.IGNORED, "key")
    if event.entity not in {"subscription", "transaction", "adjustment"}:
        return Ended(EventState.IGNORED)
    return None


def _by_workspace(turns: list[_Turn]) -> dict[UUID, list[_Turn]]:
    """Whose each event is; those of nobody known are parked here."""
    homes = homes_of({name for turn in turns for name in _names(turn)})
    found: dict[UUID, list[_Turn]] = {}
    for turn in turns:
        home = _home(turn, homes)
        if isinstance(home, UUID):
            found.setdefault(home, []).append(turn)
        elif home == "no_workspace" and turn.is_only_looked_at:
            _end([turn.row.id], Ended(EventState.IGNORED, "audit"))
        else:
            _end([turn.row.id], Ended(EventState.PARKED, home))
    return found


def _home(turn: _Turn, homes: Mapping[str, set[UUID]]) -> UUID | str:
    """Its workspace, or why there is none. An id that we know counts first, then our own mark;
    the customer last, and only where they pay for one workspace."""
    assert turn.snapshot is not None
    vouched = workspace_in(turn.snapshot.custom_data)
    named = {home for name in turn.snapshot.known_by if name for home in homes.get(name, ())}
    if len(named | ({vouched} if vouched else set())) > 1:
        _log.warning("billing_alarm", kind=turn.event.kind, reason="two_workspaces")
        return "two_workspaces"
    paying = homes.get(turn.snapshot.customer_id or "", set())
    known = next(iter(named), None) or vouched
    return known or (next(iter(paying)) if len(paying) == 1 else "no_workspace")


def _names(turn: _Turn) -> list[str]:
    """The ids that may be known."""
    assert turn.snapshot is not None
    return [name for name in (*turn.snapshot.known_by, turn.snapshot.customer_id) if name]


def _apply_in(workspace_id: UUID, turns: list[_Turn]) -> None:
    """The newest of each entity, then the standing, once; in one transaction."""
    newest: dict[tuple[str, str], _Turn] = {}
    for turn in sorted(turns, key=lambda each: each.order):
        newest[turn.event.entity, turn.event.entity_id] = turn
    try:
        with scope(workspace_id):
            workspace = lock_seats()
            account = account_of(workspace)
            has_news = False
            for turn in newest.values():
                ended = _put(turn)
                if ended.state == EventState.APPLIED:
                    has_news = True
                    _note_customer(account, turn)
                _end([turn.row.id], ended._replace(workspace_id=workspace_id))
            last = {turn.row.id for turn in newest.values()}
            older = [turn.row.id for turn in turns if turn.row.id not in last]
            _end(older, Ended(EventState.STALE, "", workspace_id))
            follow_closing(workspace)
            settle_locked(workspace, account, has_news=has_news)
    except Workspace.DoesNotExist:
        _end([turn.row.id for turn in turns], Ended(EventState.PARKED, "no_workspace"))
    except DatabaseError:
        raise
    except Exception as error:  # noqa: BLE001  a fault of ours must not lose what was paid
        _log.exception("billing_event_failed", error=type(error).__name__)
        _end([turn.row.id for turn in turns], Ended(EventState.FAILED, type(error).__name__[:60]))


def _put(turn: _Turn) -> Ended:
    assert turn.snapshot is not None
    try:
        changed = put(turn.snapshot, turn.event.occurred_at, turn.event.rank)
    except WrongMoney as error:
        _log.warning("billing_alarm", kind=turn.event.kind, reason=error.reason)
        return Ended(EventState.PARKED, error.reason)
    return Ended(EventState.APPLIED if changed else EventState.STALE)


def _note_customer(account: Account, turn: _Turn) -> None:
    """Who pays, once they paid: a checkout that nobody finished names nobody."""
    assert turn.snapshot is not None
    customer_id = turn.snapshot.customer_id
    if turn.snapshot.is_paid and customer_id:
        account.customer_id = customer_id


def _end(row_ids: Sequence[UUID], ended: Ended) -> None:
    """Write down what became of them; one that concluded stays so when it is read again."""
    rows = BillingEvent.objects.filter(id__in=row_ids)
    if ended.state == EventState.STALE:
        rows = rows.exclude(state=EventState.APPLIED)
    with transaction.atomic():
        rows.update(
            state=ended.state,
            reason=ended.reason,
            workspace_id=ended.workspace_id,
            settled_at=now(),
        )
