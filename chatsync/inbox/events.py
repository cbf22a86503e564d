"""What this room announces."""

from dataclasses import dataclass
from uuid import UUID

from chatsync.jobs.events import Event


@dataclass(frozen=True)
class ErasureAsked(Event):
    """A customer shall be erased."""

    workspace_id: UUID
    erasure_id: UUID


@dataclass(frozen=True)
class ExportAsked(Event):
    """A file shall be made with all that is stored about a customer."""

    workspace_id: UUID
    export_id: UUID


@dataclass(frozen=True)
class WholeExportAsked(Event):
    """A file shall be made with a whole workspace."""

    workspace_id: UUID
    export_id: UUID
