"""Putting a conversation aside until a time or the customer's next message."""

from datetime import datetime, timedelta
from uuid import UUID

from django.db.models.functions import Greatest
from django.utils.translation import gettext_lazy as _

from chatsync.inbox.actions.history import note_history
from chatsync.inbox.actions.hold import hold, hold_many
from chatsync.inbox.actions.tell import tell
from chatsync.inbox.models import Conversation, ConversationStatus, HistoryKind
from chatsync.inbox.queries import shapes
from chatsync.inbox.schemas import ConversationOut
from chatsync.kit.clock import now
from chatsync.kit.errors import Conflict, Invalid
from chatsync.kit.tenancy import every_workspace, scope
from chatsync.workspaces.access import Access

LONGEST = timedelta(days=366)
_AT_ONCE = 200
_PAST = _("Choose a time that is still to come, within a year.")
_RESOLVED = _("This conversation is resolved. Reopen it first.")


def snooze(access: Access, conversation_id: UUID, until: datetime | None) -> ConversationOut:
    """Put a conversation aside until `until`, or (None) until the customer writes.

    The customer's next message opens it in either case. Raises NotFound, Invalid, Conflict.
    """
    if until is not None and not now() < until <= now() + LONGEST:
        raise Invalid(_PAST, errors=[{"loc": "until", "msg": _PAST}])
    with scope(access.workspace_id):
        conversation = hold(access, conversation_id)
        if conversation.status == ConversationStatus.RESOLVED:
            raise Conflict(_RESOLVED)
        Conversation.objects.filter(id=conversation_id).update(
            status=ConversationStatus.SNOOZED, snoozed_until=until
        )
        note_history(conversation_id, HistoryKind.SNOOZED, actor_id=access.member_id, until=until)
        tell(conversations=[conversation_id])
        return shapes.conversations([conversation_id])[conversation_id]


def wake(access: Access, conversation_id: UUID) -> ConversationOut:
    """Take a snoozed conversation up again; repeating it changes nothing. Raises NotFound."""
    with scope(access.workspace_id):
        conversation = hold(access, conversation_id)
        if conversation.status == ConversationStatus.SNOOZED:
            Conversation.objects.filter(id=conversation_id).update(
                status=ConversationStatus.OPEN, snoozed_until=None
            )
            note_history(conversation_id, HistoryKind.WOKEN, actor_id=access.member_id)
            tell(conversations=[conversation_id])
        return shapes.conversations([conversation_id])[conversation_id]


def wake_due() -> int:
    """Open what was snoozed until now, in every workspace; returns how many. Safe to repeat.

    What comes back counts as unread, so that somebody looks at it.
    """
    return sum(_wake_due(workspace_id) for workspace_id in every_workspace())


def _wake_due(workspace_id: UUID) -> int:
    with scope(workspace_id):
        hold_many()
        resting = Conversation.objects.filter(
            status=ConversationStatus.SNOOZED, snoozed_until__lte=now()
        )
        due = list(
            resting.select_for_update(skip_locked=True, no_key=True).values_list("id", flat=True)[
                :_AT_ONCE
            ]
        )
        if due:
            Conversation.objects.filter(id__in=due).update(
                status=ConversationStatus.OPEN, snoozed_until=None, unread=Greatest("unread", 1)
            )
            for conversation_id in due:
                note_history(conversation_id, HistoryKind.WOKEN, actor_id=None)
            tell(conversations=due)
    return len(due)
