"""Files of messages were fetched, or can no longer be."""

from collections.abc import Sequence
from uuid import UUID

from chatsync.inbox.actions.tell import tell
from chatsync.inbox.models import Message


def media_settled(media_ids: Sequence[UUID]) -> None:
    """Tell browsers of the messages whose files changed."""
    tell(changed=list(Message.objects.filter(media_id__in=media_ids).values_list("id", flat=True)))
