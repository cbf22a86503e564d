"""The database side of the sender: claim, load, settle, and clear up after a dead sender.

A claim is committed before anything is sent, so that a killed sender never causes a second send:
what it held becomes `unknown`, and the status that carries the attempt's mark resolves it.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Any
from uuid import UUID

import psycopg
import structlog
from django.db import InterfaceError, OperationalError, connection, transaction

from chatsync.channels.actions.connect import number_changed
from chatsync.channels.actions.dispatch import (
    CLAIM_LOCK,
    HELD_UNTIL,
    REPLY,
    claims_wait,
    hold_number,
    postpone,
    workspace_may_send,
)
from chatsync.channels.events import SendSettled, Settled
from chatsync.channels.models import Dispatch, Media, Number, Outbound
from chatsync.channels.seals import open_token
from chatsync.jobs.events import emit
from chatsync.kit.clock import now
from chatsync.kit.crypto import CannotOpen
from chatsync.kit.db import Line
from chatsync.kit.ids import uuid7_at
from chatsync.kit.tenancy import scope
from chatsync.kit.text import gettext_noop as _

_log = structlog.get_logger()

SENDER_LOCKS = 7205
"""First key of the advisory locks by which senders show that they are alive."""

LONGEST_WAIT = timedelta(hours=6)
"""After this an answer is not sent any more: the customer would wonder."""

_TOO_LATE = _("It waited too long to be sent")
_SEND_ONCE_MORE = _("Nothing was sent. Read the conversation, and send it again if it still fits.")
_DISCONNECTED = _("The number is disconnected")
_CONNECT_AGAIN = _("Connect it again, then send once more.")
_TOKEN_CLOSED = _("The stored access token does not open. Connect the number again.")
LOST_ON_THE_WAY = _("Sending was interrupted")
MAYBE_SENT = _("It may have been sent. Ask the customer before you send it again.")


@dataclass(frozen=True)
class Claimed:
    message_id: UUID
    workspace_id: UUID
    number_id: UUID
    pair_id: UUID
    waits: int
    priority: int = REPLY


@dataclass(frozen=True)
class Letter:
    """Everything needed to send one message."""

    claim: Claimed
    phone_number_id: str
    token: str
    body: dict[str, Any]
    media: Media | None


@dataclass(frozen=True)
class Outcome:
    """How one attempt ended: settled for good, or to be tried again in so many seconds."""

    claim: Claimed
    settled: Settled | None = None
    again_in: float | None = None
    hold: str = ""


def sign_on(line: Line, sender: int, held: Iterable[UUID]) -> psycopg.Connection[Any]:
    """The sender's own connection, holding the lock that shows it is alive.

    A claim whose answer was lost with the connection before was never sent: whatever this sender
    is said to send but does not hold goes back to the queue.
    """
    own = line.connected()
    own.execute("SELECT pg_advisory_lock(%s, %s)", [SENDER_LOCKS, sender])
    own.execute(
        "UPDATE channels_dispatch SET state = 'queued', sender = NULL "
        "WHERE state = 'sending' AND sender = %s AND id <> ALL (%s::uuid[])",
        [sender, list(held)],
    )
    return own


def waiting_numbers(own: psycopg.Connection[Any]) -> list[UUID]:
    """Numbers with messages that are due, found without reading the queue."""
    rows = own.execute(
        "WITH RECURSIVE lanes (number_id) AS ("
        "(SELECT number_id FROM channels_dispatch WHERE state = 'queued' "
        "ORDER BY number_id LIMIT 1) UNION ALL "
        "SELECT (SELECT d.number_id FROM channels_dispatch d WHERE d.state = 'queued' "
        "AND d.number_id > lanes.number_id ORDER BY d.number_id LIMIT 1) "
        "FROM lanes WHERE lanes.number_id IS NOT NULL) "
        "SELECT number_id FROM lanes WHERE number_id IS NOT NULL AND EXISTS (SELECT 1 "
        "FROM channels_dispatch d WHERE d.state = 'queued' AND d.number_id = lanes.number_id "
        "AND d.due_at <= now())"
    ).fetchall()
    return [row[0] for row in rows]


def claim(own: psycopg.Connection[Any], sender: int, shares: Mapping[UUID, int]) -> list[Claimed]:
    """Take up to `shares[number]` due messages of each number, urgent ones first, then the oldest.

    Customers with a claim that is not settled yet (of any sender, this one too) are left out, and
    so are those whose earlier message of the same or a higher urgency waits for its time: nothing
    overtakes within a conversation. Senders claim one after the other, for each must see what the
    others hold.
    """
    values = [sender, list(shares), list(shares.values())]
    with own.transaction():
        own.execute("SELECT pg_advisory_xact_lock(%s, 0)", [CLAIM_LOCK])
        rows = own.execute(_CLAIM.encode(), values).fetchall()
    return sorted((Claimed(*row) for row in rows), key=lambda claimed: claimed.message_id)


_CLAIM = """
UPDATE channels_dispatch d SET state = 'sending', sender = %s
FROM (
  SELECT mine.id FROM unnest(%s::uuid[], %s::int[]) AS t (number_id, share)
  CROSS JOIN LATERAL (
    SELECT q.id FROM channels_dispatch q
    WHERE q.number_id = t.number_id AND q.state = 'queued' AND q.due_at <= now()
      AND q.pair_id NOT IN (
        SELECT o.pair_id FROM channels_dispatch o WHERE o.state = 'sending')
      AND NOT EXISTS (
        SELECT 1 FROM channels_dispatch e
        WHERE e.pair_id = q.pair_id AND e.state = 'queued' AND e.priority <= q.priority
          AND e.due_at > now() AND e.id < q.id)
    ORDER BY q.priority, q.id
    LIMIT t.share FOR UPDATE SKIP LOCKED
  ) AS mine
) AS taken
WHERE d.id = taken.id
RETURNING d.id, d.workspace_id, d.number_id, d.pair_id, d.waits, d.priority
"""


def load(claims: Sequence[Claimed]) -> tuple[list[Letter], list[Outcome]]:
    """Read bodies and tokens, one scope per workspace; what cannot be sent comes as an outcome.

    The last look at whether the workspace may send: a message may have been queued or claimed
    while it was being suspended. An answer that waited too long fails whether it may or not.
    """
    letters: list[Letter] = []
    failed: list[Outcome] = []
    for workspace_id, mine in _by_workspace(claims).items():
        with scope(workspace_id):
            bodies = {o.id: o for o in Outbound.objects.filter(id__in=[c.message_id for c in mine])}
            late = [item for item in mine if _is_late(item, bodies)]
            fresh = [item for item in mine if item not in late]
            failed.extend(_failed(item, _TOO_LATE, _SEND_ONCE_MORE) for item in late)
            if not workspace_may_send():
                failed.extend(Outcome(item, again_in=0) for item in fresh)
                continue
            numbers = {n.id: n for n in Number.objects.filter(id__in={c.number_id for c in mine})}
            files = Media.objects.in_bulk([o.media_id for o in bodies.values() if o.media_id])
        for item in fresh:
            number, outbound = numbers.get(item.number_id), bodies.get(item.message_id)
            if number is None or outbound is None or number.disconnected_at:
                failed.append(_failed(item, _DISCONNECTED, _CONNECT_AGAIN))
                continue
            try:
                token = open_token(number.token, workspace_id, number.id)
            except CannotOpen:
                failed.append(Outcome(item, again_in=60, hold=_TOKEN_CLOSED))
                continue
            media = files.get(outbound.media_id) if outbound.media_id else None
            letters.append(Letter(item, number.phone_number_id, token, outbound.body, media))
    return letters, failed


def _is_late(item: Claimed, bodies: Mapping[UUID, Outbound]) -> bool:
    """Whether an answer waited so long that it would surprise the customer."""
    outbound = bodies.get(item.message_id)
    waited = now() - outbound.created_at if outbound else timedelta()
    return item.priority == REPLY and waited > LONGEST_WAIT


def _failed(item: Claimed, title: str, details: str) -> Outcome:
    return Outcome(
        item,
        settled=Settled(item.message_id, item.number_id, "failed", title=title, details=details),
    )


def wake_late() -> int:
    """Let answers that are held, and waited too long, come to their turn: there they fail.

    Nobody finds a message of yesterday that still says it is on its way. Returns how many.
    """
    late = Dispatch.objects.filter(
        state="queued", priority=REPLY, due_at=HELD_UNTIL, id__lt=uuid7_at(now() - LONGEST_WAIT)
    )
    if not late.exists():
        return 0
    with transaction.atomic():
        claims_wait()
        return int(late.update(due_at=now()))


def settle(outcomes: Sequence[Outcome]) -> None:
    """Write how attempts ended and take the finished ones off the queue, a workspace at a time."""
    mine: dict[UUID, list[Outcome]] = defaultdict(list)
    for outcome in outcomes:
        mine[outcome.claim.workspace_id].append(outcome)
    for workspace_id, group in mine.items():
        _settle_group(workspace_id, group)


def _settle_group(workspace_id: UUID, group: Sequence[Outcome]) -> None:
    """Write a workspace's outcomes at once; one that no row takes is left in doubt, alone."""
    try:
        with scope(workspace_id):
            _write(workspace_id, group)
    except (OperationalError, InterfaceError):
        raise
    except Exception:  # noqa: BLE001  one poison outcome must not keep the others from settling
        if len(group) > 1:
            half = len(group) // 2
            _settle_group(workspace_id, group[:half])
            _settle_group(workspace_id, group[half:])
            return
        _log.exception("outcome_not_taken", message=str(group[0].claim.message_id))
        with scope(workspace_id):
            _write(workspace_id, [in_doubt(group[0].claim)])


def _write(workspace_id: UUID, group: Sequence[Outcome]) -> None:
    done = tuple(o.settled for o in group if o.settled)
    later = [
        (o.claim.message_id, o.claim.waits, o.again_in) for o in group if o.again_in is not None
    ]
    if later:
        postpone(later)
    for number_id, reason in {o.claim.number_id: o.hold for o in group if o.hold}.items():
        hold_number(number_id, reason)
        number_changed(number_id)
    if done:
        _take_off([settled.message_id for settled in done])
        emit(SendSettled(workspace_id=workspace_id, results=done))


def _take_off(message_ids: Sequence[UUID]) -> None:
    Outbound.objects.filter(id__in=message_ids).delete()
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM channels_dispatch WHERE id = ANY(%s)", [list(message_ids)])


def senders_gone(own: int) -> set[int]:
    """Senders that hold messages but not their lock; `own` is the one that asks.

    Each lacks its lock for a moment after the database was away: believe only what is seen twice.
    """
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT DISTINCT sender FROM channels_dispatch d WHERE state = 'sending' "
            "AND sender <> %s AND NOT EXISTS (SELECT 1 FROM pg_locks l WHERE "
            "l.locktype = 'advisory' AND l.classid = %s AND l.objid = d.sender::oid)",
            [own, SENDER_LOCKS],
        )
        return {row[0] for row in cursor.fetchall()}


def clear_up_after(senders: Iterable[int]) -> int:
    """Settle as `unknown` what dead senders held; returns how many messages that was."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT id, workspace_id, number_id, pair_id, waits FROM channels_dispatch "
            "WHERE state = 'sending' AND sender = ANY (%s)",
            [list(senders)],
        )
        lost = [Claimed(*row) for row in cursor.fetchall()]
    settle([in_doubt(item) for item in lost])
    return len(lost)


def in_doubt(item: Claimed) -> Outcome:
    """Nobody can tell whether it left: only a status of Meta's can."""
    return Outcome(
        item,
        settled=Settled(
            item.message_id,
            item.number_id,
            "unknown",
            title=LOST_ON_THE_WAY,
            details=MAYBE_SENT,
        ),
    )


def remember_upload(workspace_id: UUID, media_id: UUID, provider_id: str) -> None:
    with scope(workspace_id):
        Media.objects.filter(id=media_id).update(provider_id=provider_id)


def _by_workspace(claims: Sequence[Claimed]) -> dict[UUID, list[Claimed]]:
    groups: dict[UUID, list[Claimed]] = defaultdict(list)
    for item in claims:
        groups[item.workspace_id].append(item)
    return groups
