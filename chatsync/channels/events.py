"""What the channels announce. Batches are heard in the same transaction."""

from dataclasses import dataclass
from typing import ClassVar, Literal
from uuid import UUID

from chatsync.channels.whatsapp.facts import IdentityChange, InboundMessage, StatusReport
from chatsync.jobs.events import Event

Fact = InboundMessage | StatusReport | IdentityChange


@dataclass(frozen=True)
class UpdatesParsed(Event):
    """Messages, ticks and identity changes of one workspace, each with our number's id."""

    heard_later: ClassVar[bool] = False

    workspace_id: UUID
    facts: tuple[tuple[UUID, Fact], ...]


@dataclass(frozen=True)
class Settled:
    """How sending a message ended. `unknown`: it may have gone out, and only a status can tell."""

    message_id: UUID
    number_id: UUID
    state: Literal["accepted", "failed", "unknown"]
    wamid: str | None = None
    code: int | None = None
    title: str = ""
    details: str = ""


@dataclass(frozen=True)
class SendSettled(Event):
    """A batch of sends of one workspace has ended."""

    heard_later: ClassVar[bool] = False

    workspace_id: UUID
    results: tuple[Settled, ...]


@dataclass(frozen=True)
class MediaSettled(Event):
    """Files were fetched, or can no longer be."""

    heard_later: ClassVar[bool] = False

    workspace_id: UUID
    media_ids: tuple[UUID, ...]


@dataclass(frozen=True)
class ParkedAskedAgain(Event):
    """An operator asked that everything parked for one cause is tried again."""

    cause: str
