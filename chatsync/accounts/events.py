"""What this room announces."""

from dataclasses import dataclass
from uuid import UUID

from chatsync.jobs.events import Event


@dataclass(frozen=True)
class OperatorWent(Event):
    """Somebody is no longer an operator."""

    person_id: UUID


@dataclass(frozen=True)
class AccountDeleted(Event):
    """An account opens nothing any more; what names its person is to be erased."""

    person_id: UUID


@dataclass(frozen=True)
class OwnExportAsked(Event):
    """Somebody wants all that is stored about them."""

    export_id: UUID
