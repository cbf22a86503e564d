"""Wire shapes of workspaces, members and keys."""

from datetime import datetime
from typing import Literal
from uuid import UUID

from ninja import Schema
from pydantic import Field

from chatsync.workspaces.capabilities import Can

RoleName = Literal["owner", "manager", "agent"]
Standing = Literal["active", "paused", "suspended", "closing"]
MyRole = Literal["owner", "manager", "agent", "operator"]


class WorkspaceRef(Schema):
    id: str
    name: str


class MyPerson(Schema):
    id: UUID
    name: str
    login: str
    email: str | None


class MyWorkspace(Schema):
    id: str = Field(description="`org_` and 32 hex digits; the value of ChatSync-Workspace.")
    name: str
    time_zone: str
    locale: str
    visibility: Literal["own", "own_unassigned", "all"]
    status: Standing
    reason: str | None = Field(description="Why the operator has suspended it; else null.")
    purge_at: datetime | None = Field(
        description="When all of it is deleted, where an owner has closed it; else null."
    )


class StepInOut(Schema):
    """An operator who looks into the workspace now, and can change nothing in it."""

    id: UUID
    name: str
    reason: str
    begun_at: datetime
    ends_at: datetime


class MyMembership(Schema):
    """`role` is `operator`, and `id` that of the step-in, for an operator who looks in."""

    id: UUID
    role: MyRole
    capabilities: list[Can]


class RealtimePlace(Schema):
    epoch: UUID
    seq: int


class StandingOut(Schema):
    """What may change while a page is open: how the workspace stands, and the asker's rights."""

    status: Standing
    reason: str | None = Field(description="Why the operator has suspended it; else null.")
    purge_at: datetime | None = Field(
        description="When all of it is deleted, where an owner has closed it; else null."
    )
    role: MyRole
    capabilities: list[Can]
    step_ins: list[StepInOut] = Field(description="Operators who look in now: everybody sees it.")


class Me(Schema):
    """Who asks, in which workspace, with which rights."""

    person: MyPerson
    workspace: MyWorkspace
    member: MyMembership
    step_ins: list[StepInOut]
    workspaces: list[WorkspaceRef]
    realtime: RealtimePlace
    version: str = Field(description="The build of the dashboard that this server serves.")


class MemberOut(Schema):
    id: UUID
    name: str
    role: RoleName
    active: bool
    joined_at: datetime


class MemberPage(Schema):
    items: list[MemberOut]
    next_cursor: str | None


class SeatOut(MemberOut):
    """A member as those see them who manage the team."""

    login: str
    email: str | None
    password_resettable: bool = Field(
        description="Whether an owner may set a new password for them: they have no e-mail and "
        "sign in to this workspace alone."
    )
    has_factor: bool = Field(description="Whether they have set up a second factor.")


class Team(Schema):
    """Everybody with a seat. `staff_limit` null: as many as you like."""

    items: list[SeatOut]
    staff_limit: int | None


class ClosingIn(Schema):
    """The deed is for good after 14 days, so the name must be typed."""

    workspace_name: str = Field(max_length=200, description="Its own name, as it stands now.")


class ClosingOut(Schema):
    """Both null while the workspace is open."""

    closed_at: datetime | None
    purge_at: datetime | None = Field(description="When all of it is deleted.")


class RoleIn(Schema):
    role: RoleName


class TemporaryPassword(Schema):
    """A password just set. It is shown this once; the member chooses their own at sign-in."""

    password: str


class InvitationIn(Schema):
    role: RoleName
    email: str | None = Field(
        default=None,
        max_length=254,
        description="Sends the link to this address; only its owner can accept. Without it you "
        "get a link and a QR code to hand over, once. Owners are invited by e-mail.",
    )


class InvitationOut(Schema):
    id: UUID
    role: RoleName
    email: str | None
    made_at: datetime
    expires_at: datetime


class NewInvitation(InvitationOut):
    """An invitation just made. Link and QR code are shown this once, and not where a mail went."""

    link: str | None
    qr: str | None = Field(description="The link as a QR code: an SVG image.")


class InvitationPage(Schema):
    items: list[InvitationOut]
    next_cursor: str | None


class SessionTimes(Schema):
    """A mode, and after what time it asks again who somebody is."""

    mode: Literal["counter", "strict"]
    idle_minutes: int = Field(description="From the last thing that the person did.")
    hours: int = Field(description="From signing in, whatever happens.")
    hours_by_password: int = Field(description="The same without a second factor.")


class PlainSettings(Schema):
    """What a settings row holds as it is."""

    name: str
    time_zone: str = Field(description="A name of the IANA time zone database.")
    locale: Literal["en", "ur"]
    visibility: Literal["own", "own_unassigned", "all"] = Field(
        description="What agents see: their own conversations, unassigned ones too, or all."
    )
    hide_phones_from_agents: bool


class SettingsOut(PlainSettings):
    session_mode: Literal["counter", "strict"]
    session_modes: list[SessionTimes] = Field(description="Those that can be chosen here.")
    requires_factor: bool = Field(
        description="Whether members reach nothing before they have set up a second factor."
    )


class SettingsIn(PlainSettings):
    name: str = Field(min_length=1, max_length=120)
    session_mode: Literal["counter", "strict"] | None = Field(
        default=None, description="Absent: as it is."
    )
    requires_factor: bool | None = Field(
        default=None,
        description="Absent: as it is. Whoever demands a second factor has one themselves.",
    )


class ApiKeyIn(Schema):
    name: str = Field(min_length=1, max_length=80)


class ApiKeyOut(Schema):
    id: UUID
    name: str
    prefix: str = Field(description="The first part of the key, to tell keys apart.")
    created_at: datetime
    last_used_at: datetime | None


class NewApiKey(ApiKeyOut):
    """A key just made. `key` is shown this once and stored nowhere."""

    key: str


class ApiKeyPage(Schema):
    items: list[ApiKeyOut]
    next_cursor: str | None
