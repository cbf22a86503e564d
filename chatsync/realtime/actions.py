"""Telling browsers: numbers first, then the rows, then the call on commit."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import connection

from chatsync.kit.clock import now
from chatsync.kit.db import set_cursor
from chatsync.kit.tenancy import current_workspace

CHANNEL = "chatsync_realtime"
_PURGE = """
WITH oldest AS (
  SELECT seq, at FROM realtime_event WHERE workspace_id = %(workspace)s
  ORDER BY seq LIMIT %(most)s
), gone AS (
  DELETE FROM realtime_event e USING oldest o
  WHERE e.workspace_id = %(workspace)s AND e.seq = o.seq AND o.at < %(before)s
  RETURNING e.seq
)
SELECT count(*), max(seq) FROM gone
"""


@dataclass(frozen=True)
class Audience:
    """Who may see a push.

    `everyone`: each member of the workspace. Otherwise it concerns a conversation: whoever may
    see one that is held by `assignee_id` (None: unassigned) sees it, and whoever could only see
    it as it was before (`former_id`, `was_unassigned`) is told that it is gone.
    """

    everyone: bool = False
    conversation_id: UUID | None = None
    assignee_id: UUID | None = None
    former_id: UUID | None = None
    was_unassigned: bool = False


def take_numbers(count: int) -> range:
    """Reserve `count` sequence numbers.

    Holds the workspace's counter until commit, so call it as late as you can.
    """
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO realtime_counter (workspace_id, seq) VALUES (%s, %s) "
            "ON CONFLICT (workspace_id) DO UPDATE SET seq = realtime_counter.seq + %s "
            "RETURNING seq",
            [current_workspace(), count, count],
        )
        last = int(cursor.fetchone()[0])
    return range(last - count + 1, last + 1)


def publish(pushes: Sequence[tuple[int, Audience, bytes]]) -> None:
    """Store pushes under their numbers and wake the sockets when the transaction commits."""
    if not pushes:
        return
    workspace_id = current_workspace()
    with set_cursor() as cursor:
        cursor.execute(
            "INSERT INTO realtime_event (workspace_id, seq, everyone, conversation_id, "
            "assignee_id, former_id, was_unassigned, payload, at) "
            "SELECT %s, * , %s FROM unnest(%s::bigint[], %s::bool[], %s::uuid[], %s::uuid[], "
            "%s::uuid[], %s::bool[], %b::bytea[])",
            [
                workspace_id,
                now(),
                [seq for seq, _, _ in pushes],
                [audience.everyone for _, audience, _ in pushes],
                [audience.conversation_id for _, audience, _ in pushes],
                [audience.assignee_id for _, audience, _ in pushes],
                [audience.former_id for _, audience, _ in pushes],
                [audience.was_unassigned for _, audience, _ in pushes],
                [payload for _, _, payload in pushes],
            ],
        )
        cursor.execute("SELECT pg_notify(%s, %s)", [CHANNEL, workspace_id.hex])


def delete_events(before: datetime, most: int) -> int:
    """Delete the open scope's oldest events of before a moment; returns how many.

    A page that was away for longer is told to fetch everything again. The counter remembers how
    far was deleted, since rows alone cannot tell a gap from a number that never had a row.
    """
    workspace_id = current_workspace()
    with connection.cursor() as cursor:
        cursor.execute(_PURGE, {"workspace": workspace_id, "before": before, "most": most})
        deleted, last = cursor.fetchone()
        if deleted:
            cursor.execute(
                "UPDATE realtime_counter SET purged_seq = greatest(purged_seq, %s) "
                "WHERE workspace_id = %s",
                [last, workspace_id],
            )
    return int(deleted)


def empty_events(conversation_id: UUID, instead: bytes) -> None:
    """Take out of the open scope's events what they told of a conversation.

    Each keeps its number and says `instead`, so that a page which was away sees no gap.
    """
    with set_cursor() as cursor:
        cursor.execute(
            "UPDATE realtime_event SET payload = %b WHERE workspace_id = %s "
            "AND conversation_id = %s",
            [instead, current_workspace(), conversation_id],
        )
