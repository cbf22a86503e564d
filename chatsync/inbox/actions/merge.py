"""Two contacts proved to be one: their timelines become one."""

from datetime import datetime
from uuid import UUID

from chatsync.inbox.actions.place import open_sessions
from chatsync.inbox.actions.tell import tell
from chatsync.inbox.models import Conversation, Draft, Message, Session
from chatsync.kit.clock import now


def move_conversations(*, kept_id: UUID, gone_id: UUID) -> None:
    """Give the conversations of `gone_id` to `kept_id`; two with the same number become one."""
    for conversation in Conversation.objects.filter(contact_id=gone_id).select_for_update():
        twin = (
            Conversation.objects.filter(contact_id=kept_id, number_id=conversation.number_id)
            .select_for_update()
            .first()
        )
        if twin is None:
            Conversation.objects.filter(id=conversation.id).update(contact_id=kept_id)
            tell(conversations=[conversation.id])
        else:
            _join(conversation, twin)


def _join(gone: Conversation, kept: Conversation) -> None:
    Message.objects.filter(conversation_id=gone.id).update(conversation_id=kept.id)
    Draft.objects.filter(conversation_id=gone.id).delete()
    Session.objects.filter(conversation_id=gone.id, resolved_at__isnull=True).delete()
    Session.objects.filter(conversation_id=gone.id).update(conversation_id=kept.id)
    newer = max(gone, kept, key=lambda c: (c.last_message_at or c.created_at, c.id))
    for field in (
        "last_message_id",
        "last_message_at",
        "last_direction",
        "last_type",
        "last_text",
        "last_status",
    ):
        setattr(kept, field, getattr(newer, field))
    kept.unread += gone.unread
    kept.window_expires_at = _latest(kept.window_expires_at, gone.window_expires_at)
    if "open" in {kept.status, gone.status}:
        kept.status, kept.resolved_at = "open", None
    kept.save()
    Conversation.objects.filter(id=gone.id).delete()
    if kept.status == "open":
        open_sessions([kept.id], now())
    tell(conversations=[kept.id])


def _latest(one: datetime | None, other: datetime | None) -> datetime | None:
    return max((moment for moment in (one, other) if moment), default=None)
