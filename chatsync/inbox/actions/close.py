"""The end of a conversation's session, and its new beginning."""

from collections.abc import Sequence
from uuid import UUID

from chatsync.inbox.actions.history import note_history
from chatsync.inbox.actions.hold import hold
from chatsync.inbox.actions.place import open_sessions
from chatsync.inbox.actions.tell import tell
from chatsync.inbox.models import Conversation, ConversationStatus, Direction, HistoryKind, Session
from chatsync.inbox.queries import shapes
from chatsync.inbox.schemas import ConversationOut
from chatsync.kit.clock import now
from chatsync.kit.tenancy import scope
from chatsync.workspaces.access import Access


def resolve(access: Access, conversation_id: UUID) -> ConversationOut:
    """Resolve a conversation and close its session; repeating it changes nothing."""
    with scope(access.workspace_id):
        conversation = hold(access, conversation_id)
        if conversation.status != ConversationStatus.RESOLVED:
            close([conversation_id], actor_id=access.member_id)
            tell(conversations=[conversation_id])
        return shapes.conversations([conversation_id])[conversation_id]


def close(conversation_ids: Sequence[UUID], *, actor_id: UUID | None) -> None:
    """Resolve conversations of the open scope, whose rows the caller holds. None: the clock did."""
    moment = now()
    Conversation.objects.filter(id__in=conversation_ids).update(
        status=ConversationStatus.RESOLVED,
        resolved_at=moment,
        waiting_since=None,
        snoozed_until=None,
    )
    Session.objects.filter(conversation_id__in=conversation_ids, resolved_at__isnull=True).update(
        resolved_at=moment, resolved_by_id=actor_id
    )
    for conversation_id in conversation_ids:
        note_history(conversation_id, HistoryKind.RESOLVED, actor_id=actor_id)


def reopen(access: Access, conversation_id: UUID) -> ConversationOut:
    """Open a resolved conversation again; repeating it changes nothing.

    A customer who had the last word waits again from now on.
    """
    moment = now()
    with scope(access.workspace_id):
        conversation = hold(access, conversation_id)
        if conversation.status != ConversationStatus.OPEN:
            waits = conversation.last_direction == Direction.IN
            Conversation.objects.filter(id=conversation_id).update(
                status=ConversationStatus.OPEN,
                resolved_at=None,
                snoozed_until=None,
                waiting_since=moment if waits else None,
            )
            open_sessions([conversation_id], moment)
            note_history(conversation_id, HistoryKind.REOPENED, actor_id=access.member_id)
            tell(conversations=[conversation_id])
        return shapes.conversations([conversation_id])[conversation_id]
