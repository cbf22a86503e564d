"""Taking the mark of a refused reaction off the message it was meant for."""

from uuid import UUID

from chatsync.inbox.actions.hold import hold
from chatsync.inbox.actions.tell import tell
from chatsync.inbox.models import Direction, Message, MessageStatus
from chatsync.kit.problem import absent
from chatsync.kit.tenancy import scope
from chatsync.workspaces.access import Access


def dismiss_refused_reaction(access: Access, conversation_id: UUID, message_id: UUID) -> None:
    """Show a refused reaction of ours no longer; what was refused, and why, is kept.

    Harmless where there is none. Raises NotFound.
    """
    with scope(access.workspace_id):
        hold(access, conversation_id)
        message = Message.objects.filter(id=message_id, conversation_id=conversation_id).first()
        if message is None:
            raise absent()
        if message.wamid is None:
            return
        refused = Message.objects.filter(
            conversation_id=conversation_id,
            number_id=message.number_id,
            refers_to=message.wamid,
            type="reaction",
            direction=Direction.OUT,
            status=MessageStatus.FAILED,
            details__isnull=True,
        )
        if refused.update(details={"dismissed": True}):
            tell(changed=[message.id])
