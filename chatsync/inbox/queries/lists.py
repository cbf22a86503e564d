"""The lists of conversations, their counts, and a single row."""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db import connection

from chatsync.inbox.queries.shapes import (
    CONVERSATION_COLUMNS,
    CONVERSATION_JOINS,
    conversation_of,
)
from chatsync.inbox.queries.visible import Queue, lanes, seen, without_secrets
from chatsync.inbox.schemas import ConversationOut, ConversationPage, Counts, QueueCount
from chatsync.inbox.schemas.quick import Only
from chatsync.kit.condition import ALWAYS, Condition
from chatsync.kit.db import set_cursor
from chatsync.kit.pages import Place, cut, one_more
from chatsync.kit.problem import absent
from chatsync.kit.tenancy import scope
from chatsync.workspaces.access import Access

COUNTED_UP_TO = 1000

_LANE = """(
  SELECT c.id, c.last_message_at FROM inbox_conversation c
  WHERE c.workspace_id = %s AND {lane} AND c.status = %s AND {start} AND {kept}
  ORDER BY {held}c.last_message_at DESC, c.id DESC LIMIT %s
)"""
_PAGE = """
  SELECT {columns} FROM ({lanes}) AS page
  JOIN inbox_conversation c ON c.workspace_id = %s AND c.id = page.id {joins}
  ORDER BY page.last_message_at DESC, page.id DESC LIMIT %s
"""
_WORN = """EXISTS (SELECT FROM inbox_conversationtag t
  WHERE t.workspace_id = c.workspace_id AND t.tag_id = %s AND t.conversation_id = c.id)"""
_ONLY: dict[Only, str] = {
    "unread": "c.unread > 0",
    "waiting": "c.waiting_since IS NOT NULL",
    "closing": "c.waiting_since IS NOT NULL "
    "AND c.window_expires_at BETWEEN now() AND now() + interval '2 hours'",
}
_QUEUES: tuple[Queue, ...] = ("mine", "unassigned", "all")


@dataclass(frozen=True)
class Shown:
    """Which conversations a list shows; a tag of another workspace is worn by none."""

    queue: Queue
    status: str
    tag_id: UUID | None = None
    only: Only | None = None

    @property
    def kept(self) -> Condition:
        """What the filters let through."""
        worn = Condition(_WORN, (self.tag_id,)) if self.tag_id else ALWAYS
        if self.only is None:
            return worn
        return Condition(f"{worn.sql} AND {_ONLY[self.only]}", worn.values)


def conversation_page(
    access: Access, shown: Shown, after: Place | None, limit: int
) -> ConversationPage:
    """A page of a queue, the latest message first. A conversation enters with its first message.

    One statement; the cursor names a time and a row, so a row that moves up while somebody reads
    is met again at the top and no other is left out.
    """
    parts: list[str] = []
    values: list[Any] = []
    start = Condition("c.last_message_at IS NOT NULL")
    if after:
        start = Condition("(c.last_message_at, c.id) < (%s, %s)", (after.at, after.id))
    kept = shown.kept
    for lane in lanes(access, shown.queue):
        # "Unassigned" is read in index order only when the index's first column is named.
        held = "c.assignee_id, " if lane.sql == "c.assignee_id IS NULL" else ""
        parts.append(_LANE.format(lane=lane.sql, start=start.sql, held=held, kept=kept.sql))
        values += [access.workspace_id, *lane.values, shown.status, *start.values, *kept.values]
        values.append(one_more(limit))
    if not parts:
        return ConversationPage(items=[], next_cursor=None)
    sql = _PAGE.format(
        columns=CONVERSATION_COLUMNS, lanes=" UNION ALL ".join(parts), joins=CONVERSATION_JOINS
    )
    with scope(access.workspace_id), set_cursor() as cursor:
        cursor.execute(sql, [*values, access.workspace_id, one_more(limit)], binary=True)
        rows = cursor.fetchall()
    page, next_cursor = cut(rows, limit, lambda row: Place(row[4], row[0]))
    items = [without_secrets(access, conversation_of(row)) for row in page]
    return ConversationPage.model_construct(items=items, next_cursor=next_cursor)


def conversation(access: Access, conversation_id: UUID) -> ConversationOut:
    """One visible conversation. Raises NotFound."""
    condition = seen(access)
    with scope(access.workspace_id), set_cursor() as cursor:
        cursor.execute(
            f"SELECT {CONVERSATION_COLUMNS} FROM inbox_conversation c {CONVERSATION_JOINS} "  # noqa: S608
            f"WHERE c.workspace_id = %s AND c.id = %s AND {condition.sql}",
            [access.workspace_id, conversation_id, *condition.values],
            binary=True,
        )
        row = cursor.fetchone()
    if row is None:
        raise absent()
    return without_secrets(access, conversation_of(row))


def counts(access: Access) -> Counts:
    """Open and unread conversations of each queue; counting stops at 1,000."""
    columns: list[str] = []
    values: list[Any] = []
    for queue in _QUEUES:
        for extra in ("", "AND c.unread > 0"):
            count, filled = _count(access, lanes(access, queue), extra)
            columns.append(count)
            values += filled
    with scope(access.workspace_id), connection.cursor() as cursor:
        cursor.execute(f"SELECT {', '.join(columns)}", values)
        row = cursor.fetchone()
    found = [QueueCount(open=row[at], unread=row[at + 1]) for at in (0, 2, 4)]
    return Counts(mine=found[0], unassigned=found[1], all=found[2])


def _count(access: Access, parts: list[Condition], extra: str) -> tuple[str, list[Any]]:
    if not parts:
        return "0", []
    pieces: list[str] = []
    values: list[Any] = []
    for lane in parts:
        pieces.append(
            "(SELECT count(*) FROM (SELECT FROM inbox_conversation c WHERE c.workspace_id = %s "  # noqa: S608
            f"AND c.status = 'open' {extra} AND {lane.sql} LIMIT {COUNTED_UP_TO}) AS found)"
        )
        values += [access.workspace_id, *lane.values]
    return f"least({COUNTED_UP_TO}, {' + '.join(pieces)})", values
