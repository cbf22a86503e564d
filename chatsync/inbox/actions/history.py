"""What happened to a conversation as a whole, one quiet line each."""

from collections.abc import Mapping
from datetime import datetime
from uuid import UUID

from chatsync.inbox.models import ConversationStatus, HistoryKind, HistoryLine


def note_history(
    conversation_id: UUID,
    kind: HistoryKind,
    *,
    actor_id: UUID | None,
    member_id: UUID | None = None,
    until: datetime | None = None,
) -> None:
    """Add a line to the open scope's conversation. `actor_id` None: the customer or the clock."""
    HistoryLine.objects.create(
        conversation_id=conversation_id,
        kind=kind,
        actor_id=actor_id,
        member_id=member_id,
        until=until,
    )


def note_woken(statuses: Mapping[UUID, str]) -> None:
    """The customer wrote: what was resolved or snoozed is open again."""
    HistoryLine.objects.bulk_create(
        HistoryLine(
            conversation_id=conversation_id,
            kind=HistoryKind.WOKEN
            if status == ConversationStatus.SNOOZED
            else HistoryKind.REOPENED,
        )
        for conversation_id, status in statuses.items()
    )
