"""What a member has seen."""

from uuid import UUID

from chatsync.inbox.actions.hold import hold
from chatsync.inbox.actions.tell import tell
from chatsync.inbox.models import Conversation, Direction, Message
from chatsync.inbox.queries import shapes
from chatsync.inbox.schemas import ConversationOut
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
