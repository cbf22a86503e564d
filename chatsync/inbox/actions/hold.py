"""Taking a conversation in hand: locked, and only if the member may see it."""

from uuid import UUID

from chatsync.inbox.models import Conversation
from chatsync.kit.problem import absent
from chatsync.workspaces.access import Access


def hold(access: Access, conversation_id: UUID) -> Conversation:
    """Lock a visible conversation of the open scope until the commit. Raises NotFound.

    The rule is asked on the locked row: whoever waited here sees what the one before has done.
    """
    conversation: Conversation | None = (
        Conversation.objects.select_for_update().filter(id=conversation_id).first()
    )
    if conversation is None or not access.sees(conversation.assignee_id):
        raise absent()
    return conversation
