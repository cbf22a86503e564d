"""Which conversation a message belongs to, and what the message does to its row."""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from django.db import connection

from chatsync.inbox.actions.history import note_woken
from chatsync.kit.clock import now
from chatsync.kit.db import recordset, set_cursor
from chatsync.kit.ids import uuid7
from chatsync.kit.tenancy import current_workspace

REOPENS_WITHIN = timedelta(days=3)
"""A customer who writes this soon after the resolving gets the same session and colleague back;
later a new session begins, unassigned."""

PREVIEW = 200


@dataclass(frozen=True)
class Placed:
    """A message new in its conversation.

    `from_customer` is true for what opens the window, `answers` for what the business wrote on
    its own phone.
    """

    conversation_id: UUID
    message_id: UUID
    at: datetime
    direction: str
    type: str
    text: str
    status: str
    from_customer: bool
    answers: bool
    window_until: datetime | None
    stored_at: datetime


def conversations_for(pairs: Sequence[tuple[UUID, UUID]]) -> dict[tuple[UUID, UUID], UUID]:
    """The conversation of each (number, contact), made where there is none."""
    wanted = list(dict.fromkeys(pairs))
    found = _existing(wanted)
    missing = [pair for pair in wanted if pair not in found]
    if missing:
        rows = [{"id": uuid7(), "number_id": n, "contact_id": c} for n, c in missing]
        with set_cursor() as cursor:
            cursor.execute(
                "INSERT INTO inbox_conversation (id, workspace_id, number_id, contact_id, status, "
                "unread, last_direction, last_type, last_text, last_status, last_message_seq, "
                "seq, created_at) SELECT t.id, %s, t.number_id, t.contact_id, 'open', 0, '', '', "
                "'', '', 0, 0, %s FROM json_to_recordset(%s::json) "
                "AS t (id uuid, number_id uuid, contact_id uuid) "
                "ON CONFLICT (workspace_id, number_id, contact_id) DO NOTHING",
                [current_workspace(), now(), recordset(rows)],
            )
        found |= _existing(missing)
        open_sessions([found[pair] for pair in missing], now())
    return found


def _existing(pairs: Sequence[tuple[UUID, UUID]]) -> dict[tuple[UUID, UUID], UUID]:
    rows = [{"number_id": number_id, "contact_id": contact_id} for number_id, contact_id in pairs]
    with set_cursor() as cursor:
        cursor.execute(
            "SELECT c.number_id, c.contact_id, c.id FROM json_to_recordset(%s::json) "
            "AS t (number_id uuid, contact_id uuid) CROSS JOIN LATERAL ("
            "SELECT * FROM inbox_conversation c WHERE c.workspace_id = %s "
            "AND c.number_id = t.number_id AND c.contact_id = t.contact_id LIMIT 1) AS c",
            [recordset(rows), current_workspace()],
        )
        return {(row[0], row[1]): row[2] for row in cursor.fetchall()}


def open_sessions(conversation_ids: Sequence[UUID], at: datetime) -> None:
    """Begin a session in each conversation that has none open."""
    if not conversation_ids:
        return
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO inbox_session (id, workspace_id, conversation_id, opened_at) "
            "SELECT t.id, %s, t.conversation_id, %s FROM unnest(%s::uuid[], %s::uuid[]) "
            "AS t (id, conversation_id) ON CONFLICT (workspace_id, conversation_id) "
            "WHERE resolved_at IS NULL DO NOTHING",
            [
                current_workspace(),
                at,
                [uuid7() for _ in conversation_ids],
                list(conversation_ids),
            ],
        )


def keep_up(placed: Sequence[Placed], numbers: Mapping[UUID, int]) -> None:
    """Bring the rows of the list up to date with their new messages, under the numbers of their
    pushes."""
    groups: dict[UUID, list[Placed]] = defaultdict(list)
    for message in placed:
        groups[message.conversation_id].append(message)
    rows = [
        _summary(conversation_id, group) | {"seq": numbers[conversation_id]}
        for conversation_id, group in groups.items()
    ]
    with set_cursor() as cursor:
        cursor.execute(_KEEP_UP, [recordset(rows), current_workspace(), current_workspace()])


def _summary(conversation_id: UUID, group: Sequence[Placed]) -> dict[str, object]:
    newest = max(group, key=_place)
    answered = max((_place(message) for message in group if message.answers), default=None)
    heard = [message for message in group if message.from_customer]
    waiting = [message for message in heard if answered is None or _place(message) > answered]
    return {
        "id": conversation_id,
        "message_id": newest.message_id,
        "at": newest.at,
        "direction": newest.direction,
        "type": newest.type[:40],
        "text": newest.text[:PREVIEW],
        "status": newest.status,
        "heard": len(waiting),
        "window_until": max((m.window_until for m in heard if m.window_until), default=None),
        "waiting_since": min((m.at for m in waiting), default=None),
        "answered_at": answered[0] if answered else None,
    }


def _place(message: Placed) -> tuple[datetime, UUID]:
    """Where the timeline shows it."""
    return message.at, message.message_id


_KEEP_UP = """
UPDATE inbox_conversation c SET
  last_message_id = CASE WHEN newer THEN t.message_id ELSE c.last_message_id END,
  last_message_at = CASE WHEN newer THEN t.at ELSE c.last_message_at END,
  last_direction = CASE WHEN newer THEN t.direction ELSE c.last_direction END,
  last_type = CASE WHEN newer THEN t.type ELSE c.last_type END,
  last_text = CASE WHEN newer THEN t.text ELSE c.last_text END,
  last_status = CASE WHEN newer THEN t.status ELSE c.last_status END,
  unread = CASE WHEN answered THEN 0 ELSE c.unread END + t.heard,
  window_expires_at = greatest(c.window_expires_at, t.window_until),
  waiting_since = least(CASE WHEN answered THEN NULL ELSE c.waiting_since END, t.waiting_since),
  seq = t.seq,
  last_message_seq = t.seq
FROM (
  SELECT t.*, (t.at, t.message_id) >= (
    coalesce(k.last_message_at, '-infinity'),
    coalesce(k.last_message_id, '00000000-0000-0000-0000-000000000000')) AS newer,
    coalesce(t.answered_at >= coalesce(k.last_message_at, '-infinity'), false) AS answered
  FROM json_to_recordset(%s::json) AS t (id uuid, message_id uuid, at timestamptz,
    direction text, type text, text text, status text, heard int, window_until timestamptz,
    waiting_since timestamptz, answered_at timestamptz, seq bigint)
  CROSS JOIN LATERAL (SELECT k.last_message_at, k.last_message_id FROM inbox_conversation k
    WHERE k.workspace_id = %s AND k.id = t.id LIMIT 1) AS k
) AS t
WHERE c.workspace_id = %s AND c.id = t.id
"""


@dataclass(frozen=True)
class Woken:
    """A conversation that is open again: how it rested, and who held it before and now."""

    conversation_id: UUID
    status: str
    before: UUID | None
    holder: UUID | None


def heard_in(placed: Sequence[Placed]) -> set[UUID]:
    """The conversations in which a customer wrote."""
    return {message.conversation_id for message in placed if message.from_customer}


def wake(heard: Collection[UUID]) -> list[Woken]:
    """Reopen what was resolved or snoozed and hears from its customer; a long-resolved one loses
    its colleague and begins anew."""
    if not heard:
        return []
    moment = now()
    with connection.cursor() as cursor:
        cursor.execute(
            "WITH resting AS (SELECT id, status, assignee_id, resolved_at FROM inbox_conversation "
            "WHERE workspace_id = %s AND id = ANY(%s) AND status <> 'open' FOR NO KEY UPDATE) "
            "UPDATE inbox_conversation c SET status = 'open', resolved_at = NULL, "
            "snoozed_until = NULL, assignee_id = "
            "CASE WHEN r.resolved_at < %s THEN NULL ELSE r.assignee_id END "
            "FROM resting r WHERE c.workspace_id = %s AND c.id = r.id "
            "RETURNING c.id, r.status, r.assignee_id, c.assignee_id",
            [
                current_workspace(),
                list(heard),
                moment - REOPENS_WITHIN,
                current_workspace(),
            ],
        )
        woken = [Woken(*row) for row in cursor.fetchall()]
    if woken:
        open_sessions([one.conversation_id for one in woken], moment)
        note_woken({one.conversation_id: one.status for one in woken})
    return woken
