"""What the transport itself tells a browser, and hears from one."""

from typing import Literal
from uuid import UUID

from pydantic import BaseModel, ConfigDict


class ConversationRemoved(BaseModel):
    """The viewer no longer sees the conversation."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    type: Literal["conversation.removed"] = "conversation.removed"
    conversation_id: UUID


class PresenceChanged(BaseModel):
    """A member came to a conversation, types there, or went.

    Never stored: it bears no `seq`. A sign of typing counts for 6 s, then they are just there.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    type: Literal["presence"] = "presence"
    conversation_id: UUID
    member_id: UUID
    name: str
    doing: Literal["viewing", "typing", "gone"]


class Whereabouts(BaseModel):
    """What a page says of itself: at which conversation its member is, and whether they type."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    type: Literal["presence"] = "presence"
    conversation_id: UUID | None
    typing: bool


class Attending(BaseModel):
    """What a page says of itself: whether somebody is at it. Neither stored nor told to anybody."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    type: Literal["attending"] = "attending"
    attending: bool


class Announced(BaseModel):
    """The same between processes. Without a page it asks who is where."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    workspace_id: UUID
    page_id: UUID | None = None
    conversation_id: UUID | None = None
    member_id: UUID | None = None
    name: str = ""
    typing: bool = False
