"""Whether an answer may be sent now, and if not, what to do about it."""

from uuid import UUID

from django.utils.translation import gettext_lazy as _

from chatsync.channels.models import Number, NumberStatus
from chatsync.inbox.models import Conversation, Direction, Message
from chatsync.inbox.queries import shapes
from chatsync.inbox.schemas import MessageIn
from chatsync.kit.clock import now
from chatsync.kit.errors import NumberDisconnected, UnseenReply, WindowClosed
from chatsync.workspaces.access import Access
from chatsync.workspaces.models import Workspace
from chatsync.workspaces.standing import demand_may_send

_UNSEEN_SHOWN = 20


def demand_sendable(access: Access, conversation: Conversation, wanted: MessageIn) -> None:
    """The rules in the order in which a person can mend them."""
    demand_may_send(Workspace.objects.get(id=access.workspace_id))
    if Number.objects.get(id=conversation.number_id).status == NumberStatus.DISCONNECTED:
        raise NumberDisconnected(
            _("This number is disconnected. An owner can connect it again in Settings.")
        )
    until = conversation.window_expires_at
    if wanted.type != "template" and (until is None or until <= now()):
        raise WindowClosed(
            _(
                "More than 24 hours have passed since the customer's last message. Send a "
                "template, or wait until the customer writes again."
            )
        )
    if wanted.seen_seq is not None and conversation.last_message_seq > wanted.seen_seq:
        _demand_seen(access, conversation.id, wanted.seen_seq)


def _demand_seen(access: Access, conversation_id: UUID, seen_seq: int) -> None:
    newer = (
        Message.objects.filter(
            conversation_id=conversation_id, direction=Direction.OUT, stored_seq__gt=seen_seq
        )
        .exclude(type="reaction")
        .order_by("sent_at", "id")
        .values_list("id", "author_id")
    )
    ids = [message_id for message_id, author_id in newer if author_id != access.member_id]
    if ids:
        shaped = shapes.messages(ids[-_UNSEEN_SHOWN:])
        raise UnseenReply(
            _("A colleague has answered in the meantime. Read it, then send again if needed."),
            unseen=[shaped[message_id] for message_id in ids[-_UNSEEN_SHOWN:]],
        )
