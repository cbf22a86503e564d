"""What the transport itself tells a browser."""

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
