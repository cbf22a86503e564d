"""What this room announces."""

from dataclasses import dataclass
from uuid import UUID

from chatsync.jobs.events import Event


@dataclass(frozen=True)
class OperatorWent(Event):
    """Somebody is no longer an operator."""

    person_id: UUID
