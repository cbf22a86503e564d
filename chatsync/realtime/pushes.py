"""What the transport itself tells a browser."""

from typing import Literal
from uuid import UUID

from pydantic import BaseModel, ConfigDict


class ConversationRemoved(BaseModel):
    """The viewer no longer sees the conversation."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    type: Literal["conversation.removed"] = "conversation.removed"
    conversation_id: UUID
