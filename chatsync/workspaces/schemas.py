"""Wire shapes of workspaces, members and keys."""

from datetime import datetime
from typing import Literal
from uuid import UUID

from ninja import Schema
from pydantic import Field

from chatsync.workspaces.capabilities import Can

RoleName = Literal["owner", "manager", "agent"]


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
    status: Literal["active", "paused", "suspended"]


class MyMembership(Schema):
    id: UUID
    role: RoleName
    capabilities: list[Can]


class RealtimePlace(Schema):
    epoch: UUID
    seq: int


class Me(Schema):
    """Who asks, in which workspace, with which rights."""

    person: MyPerson
    workspace: MyWorkspace
    member: MyMembership
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
