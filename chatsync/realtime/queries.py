"""Reading what browsers are told: events after a position, in one snapshot."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db import connection

from chatsync.kit.tenancy import current_workspace, scope

PAGE = 500
"""Events read at once. A batch row counts as one."""


@dataclass(frozen=True, slots=True)
class StoredEvent:
    """One push as it lies in the database; `payload` is JSON without `seq` and `prev`."""

    seq: int
    everyone: bool
    conversation_id: UUID | None
    assignee_id: UUID | None
    former_id: UUID | None
    was_unassigned: bool
    payload: str


@dataclass(frozen=True, slots=True)
class Stretch:
    """Events after a position. `end` is how far they reach: a later read goes on from there.

    `head` is the workspace's last number. Events up to and including `purged` are gone.
    """

    epoch: str
    head: int
    purged: int
    end: int
    events: tuple[StoredEvent, ...]

    def continues(self, since: int | None, epoch: str | None) -> bool:
        """Whether a reader at `since` (of `epoch`, where given) can go on from there."""
        same_stream = not epoch or epoch == self.epoch
        return since is not None and same_stream and self.purged <= since <= self.head


@dataclass(frozen=True, slots=True)
class Position:
    """Where a page that is served now stands."""

    epoch: str
    seq: int


_READ = """
SELECT p.epoch, coalesce(c.seq, 0), coalesce(c.purged_seq, 0),
  e.seq, e.everyone, e.conversation_id, e.assignee_id, e.former_id, e.was_unassigned, e.payload
FROM realtime_epoch p
LEFT JOIN realtime_counter c ON c.workspace_id = %(workspace)s
LEFT JOIN LATERAL (
  SELECT * FROM realtime_event
  WHERE workspace_id = %(workspace)s AND seq > %(since)s ORDER BY seq LIMIT %(limit)s
) e ON true
ORDER BY e.seq
"""


def position() -> Position:
    """The present position of the open scope's workspace."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT p.epoch, coalesce(c.seq, 0) FROM realtime_epoch p "
            "LEFT JOIN realtime_counter c ON c.workspace_id = %s",
            [current_workspace()],
        )
        epoch, seq = cursor.fetchone()
    return Position(str(epoch), seq)


def events_after(workspace_id: UUID, since: int | None, limit: int = PAGE) -> Stretch:
    """The workspace's events after `since`; None reads where the stream stands, without events.

    Opens its own scope. Counter and events come from one snapshot, and numbers appear in commit
    order, so nothing can turn up later at or before `end`.
    """
    asked = {"workspace": workspace_id, "since": since, "limit": 0 if since is None else limit}
    with scope(workspace_id), connection.cursor() as cursor:
        cursor.execute(_READ, asked)
        rows = cursor.fetchall()
    events = tuple(_event(row) for row in rows if row[3] is not None)
    epoch, head, purged = rows[0][:3]
    more = len(events) == limit and since is not None
    return Stretch(str(epoch), head, purged, events[-1].seq if more else head, events)


def _event(row: Sequence[Any]) -> StoredEvent:
    return StoredEvent(
        seq=row[3],
        everyone=row[4],
        conversation_id=row[5],
        assignee_id=row[6],
        former_id=row[7],
        was_unassigned=row[8],
        payload=bytes(row[9]).decode(),
    )
