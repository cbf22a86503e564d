"""The messages of a conversation, and messages by the id that Meta gave them."""

from uuid import UUID

from django.db import connection

from chatsync.inbox.models import Draft
from chatsync.inbox.queries.marks import IN_TIMELINE
from chatsync.inbox.queries.shapes import MESSAGE_COLUMNS, MESSAGE_JOINS, message_of
from chatsync.inbox.queries.visible import seen
from chatsync.inbox.schemas import DraftOut, MessagePage, UnsentReply
from chatsync.kit.condition import ALWAYS, Condition
from chatsync.kit.db import set_cursor
from chatsync.kit.pages import Place, cut, one_more
from chatsync.kit.problem import absent
from chatsync.kit.tenancy import current_workspace, scope
from chatsync.workspaces.access import Access

_THREAD = """
  SELECT {columns} FROM (
    SELECT * FROM inbox_message t
    WHERE workspace_id = %s AND conversation_id = %s AND {start} AND {in_timeline}
    ORDER BY sent_at DESC, id DESC LIMIT %s
  ) AS m {joins}
  ORDER BY m.sent_at DESC, m.id DESC
"""
_BY_WAMID = """
  SELECT {columns} FROM inbox_message m
  JOIN inbox_conversation c ON c.workspace_id = m.workspace_id AND c.id = m.conversation_id
  {joins}
  WHERE m.workspace_id = %s AND m.wamid = %s AND {seen}
    AND m.number_id = ANY (ARRAY(SELECT id FROM channels_number WHERE workspace_id = %s))
  ORDER BY m.id
"""


def message_page(
    access: Access, conversation_id: UUID, after: Place | None, limit: int
) -> MessagePage:
    """A page of a visible conversation's timeline, the newest first. Raises NotFound."""
    start = ALWAYS
    if after:
        start = Condition("(sent_at, id) < (%s, %s)", (after.at, after.id))
    sql = _THREAD.format(
        columns=MESSAGE_COLUMNS, joins=MESSAGE_JOINS, start=start.sql, in_timeline=IN_TIMELINE
    )
    with scope(access.workspace_id), set_cursor() as cursor:
        demand_visible(access, conversation_id)
        cursor.execute(
            sql,
            [access.workspace_id, conversation_id, *start.values, one_more(limit)],
            binary=True,
        )
        rows = cursor.fetchall()
    page, next_cursor = cut(rows, limit, lambda row: Place(row[14], row[0]))
    items = [message_of(row) for row in page]
    return MessagePage.model_construct(items=items, next_cursor=next_cursor, newer_cursor=None)


def messages_by_wamid(access: Access, wamid: str) -> MessagePage:
    """The visible message with an id of Meta's: one, or none."""
    condition = seen(access)
    sql = _BY_WAMID.format(columns=MESSAGE_COLUMNS, joins=MESSAGE_JOINS, seen=condition.sql)
    with scope(access.workspace_id), set_cursor() as cursor:
        cursor.execute(
            sql,
            [access.workspace_id, wamid, *condition.values, access.workspace_id],
            binary=True,
        )
        items = [message_of(row) for row in cursor.fetchall()]
    return MessagePage.model_construct(items=items, next_cursor=None, newer_cursor=None)


def draft(access: Access, conversation_id: UUID) -> DraftOut:
    """What this member began to write here; empty when nothing. Raises NotFound."""
    with scope(access.workspace_id):
        demand_visible(access, conversation_id)
        kept = Draft.objects.filter(
            conversation_id=conversation_id, member_id=access.member_id
        ).first()
    return draft_of(kept)


def draft_of(kept: Draft | None) -> DraftOut:
    """A draft as the API tells it; of one that was never begun nothing is kept."""
    if kept is None:
        return DraftOut(text="", revision=0, unsent=[])
    unsent = [UnsentReply.model_validate(one) for one in kept.unsent]
    return DraftOut(text=kept.text, revision=kept.revision, unsent=unsent)


def demand_visible(access: Access, conversation_id: UUID) -> None:
    """Raises NotFound unless the member sees this conversation of the open scope."""
    condition = seen(access)
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT FROM inbox_conversation c "
            f"WHERE c.workspace_id = %s AND c.id = %s AND {condition.sql}",
            [current_workspace(), conversation_id, *condition.values],
        )
        if cursor.fetchone() is None:
            raise absent()
