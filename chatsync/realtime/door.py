"""The seam to the rooms above: who may listen, and to what. `config/audience.py` fills it."""

from collections.abc import Callable, Mapping, Sequence
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
class Door(Generic[V]):
    """What realtime asks of the rooms, as plain functions.

    Those that read the database are called in a thread of their own.
    `admit`: who is behind these request headers in the workspace `org_…`.
    `recheck`: the same viewers now, in the same order, in a fixed number of statements.
    `sight`: what a viewer may know of an event; reads nothing.
    `lessen`: a payload without what some viewers may not see.
    """

    origin: str
    admit: Callable[[Headers, str], V | Refused]
    recheck: Callable[[Sequence[V]], Sequence[V | Refused]]
    sight: Callable[[V, StoredEvent], Sight]
    lessen: Callable[[str], str] = str
