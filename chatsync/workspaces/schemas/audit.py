"""Wire shapes of the audit log."""

from datetime import date, datetime
from uuid import UUID

from ninja import Schema
from pydantic import Field

from chatsync.workspaces.audit import Act


class AuditAsked(Schema):
    """Which events; days are days of the workspace's time zone, both included."""

    action: Act | None = None
    member_id: UUID | None = None
    since: date | None = None
    until: date | None = None


class AuditPersonRef(Schema):
    kind: str
    id: UUID | None
    name: str | None = Field(description="Null once the person was erased.")


class AuditThing(Schema):
    kind: str
    id: str
    name: str | None


class AuditEventOut(Schema):
    id: UUID
    seq: int
    at: datetime
    action: str
    actor: AuditPersonRef
    object: AuditThing
    place: str | None = Field(
        description="The network, never the whole address, and the browser from which it was "
        "done; null for the clock, and once the person was erased."
    )
    details: dict[str, str | int | bool | None]
    hash: str


class AuditPage(Schema):
    items: list[AuditEventOut]
    next_cursor: str | None


class AuditVerdict(Schema):
    """Whether the log is as it was written. `broken_at` is the first number that does not hold."""

    events: int
    erased: int
    broken_at: int | None
    checked_at: datetime | None = Field(description="When the clock last checked it, once a day.")
