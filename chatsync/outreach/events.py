"""What this room announces."""

from dataclasses import dataclass
from uuid import UUID

from chatsync.jobs.events import Event


@dataclass(frozen=True)
class IssueSent(Event):
    """An operator sent an issue of the newsletter; its mails are not queued yet."""

    issue_id: UUID
