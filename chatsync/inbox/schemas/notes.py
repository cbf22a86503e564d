"""Wire shapes of notes and mentions."""

from datetime import datetime
from uuid import UUID

from ninja import Schema
from pydantic import Field

from chatsync.inbox.schemas import ContactRef, MemberRef


class NoteIn(Schema):
    """What to tell colleagues. Who is named in `mentions` is told of it."""

    text: str = Field(min_length=1, max_length=4096, pattern=r"\S")
    mentions: list[UUID] = Field(default_factory=list, max_length=20)


class NewNote(NoteIn):
    """A note to write. `client_id` makes a repeated request harmless."""

    client_id: UUID | None = None


class NoteOut(Schema):
    """A note among colleagues; a customer never sees it. One that was taken back has no text."""

    id: UUID
    conversation_id: UUID
    author: MemberRef
    text: str
    mentions: list[MemberRef]
    created_at: datetime
    edited_at: datetime | None
    deleted_at: datetime | None
    seq: int


class NotePage(Schema):
    items: list[NoteOut]
    next_cursor: str | None


class MentionOut(Schema):
    """A note that names you and that you have not seen yet."""

    id: UUID
    conversation_id: UUID
    contact: ContactRef
    note: NoteOut


class MentionPage(Schema):
    items: list[MentionOut]
    next_cursor: str | None
