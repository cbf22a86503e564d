"""Locks of the inbox, always taken in this order: many, conversations, the counter of pushes.

Rows are locked FOR NO KEY UPDATE: the foreign keys of a message ask for a key share of its
conversation at the commit, when the counter is already held, and a plain FOR UPDATE would refuse
it and end in a deadlock.
"""

from collections.abc import Iterable
from uuid import UUID

from django.db import connection

from chatsync.inbox.models import Conversation
from chatsync.kit.problem import absent
from chatsync.kit.tenancy import current_workspace
from chatsync.workspaces.access import Access


def hold(access: Access, conversation_id: UUID) -> Conversation:
    """Lock a visible conversation of the open scope until the commit. Raises NotFound.

    The rule is asked on the locked row: whoever waited here sees what the one before has done.
    """
    conversation: Conversation | None = (
        Conversation.objects.select_for_update(no_key=True).filter(id=conversation_id).first()
    )
    if conversation is None or not access.sees(conversation.assignee_id):
        raise absent()
    return conversation


def hold_many() -> None:
    """Be the only one of the open scope who writes to many conversations, until the commit.

    Readers of deliveries, settled sends and whatever else changes more than one: two of them with
    the same rows in another order would wait for each other.
    """
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT pg_advisory_xact_lock(hashtextextended(%s, 1))", [str(current_workspace())]
        )


def hold_rows(conversation_ids: Iterable[UUID]) -> None:
    """Lock these conversations of the open scope before the counter of pushes is taken."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT 1 FROM inbox_conversation WHERE workspace_id = %s AND id = ANY(%s) "
            "ORDER BY id FOR NO KEY UPDATE",
            [current_workspace(), list(conversation_ids)],
        )
