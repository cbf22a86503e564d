from dataclasses import dataclass
from typing import ClassVar
from uuid import UUID

from chatsync.jobs.events import Event


@dataclass(frozen=True)
class ContactsMerged(Event):
    """Two contacts proved to be one person; `gone_id` is deleted once everybody has moved."""

    heard_later: ClassVar[bool] = False

    workspace_id: UUID
    kept_id: UUID
    gone_id: UUID
