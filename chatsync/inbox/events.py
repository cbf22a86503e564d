"""What this room announces."""

from dataclasses import dataclass
from uuid import UUID

from chatsync.jobs.events import Event


@dataclass(frozen=True)
class ErasureAsked(Event):
    """A customer shall be erased."""

    workspace_id: UUID
    erasure_id: UUID
