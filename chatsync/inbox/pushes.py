"""What browsers are told about the inbox: closed models, one per kind."""

from typing import Literal
from uuid import UUID

from pydantic import BaseModel, ConfigDict

from chatsync.inbox.schemas import ContactRef, ConversationOut, MessageOut
from chatsync.inbox.schemas.notes import NoteOut


class Push(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class MessageStored(Push):
    """A message is new in a conversation, in or out."""

    type: Literal["message.stored"] = "message.stored"
    conversation: ConversationOut
    message: MessageOut


class MessageChanged(Push):
    """A message's status, media or error changed."""

    type: Literal["message.changed"] = "message.changed"
    conversation_id: UUID
    message: MessageOut


class ConversationChanged(Push):
    """A conversation was assigned, resolved, reopened or read."""

    type: Literal["conversation.changed"] = "conversation.changed"
    conversation: ConversationOut


class ContactChanged(Push):
    """A customer got another name, number or username."""

    type: Literal["contact.changed"] = "contact.changed"
    contact: ContactRef


class NoteChanged(Push):
    """A colleague wrote, changed or took back a note."""

    type: Literal["note.changed"] = "note.changed"
    note: NoteOut


class InboxBatch(Push):
    """Several pushes of one moment, to be applied in order."""

    type: Literal["batch"] = "batch"
    events: list[MessageStored | MessageChanged | ConversationChanged]
