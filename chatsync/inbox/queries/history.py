"""The history lines of a conversation."""

from typing import Any
from uuid import UUID

from django.db import connection

from chatsync.inbox.queries.shapes import made
from chatsync.inbox.queries.threads import demand_visible
from chatsync.inbox.schemas import MemberRef
from chatsync.inbox.schemas.sorting import HistoryLineOut, HistoryPage
from chatsync.kit.condition import ALWAYS, Condition
from chatsync.kit.pages import Place, cut, one_more
from chatsync.kit.tenancy import scope
from chatsync.workspaces.access import Access

_LINES = """
  SELECT h.id, h.kind, h.actor_id, ap.name, h.member_id, mp.name, h.until, h.at, h.why,
    h.former_id, fp.name
  FROM inbox_historyline h
  LEFT JOIN workspaces_member a ON a.workspace_id = h.workspace_id AND a.id = h.actor_id
  LEFT JOIN accounts_person ap ON ap.id = a.person_id
  LEFT JOIN workspaces_member m ON m.workspace_id = h.workspace_id AND m.id = h.member_id
  LEFT JOIN accounts_person mp ON mp.id = m.person_id
  LEFT JOIN workspaces_member f ON f.workspace_id = h.workspace_id AND f.id = h.former_id
  LEFT JOIN accounts_person fp ON fp.id = f.person_id
  WHERE h.workspace_id = %s AND h.conversation_id = %s AND {start}
  ORDER BY h.at DESC, h.id DESC LIMIT %s
"""


def history_page(
    access: Access, conversation_id: UUID, after: Place | None, limit: int
) -> HistoryPage:
    """Who took, gave, snoozed and resolved a visible conversation, the latest first."""
    start = ALWAYS
    if after:
        start = Condition("(h.at, h.id) < (%s, %s)", (after.at, after.id))
    values: list[Any] = [access.workspace_id, conversation_id, *start.values, one_more(limit)]
    with scope(access.workspace_id), connection.cursor() as cursor:
        demand_visible(access, conversation_id)
        cursor.execute(_LINES.format(start=start.sql), values)
        rows = cursor.fetchall()
    page, cursor_text = cut(rows, limit, lambda row: Place(row[7], row[0]))
    lines = [
        made(
            HistoryLineOut,
            id=row[0],
            kind=row[1],
            actor=_member(row[2], row[3]),
            member=_member(row[4], row[5]),
            until=row[6],
            at=row[7],
            why=row[8] or None,
            former=_member(row[9], row[10]),
        )
        for row in page
    ]
    return HistoryPage.model_construct(items=lines, next_cursor=cursor_text)


def _member(member_id: UUID | None, name: str | None) -> MemberRef | None:
    return made(MemberRef, id=member_id, name=name or "") if member_id else None
