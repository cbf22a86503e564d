"""What this room announces."""

from dataclasses import dataclass
from uuid import UUID

from chatsync.jobs.events import Event


@dataclass(frozen=True)
class MemberWent(Event):
    """A member left or was removed: what they held is free again."""

    workspace_id: UUID
    member_id: UUID


@dataclass(frozen=True)
class StandingChanged(Event):
    """A workspace was suspended or paused, or goes on."""

    workspace_id: UUID
