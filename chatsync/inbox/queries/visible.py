"""Which conversations a member sees. Every read of the inbox asks here and nowhere else.

The rule itself stands on `Access` (`sees_all`, `sees_unassigned`); this is its SQL. `c` is the
conversation in every condition.
"""

from collections.abc import Collection
from typing import Literal
from uuid import UUID

from django.db import connection

from chatsync.inbox.schemas import ConversationOut
from chatsync.kit.condition import ALWAYS, Condition
from chatsync.kit.tenancy import current_workspace, scope
from chatsync.workspaces.access import Access
from chatsync.workspaces.capabilities import Can

Queue = Literal["mine", "unassigned", "all"]

_NOBODYS = Condition("c.assignee_id IS NULL")


def seen(access: Access) -> Condition:
    """What holds for every conversation that this member may see."""
    if access.sees_all:
        return ALWAYS
    if access.sees_unassigned:
        return Condition("(c.assignee_id = %s OR c.assignee_id IS NULL)", (access.member_id,))
    return Condition("c.assignee_id = %s", (access.member_id,))


def lanes(access: Access, queue: Queue) -> list[Condition]:
    """The visible part of a queue as conditions that exclude each other.

    Each can be read in order from one index; an OR of two could not.
    """
    mine = Condition("c.assignee_id = %s", (access.member_id,))
    if queue == "mine":
        return [mine]
    if queue == "unassigned":
        return [_NOBODYS] if access.sees_unassigned else []
    if access.sees_all:
        return [ALWAYS]
    return [mine, _NOBODYS] if access.sees_unassigned else [mine]


def contacts_seen(access: Access) -> Condition:
    """What holds for every contact `k` that this member may see: one of a visible conversation."""
    if access.sees_all:
        return ALWAYS
    inner = seen(access)
    return Condition(
        "EXISTS (SELECT FROM inbox_conversation c WHERE c.workspace_id = k.workspace_id "
        f"AND c.contact_id = k.id AND {inner.sql})",
        inner.values,
    )


def search_holder(access: Access) -> tuple[UUID | None, bool]:
    """The same rule as arguments of the search functions in the database."""
    return (None if access.sees_all else access.member_id), access.sees_unassigned


def holders(workspace_id: UUID, ids: Collection[UUID]) -> dict[UUID, UUID | None]:
    """Who holds each of these conversations (None: nobody), without those that do not exist.

    Opens its own scope.
    """
    with scope(workspace_id), connection.cursor() as cursor:
        cursor.execute(
            "SELECT id, assignee_id FROM inbox_conversation "
            "WHERE workspace_id = %s AND id = ANY (%s)",
            [workspace_id, list(ids)],
        )
        return dict(cursor.fetchall())


def may_see_media(access: Access, media_id: UUID) -> bool:
    """Whether a file of the open scope belongs to no message yet, or to a visible one."""
    condition = seen(access)
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT count(*), count(*) FILTER (WHERE " + condition.sql + ") "
            "FROM inbox_message m JOIN inbox_conversation c "
            "ON c.workspace_id = m.workspace_id AND c.id = m.conversation_id "
            "WHERE m.workspace_id = %s AND m.media_id = %s",
            [*condition.values, current_workspace(), media_id],
        )
        used, visible = cursor.fetchone()
    return bool(visible) or not used


def without_secrets(access: Access, conversation: ConversationOut) -> ConversationOut:
    """The row as this member may read it: without the phone number where that is not theirs."""
    if not access.may(Can.SEE_PHONE):
        conversation.contact.phone = None
    return conversation
