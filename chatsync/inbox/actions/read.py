"""What a member has seen, and what they began to write."""

from uuid import UUID

from chatsync.inbox.actions.hold import hold
from chatsync.inbox.actions.tell import tell
from chatsync.inbox.models import Conversation, Direction, Draft, Message
from chatsync.inbox.queries import shapes
from chatsync.inbox.queries.threads import demand_visible
from chatsync.inbox.schemas import ConversationOut, DraftBody
from chatsync.kit.clock import now
from chatsync.kit.tenancy import scope
from chatsync.workspaces.access import Access


def mark_read(access: Access, conversation_id: UUID, seq: int) -> ConversationOut:
    """Count as read what was told up to `seq`; what came after it stays unread."""
    with scope(access.workspace_id):
        conversation = hold(access, conversation_id)
        left = 0
        if conversation.unread and conversation.last_message_seq > seq:
            left = Message.objects.filter(
                conversation_id=conversation_id,
                direction=Direction.IN,
                origin="live",
                stored_seq__gt=seq,
            ).count()
        if left < conversation.unread:
            Conversation.objects.filter(id=conversation_id).update(unread=left)
            tell(conversations=[conversation_id])
        return shapes.conversations([conversation_id])[conversation_id]


def keep_draft(access: Access, conversation_id: UUID, text: str) -> DraftBody:
    """Keep what the member began to write; an empty text forgets it."""
    with scope(access.workspace_id):
        demand_visible(access, conversation_id)
        if text:
            Draft.objects.update_or_create(
                conversation_id=conversation_id,
                member_id=access.member_id,
                defaults={"text": text, "updated_at": now()},
            )
        else:
            Draft.objects.filter(
                conversation_id=conversation_id, member_id=access.member_id
            ).delete()
    return DraftBody(text=text)
