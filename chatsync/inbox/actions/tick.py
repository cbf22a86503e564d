"""Ticks: how far a message of ours has come. A status only rises."""

from collections.abc import Sequence
from datetime import UTC, datetime
from uuid import UUID

from django.db import connection

from chatsync.channels.whatsapp.facts import StatusReport
from chatsync.inbox.models import RANK, MessageStatus
from chatsync.kit.clock import now
from chatsync.kit.db import set_cursor
from chatsync.kit.ids import parse_uuid, uuid7
from chatsync.kit.tenancy import current_workspace

WINDOW_CLOSED = 131047
_KNOWN = frozenset(
    {
        MessageStatus.SENT,
        MessageStatus.DELIVERED,
        MessageStatus.READ,
        MessageStatus.PLAYED,
        MessageStatus.FAILED,
    }
)


def apply_reports(reports: Sequence[tuple[UUID, StatusReport]]) -> list[UUID]:
    """Keep every report and raise the messages they speak of; returns the raised ones' ids.

    A report that comes before the answer to our own send finds its message by the attempt that
    Meta hands back in `biz_opaque_callback_data`.
    """
    _keep(reports)
    _name_attempts(reports)
    return raise_to_reports(
        [(number_id, report.wamid) for number_id, report in reports if report.status in _KNOWN]
    )


def attempt_mark(message_id: UUID, attempt: int) -> str:
    """What we put into `biz_opaque_callback_data`: the message and which attempt it was."""
    return f"{message_id}.{attempt}"


def _keep(reports: Sequence[tuple[UUID, StatusReport]]) -> None:
    rows = [_report_row(number_id, report) for number_id, report in reports]
    columns = [list(column) for column in zip(*rows, strict=True)]
    with set_cursor() as cursor:
        cursor.execute(
            "INSERT INTO inbox_statusreport (id, workspace_id, number_id, wamid, status, rank, at, "
            "error_code, error_title, error_details, raw) "
            "SELECT t.id, %s, t.number_id, t.wamid, t.status, t.rank, t.at, t.code, t.title, "
            "t.details, t.raw FROM unnest(%s::uuid[], %s::uuid[], %s::text[], %s::text[], "
            "%s::smallint[], %s::timestamptz[], %s::int[], %s::text[], %s::text[], %b::bytea[]) "
            "AS t (id, number_id, wamid, status, rank, at, code, title, details, raw) "
            "ON CONFLICT (workspace_id, number_id, wamid, status) DO NOTHING",
            [current_workspace(), *columns],
        )


def _report_row(number_id: UUID, report: StatusReport) -> tuple[object, ...]:
    error = report.errors[0] if report.errors else None
    known = report.status in _KNOWN
    return (
        uuid7(),
        number_id,
        report.wamid[:256],
        report.status[:20],
        RANK[report.status] if known else -1,
        _time(report.at),
        _small(error.code) if error else None,
        ((error.title if error else None) or "")[:300],
        ((error.details if error else None) or "")[:500],
        report.raw,
    )


def _small(code: int | None) -> int | None:
    return code if code is not None and abs(code) < 2**31 else None


def _time(at: int | None) -> datetime:
    try:
        return datetime.fromtimestamp(at, UTC) if at is not None else now()
    except (ValueError, OverflowError, OSError):
        return now()


def _name_attempts(reports: Sequence[tuple[UUID, StatusReport]]) -> None:
    """Write the wamid on messages whose sending got no answer."""
    named = {}
    for number_id, report in reports:
        message_id = parse_uuid((report.callback_data or "").partition(".")[0])
        if message_id:
            named[message_id] = (number_id, report.wamid[:256])
    if not named:
        return
    with connection.cursor() as cursor:
        cursor.execute(
            "UPDATE inbox_message m SET wamid = t.wamid "
            "FROM unnest(%s::uuid[], %s::uuid[], %s::text[]) AS t (id, number_id, wamid) "
            "WHERE m.workspace_id = %s AND m.id = t.id AND m.number_id = t.number_id "
            "AND m.direction = 'out' AND m.wamid IS NULL AND NOT EXISTS (SELECT 1 FROM "
            "inbox_message o WHERE o.workspace_id = m.workspace_id AND o.number_id = t.number_id "
            "AND o.wamid = t.wamid)",
            [
                list(named),
                [number_id for number_id, _ in named.values()],
                [wamid for _, wamid in named.values()],
                current_workspace(),
            ],
        )


def raise_to_reports(keys: Sequence[tuple[UUID, str]]) -> list[UUID]:
    """Raise messages to the highest report kept for them; returns those that rose."""
    if not keys:
        return []
    with connection.cursor() as cursor:
        cursor.execute(_RAISE, [[n for n, _ in keys], [w for _, w in keys], current_workspace()])
        raised = cursor.fetchall()
    if raised:
        follow_last_status([row[0] for row in raised])
        close_windows([row[1] for row in raised if row[2] == WINDOW_CLOSED])
    return [row[0] for row in raised]


_RAISE = """
UPDATE inbox_message m SET status = best.status, rank = best.rank, error_code = best.error_code,
  error_title = best.error_title, error_details = best.error_details
FROM (
  SELECT DISTINCT ON (s.number_id, s.wamid) s.*
  FROM inbox_statusreport s
  JOIN (SELECT DISTINCT * FROM unnest(%s::uuid[], %s::text[]) AS k (number_id, wamid)) AS k
    ON k.number_id = s.number_id AND k.wamid = s.wamid
  WHERE s.workspace_id = chatsync_workspace() AND s.rank >= 0
  ORDER BY s.number_id, s.wamid, s.rank DESC
) AS best
WHERE m.workspace_id = %s AND m.number_id = best.number_id AND m.wamid = best.wamid
  AND m.direction = 'out' AND m.rank < best.rank
RETURNING m.id, m.conversation_id, m.error_code
"""


def follow_last_status(message_ids: Sequence[UUID]) -> None:
    """Where a changed message is the last one of its conversation, the list row shows its tick."""
    with connection.cursor() as cursor:
        cursor.execute(
            "UPDATE inbox_conversation c SET last_status = m.status FROM inbox_message m "
            "WHERE m.workspace_id = %s AND m.id = ANY(%s) AND c.workspace_id = m.workspace_id "
            "AND c.id = m.conversation_id AND c.last_message_id = m.id",
            [current_workspace(), list(message_ids)],
        )


def close_windows(conversation_ids: Sequence[UUID]) -> None:
    """Meta says the window is closed; Meta knows better than our own clock."""
    if conversation_ids:
        with connection.cursor() as cursor:
            cursor.execute(
                "UPDATE inbox_conversation SET window_expires_at = least(window_expires_at, %s) "
                "WHERE workspace_id = %s AND id = ANY(%s)",
                [now(), current_workspace(), list(conversation_ids)],
            )
