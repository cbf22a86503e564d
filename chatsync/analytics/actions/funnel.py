"""Counting how far the views of a landing page come, exactly and without knowing whose they are."""

from dataclasses import asdict
from datetime import datetime
from enum import StrEnum
from uuid import UUID

from django.db import DatabaseError, connection, transaction
from psycopg_pool import PoolTimeout

from chatsync.analytics.buffer import Waiting
from chatsync.analytics.models import FunnelMark, SignUpOrigin
from chatsync.analytics.tickets import Origin, Ticket, open_origin, seal_origin
from chatsync.kit.clock import now
from chatsync.kit.crypto import CannotOpen
from chatsync.kit.db import recordset

_AT_ONCE = 200
_ADD = """
    INSERT INTO analytics_funnel AS f (day, landing, variant, campaign,
        viewed, called, shown, submitted, verified, messaged)
    SELECT day, landing, variant, campaign, coalesce(viewed, 0), coalesce(called, 0),
        coalesce(shown, 0), coalesce(submitted, 0), coalesce(verified, 0), coalesce(messaged, 0)
    FROM json_to_recordset(%s::json) AS told (
        day date, landing text, variant text, campaign text,
        viewed int, called int, shown int, submitted int, verified int, messaged int)
    ORDER BY day, landing, variant, campaign
    ON CONFLICT (day, landing, variant, campaign) DO UPDATE SET
        viewed = f.viewed + EXCLUDED.viewed, called = f.called + EXCLUDED.called,
        shown = f.shown + EXCLUDED.shown, submitted = f.submitted + EXCLUDED.submitted,
        verified = f.verified + EXCLUDED.verified, messaged = f.messaged + EXCLUDED.messaged
"""
_MARK = "INSERT INTO analytics_funnelmark (mark, at) VALUES (%s, %s) ON CONFLICT DO NOTHING"


class Step(StrEnum):
    """What may come of a view, in order; the names of the counts."""

    VIEWED = "viewed"
    CALLED = "called"
    SHOWN = "shown"
    SUBMITTED = "submitted"
    VERIFIED = "verified"
    MESSAGED = "messaged"


WAITING: Waiting[Origin] = Waiting()
"""Views of landing pages, written together with those of all pages."""


def write_landing_views() -> None:
    """Write what waits, in small pieces; a piece that fails waits on."""
    waiting = list(WAITING.take().items())
    for start in range(0, len(waiting), _AT_ONCE):
        piece = waiting[start : start + _AT_ONCE]
        try:
            with transaction.atomic():
                _add([{**asdict(origin), Step.VIEWED: count} for origin, count in piece])
        except (DatabaseError, PoolTimeout):
            for origin, count in piece:
                WAITING.add(origin, count)


def note_step(ticket: Ticket, step: Step) -> bool:
    """Count a step of a view, once; whether it was counted now."""
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(_MARK, [ticket.mark(step), _this_hour()])
        is_new = bool(cursor.rowcount == 1)
        if is_new:
            _add([{**asdict(ticket.origin), step: 1}])
    return is_new


def note_sign_up(ticket: Ticket, workspace_id: UUID) -> None:
    """Count the new workspace, and keep where it came from until its first message."""
    if note_step(ticket, Step.VERIFIED):
        SignUpOrigin.objects.create(
            workspace_id=workspace_id,
            sealed=seal_origin(ticket.origin, workspace_id),
            at=_this_hour(),
        )


def note_first_message(workspace_id: UUID) -> None:
    """Count the workspace's first message, and forget where it came from. Once."""
    with transaction.atomic():
        rows = SignUpOrigin.objects.select_for_update(no_key=True)
        row = rows.filter(workspace_id=workspace_id).first()
        if row is None:
            return
        row.delete()
        try:
            origin = open_origin(row.sealed, workspace_id)
        except CannotOpen:
            return  # its key is gone: nobody can say any more where it came from
        _add([{**asdict(origin), Step.MESSAGED: 1}])


def delete_funnels(before: datetime, most: int) -> int:
    """Counts of days that are old."""
    with connection.cursor() as cursor:
        cursor.execute(
            "DELETE FROM analytics_funnel WHERE ctid IN ("
            "SELECT ctid FROM analytics_funnel WHERE day < %s LIMIT %s)",
            [before.date(), most],
        )
        return int(cursor.rowcount)


def delete_marks(before: datetime, most: int) -> int:
    """Marks of views whose tickets ended."""
    old = FunnelMark.objects.filter(at__lt=before).values_list("mark", flat=True)[:most]
    gone, _by_table = FunnelMark.objects.filter(mark__in=list(old)).delete()
    return gone


def delete_origins(before: datetime, most: int) -> int:
    """Where workspaces came from that had no message in time."""
    old = SignUpOrigin.objects.filter(at__lt=before).values_list("workspace_id", flat=True)[:most]
    gone, _by_table = SignUpOrigin.objects.filter(workspace_id__in=list(old)).delete()
    return gone


def _add(rows: list[dict[str, object]]) -> None:
    told = [{**row, "day": str(row["day"])} for row in rows]
    with connection.cursor() as cursor:
        cursor.execute(_ADD, [recordset(told)])


def _this_hour() -> datetime:
    return now().replace(minute=0, second=0, microsecond=0)
