"""Two contacts proved to be one: their timelines become one."""

from collections.abc import Callable
from datetime import datetime
from uuid import UUID

from chatsync.channels.models import Dispatch
from chatsync.inbox.actions.tell import tell
from chatsync.inbox.models import (
    Conversation,
    ConversationStatus,
    ConversationTag,
    Draft,
    HistoryLine,
    Message,
    Note,
    Session,
)
from chatsync.realtime.actions import Audience, publish, take_numbers
from chatsync.realtime.pushes import ConversationRemoved

_TOLD_AT_MOST = 100
"""Messages that move are told to open threads one by one, the newest; older ones come by page."""


def move_conversations(*, kept_id: UUID, gone_id: UUID) -> None:
    """Give the conversations of `gone_id` to `kept_id`; two with the same number become one."""
    for conversation in Conversation.objects.filter(contact_id=gone_id).select_for_update(
        no_key=True
    ):
        twin = (
            Conversation.objects.filter(contact_id=kept_id, number_id=conversation.number_id)
            .select_for_update(no_key=True)
            .first()
        )
        if twin is None:
            Conversation.objects.filter(id=conversation.id).update(contact_id=kept_id)
            tell(conversations=[conversation.id])
        else:
            _join(conversation, twin)


def _join(gone: Conversation, kept: Conversation) -> None:
    newest = Message.objects.filter(conversation_id=gone.id).order_by("-sent_at", "-id")
    moved = [message_id for (message_id,) in newest.values_list("id")[:_TOLD_AT_MOST]]
    former = kept.assignee_id
    Message.objects.filter(conversation_id=gone.id).update(conversation_id=kept.id)
    HistoryLine.objects.filter(conversation_id=gone.id).update(conversation_id=kept.id)
    _join_tags(gone.id, kept.id)
    Note.objects.filter(conversation_id=gone.id).update(conversation_id=kept.id)
    Dispatch.objects.filter(pair_id=gone.id).update(pair_id=kept.id)
    _join_drafts(gone.id, kept.id)
    _join_sessions(gone.id, kept.id)
    _join_rows(gone, kept)
    Conversation.objects.filter(id=gone.id).delete()
    _tell_removed(gone)
    moves = {kept.id: former} if kept.assignee_id != former else {}
    tell(stored=moved[::-1], conversations=[kept.id], former=moves)


def _join_rows(gone: Conversation, kept: Conversation) -> None:
    """The row tells of both: the last word of the newer, what is unread and open in either."""
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
    is_only_gone_open = gone.status != kept.status and gone.status == ConversationStatus.OPEN
    first, second = (gone, kept) if is_only_gone_open else (kept, gone)
    kept.assignee_id = first.assignee_id or second.assignee_id
    kept.unread += gone.unread
    kept.window_expires_at = _one_of(max, kept.window_expires_at, gone.window_expires_at)
    kept.waiting_since = _one_of(min, kept.waiting_since, gone.waiting_since)
    if ConversationStatus.OPEN in {kept.status, gone.status}:
        kept.status, kept.resolved_at = ConversationStatus.OPEN, None
        kept.snoozed_until = None
    kept.save()


def _join_sessions(gone_id: UUID, kept_id: UUID) -> None:
    """All sessions stay; of two open ones the longer."""
    theirs = Session.objects.filter(conversation_id=gone_id, resolved_at=None).first()
    ours = Session.objects.filter(conversation_id=kept_id, resolved_at=None).first()
    if theirs and ours:
        ours.opened_at = min(ours.opened_at, theirs.opened_at)
        ours.save()
        theirs.delete()
    Session.objects.filter(conversation_id=gone_id).update(conversation_id=kept_id)


def _join_drafts(gone_id: UUID, kept_id: UUID) -> None:
    """What a member began to write in both stands below each other."""
    for draft in Draft.objects.filter(conversation_id=gone_id):
        other = Draft.objects.filter(conversation_id=kept_id, member_id=draft.member_id).first()
        if other is None:
            draft.conversation_id = kept_id
            draft.save()
        else:
            other.text = "\n\n".join(text for text in (other.text, draft.text) if text)
            other.unsent += draft.unsent
            other.revision = max(other.revision, draft.revision) + 1
            other.save()
            draft.delete()


def _join_tags(gone_id: UUID, kept_id: UUID) -> None:
    """What is tagged in either is tagged in both."""
    theirs = ConversationTag.objects.filter(conversation_id=gone_id)
    ours = ConversationTag.objects.filter(conversation_id=kept_id).values("tag_id")
    theirs.exclude(tag_id__in=ours).update(conversation_id=kept_id)
    theirs.delete()


def _tell_removed(gone: Conversation) -> None:
    """Whoever saw the conversation that went drops it."""
    (seq,) = take_numbers(1)
    audience = Audience(conversation_id=gone.id, assignee_id=gone.assignee_id)
    push = ConversationRemoved(conversation_id=gone.id).model_dump_json().encode()
    publish([(seq, audience, push)])


def _one_of(
    choose: Callable[..., datetime], one: datetime | None, other: datetime | None
) -> datetime | None:
    return choose((moment for moment in (one, other) if moment), default=None)
