"""What this room announces."""

from dataclasses import dataclass
from uuid import UUID

from chatsync.jobs.events import Event


@dataclass(frozen=True)
class BillingEventKept(Event):
    """A provider's event was stored and waits to be read."""

    row_id: UUID
