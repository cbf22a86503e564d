"""Deleting what the inbox keeps when its time is over: a bounded piece of the open scope each.

A conversation stays when its messages go, with an empty line in the list.
"""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import NamedTuple
from uuid import UUID

from django.db import connection
from django.db.models import Exists, Model, OuterRef, QuerySet

from chatsync.channels.actions.purge import delete_media, empty_media, withdraw
from chatsync.channels.models import Media
from chatsync.inbox.actions.hold import hold_many, hold_rows
from chatsync.inbox.actions.tell import tell
from chatsync.inbox.models import Draft, HistoryLine, Mention, Message, Note
from chatsync.kit.clock import now
from chatsync.kit.db import recordset
from chatsync.kit.ids import uuid7_at
from chatsync.kit.tenancy import current_workspace


class Old(NamedTuple):
    """A message that goes."""

    id: UUID
    conversation_id: UUID
    number_id: UUID
    wamid: str | None


# Nothing is stored before it was sent, so the index on `sent_at` finds what is old; history that
# was imported late is passed over.
_OLD = """
SELECT id, conversation_id, number_id, wamid FROM inbox_message
WHERE workspace_id = %s AND sent_at < %s AND stored_at < %s ORDER BY sent_at, id LIMIT %s
"""
_REPORTS = """
DELETE FROM inbox_statusreport s USING json_to_recordset(%s::json) AS t (number_id uuid, wamid text)
WHERE s.workspace_id = %s AND s.number_id = t.number_id AND s.wamid = t.wamid
"""
_OLD_REPORTS = """
DELETE FROM inbox_statusreport s WHERE s.workspace_id = %s AND s.id IN (
  SELECT o.id FROM inbox_statusreport o
  WHERE o.workspace_id = %s AND o.id < %s ORDER BY o.id LIMIT %s)
"""
# A tick of an erased customer's message may come late: it names their number.
_LOOSE_REPORTS = """
DELETE FROM inbox_statusreport s WHERE s.workspace_id = %s AND s.id IN (
  SELECT o.id FROM inbox_statusreport o
  WHERE o.workspace_id = %s AND o.id >= %s AND o.id < %s AND NOT EXISTS (
    SELECT FROM inbox_message m WHERE m.workspace_id = o.workspace_id
      AND m.number_id = o.number_id AND m.wamid = o.wamid)
  LIMIT %s)
"""
_EMPTY_ROWS = """
UPDATE inbox_conversation c SET
  last_message_id = left_over.id,
  last_message_at = coalesce(left_over.sent_at, c.last_message_at),
  last_direction = coalesce(left_over.direction, ''),
  last_type = coalesce(left_over.type, ''),
  last_text = left(coalesce(left_over.text, ''), 200),
  last_status = coalesce(left_over.status, ''),
  unread = CASE WHEN left_over.id IS NULL THEN 0 ELSE c.unread END,
  waiting_since = CASE WHEN left_over.id IS NULL THEN NULL ELSE c.waiting_since END
FROM inbox_conversation k
LEFT JOIN LATERAL (
  SELECT m.id, m.sent_at, m.direction, m.type, m.text, m.status FROM inbox_message m
  WHERE m.workspace_id = k.workspace_id AND m.conversation_id = k.id
  ORDER BY m.sent_at DESC, m.id DESC LIMIT 1) AS left_over ON true
WHERE k.workspace_id = %s AND k.id = ANY(%s) AND k.last_message_id = ANY(%s)
  AND c.workspace_id = k.workspace_id AND c.id = k.id
RETURNING c.id
"""


def delete_messages(before: datetime, most: int) -> int:
    """Messages with their reports and what waits to be sent; rows of the list lose their text."""
    hold_many()
    with connection.cursor() as cursor:
        cursor.execute(_OLD, [current_workspace(), before, before, most])
        old = [Old(*row) for row in cursor.fetchall()]
    if old:
        tell(conversations=delete_all(old))
    return len(old)


def delete_all(old: Sequence[Old]) -> list[UUID]:
    """Delete these messages; returns the conversations whose row in the list changed.

    The caller holds `hold_many`.
    """
    ids = [message.id for message in old]
    touched = list({message.conversation_id for message in old})
    hold_rows(touched)
    withdraw(ids)
    Message.objects.filter(id__in=ids).delete()
    known = [{"number_id": m.number_id, "wamid": m.wamid} for m in old if m.wamid]
    with connection.cursor() as cursor:
        cursor.execute(_REPORTS, [recordset(known), current_workspace()])
        cursor.execute(_EMPTY_ROWS, [current_workspace(), touched, ids])
        return [row[0] for row in cursor.fetchall()]


def delete_files(before: datetime, most: int) -> int:
    """Files by their own age. What a younger message still shows keeps an empty frame."""
    showing = Exists(Message.objects.filter(media_id=OuterRef("id")))
    rows = list(
        Media.objects.filter(id__lt=uuid7_at(before), created_at__lt=before)
        .exclude(showing, stored_as="", provider_id="", file_name="")
        .order_by("id")[:most]
    )
    shown = set(
        Message.objects.filter(media_id__in=[media.id for media in rows]).values_list(
            "media_id", flat=True
        )
    )
    delete_media(media for media in rows if media.id not in shown)
    empty_media(media for media in rows if media.id in shown)
    return len(rows)


def delete_reports(before: datetime, most: int) -> int:
    """Reports by their own age; after a day those that belong to no message of ours."""
    here, day = current_workspace(), now() - timedelta(days=1)
    with connection.cursor() as cursor:
        cursor.execute(_OLD_REPORTS, [here, here, uuid7_at(before), most])
        gone = int(cursor.rowcount)
        window = [uuid7_at(day - timedelta(days=2)), uuid7_at(day)]
        cursor.execute(_LOOSE_REPORTS, [here, here, *window, most - gone])
        return gone + int(cursor.rowcount)


def delete_notes(before: datetime, most: int) -> int:
    """Notes, and whom they name."""
    ids = _first(Note.objects.filter(created_at__lt=before), most)
    Mention.objects.filter(note_id__in=ids).delete()
    Note.objects.filter(id__in=ids).delete()
    return len(ids)


def delete_drafts(before: datetime, most: int) -> int:
    """Answers that nobody went on writing."""
    ids = _first(Draft.objects.filter(updated_at__lt=before), most)
    Draft.objects.filter(id__in=ids).delete()
    return len(ids)


def delete_history(before: datetime, most: int) -> int:
    """History lines."""
    ids = _first(HistoryLine.objects.filter(at__lt=before), most)
    HistoryLine.objects.filter(id__in=ids).delete()
    return len(ids)


def count_messages(before: datetime, most: int) -> int:
    """How many messages of the open scope are older, up to `most`."""
    return _count(Message.objects.filter(sent_at__lt=before, stored_at__lt=before), most)


def count_files(before: datetime, most: int) -> int:
    """How many files of the open scope are older."""
    old = Media.objects.filter(id__lt=uuid7_at(before), created_at__lt=before)
    return _count(old.exclude(stored_as=""), most)


def count_notes(before: datetime, most: int) -> int:
    """How many notes of the open scope are older."""
    return _count(Note.objects.filter(created_at__lt=before), most)


def _first(rows: QuerySet[Model], most: int) -> list[UUID]:
    return list(rows.values_list("id", flat=True)[:most])


def _count(rows: QuerySet[Model], most: int) -> int:
    return rows.order_by().values("id")[:most].count()
