"""The seam to the rooms above: who may listen, and to what. `config/audience.py` fills it."""

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from enum import Enum, IntEnum
from typing import Generic, Protocol, TypeVar
from uuid import UUID

from chatsync.realtime.queries import StoredEvent


class Refused(IntEnum):
    """Close codes of the socket: why somebody may not listen, or no longer."""

    SESSION_ENDED = 4401
    NOT_A_MEMBER = 4403
    WRONG_ORIGIN = 4404
    TOO_SLOW = 4408
    """More was waiting than the connection could take: connect again with the last `seq`."""
    TOO_TALKATIVE = 4429
    """It said too much, or too much at once. A page of ours never does."""


class Sight(Enum):
    """How much of an event a viewer may know."""

    WHOLE = "whole"
    LESS = "less"
    """All of it but what `Door.lessen` leaves out."""
    REMOVED = "removed"
    """Only that the conversation is no longer theirs to see."""
    NOTHING = "nothing"


class Viewer(Protocol):
    """Somebody who listens. Equal viewers see the same; a changed one starts afresh."""

    @property
    def workspace_id(self) -> UUID: ...


Headers = Mapping[bytes, bytes]
V = TypeVar("V", bound=Viewer)


@dataclass(frozen=True)
class Badge:
    """How a member is shown to colleagues."""

    member_id: UUID
    name: str


@dataclass(frozen=True)
class Company(Generic[V]):
    """What presence asks of the rooms; `config/audience.py` fills it.

    `badge`: how a viewer is shown, None where they are not; reads nothing.
    `holders`: who holds each of these conversations of a workspace (None: nobody); without those
    that do not exist. Opens its own scope.
    `sees`: whether a viewer may see a conversation with this holder; reads nothing.
    """

    badge: Callable[[V], Badge | None]
    holders: Callable[[UUID, Collection[UUID]], Mapping[UUID, UUID | None]]
    sees: Callable[[V, UUID | None], bool]


@dataclass(frozen=True)
class Door(Generic[V]):
    """What realtime asks of the rooms, as plain functions.

    Those that read the database are called in a thread of their own.
    `admit`: who is behind these request headers in the workspace `org_…`.
    `recheck`: the same viewers now, in the same order, in a fixed number of statements.
    `sight`: what a viewer may know of an event; reads nothing.
    `company`: what it takes to tell who is at which conversation.
    `attend`: told again and again whose pages are connected and attended; answers those of whom it
    was noted, which need not be told again for a while.
    `lessen`: a payload without what some viewers may not see.
    """

    origin: str
    admit: Callable[[Headers, str], V | Refused]
    recheck: Callable[[Sequence[V]], Sequence[V | Refused]]
    sight: Callable[[V, StoredEvent], Sight]
    company: Company[V]
    attend: Callable[[Sequence[V]], Collection[V]]
    lessen: Callable[[str], str] = str
