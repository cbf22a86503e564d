"""What this room announces."""

from dataclasses import dataclass

from chatsync.jobs.events import Event


@dataclass(frozen=True)
class PolicyChanged(Event):
    """Policies changed in something that owners must be told: this version and later ones."""

    first_id: int
