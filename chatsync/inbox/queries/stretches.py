"""Stretches of a thread that do not begin at its newest message: around one, or after one."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from chatsync.inbox.queries.marks import IN_TIMELINE
from chatsync.inbox.queries.shapes import MESSAGE_COLUMNS, MESSAGE_JOINS, message_of
from chatsync.inbox.queries.threads import demand_visible
from chatsync.inbox.schemas import MessageOut, MessagePage
from chatsync.kit.db import set_cursor
from chatsync.kit.pages import Place, cursor_of, one_more
from chatsync.kit.problem import absent
from chatsync.kit.tenancy import current_workspace, scope
from chatsync.workspaces.access import Access

_SIDE = """
  SELECT {columns} FROM (
    SELECT * FROM inbox_message t
    WHERE workspace_id = %s AND conversation_id = %s AND (sent_at, id) {beyond} (%s, %s)
      AND {in_timeline}
    ORDER BY sent_at {order}, id {order} LIMIT %s
  ) AS m {joins}
  ORDER BY m.sent_at {order}, m.id {order}
"""


def messages_around(
    access: Access, conversation_id: UUID, message_id: UUID, limit: int
) -> MessagePage:
    """A message of a visible conversation with what stands before and after it, newest first.

    Raises NotFound, also for a message of another conversation.
    """
    older_room = limit // 2 + 1
    newer_room = max(1, limit - older_room)
    with scope(access.workspace_id):
        demand_visible(access, conversation_id)
        middle = _place_of(conversation_id, message_id)
        older = _side(conversation_id, middle, "<=", one_more(older_room))
        newer = _side(conversation_id, middle, ">", one_more(newer_room))
    return MessagePage.model_construct(
        items=[*newer[:newer_room][::-1], *older[:older_room]],
        next_cursor=_end(older, older_room),
        newer_cursor=_end(newer, newer_room),
    )


def messages_after(access: Access, conversation_id: UUID, place: Place, limit: int) -> MessagePage:
    """The page that follows a `newer_cursor`, newest first. Raises NotFound."""
    with scope(access.workspace_id):
        demand_visible(access, conversation_id)
        newer = _side(conversation_id, place, ">", one_more(limit))
    items = newer[:limit][::-1]
    return MessagePage.model_construct(
        items=items,
        next_cursor=cursor_of(_stands(items[-1])) if items else cursor_of(place),
        newer_cursor=_end(newer, limit),
    )


def _place_of(conversation_id: UUID, message_id: UUID) -> Place:
    with set_cursor() as cursor:
        cursor.execute(
            "SELECT sent_at, id FROM inbox_message "
            "WHERE workspace_id = %s AND id = %s AND conversation_id = %s",
            [current_workspace(), message_id, conversation_id],
        )
        row = cursor.fetchone()
    if row is None:
        raise absent()
    return Place(*row)


def _side(conversation_id: UUID, place: Place, beyond: str, most: int) -> list[MessageOut]:
    """The nearest messages on one side of a place, the nearest first."""
    order = "ASC" if beyond == ">" else "DESC"
    sql = _SIDE.format(
        columns=MESSAGE_COLUMNS,
        joins=MESSAGE_JOINS,
        beyond=beyond,
        order=order,
        in_timeline=IN_TIMELINE,
    )
    values: list[Any] = [current_workspace(), conversation_id, place.at, place.id, most]
    with set_cursor() as cursor:
        cursor.execute(sql, values, binary=True)
        return [message_of(row) for row in cursor.fetchall()]


def _end(side: Sequence[MessageOut], room: int) -> str | None:
    """The cursor that goes on from a side, where more was read than shown."""
    return cursor_of(_stands(side[room - 1])) if len(side) > room else None


def _stands(message: MessageOut) -> Place:
    return Place(message.sent_at, message.id)
