"""Wire shapes of the inbox. The dashboard's types are generated from them."""

from datetime import datetime
from typing import Any, Literal
from uuid import UUID

from ninja import Schema
from pydantic import Field

from chatsync.channels.schemas import TemplateButton
from chatsync.inbox.content import MarksOut, MessageError, ReactionIn
from chatsync.kit.pages import DEFAULT_LIMIT, MAX_LIMIT


class NumberRef(Schema):
    id: UUID
    display_phone_number: str
    name: str


class ContactRef(Schema):
    id: UUID
    name: str | None
    profile_name: str | None
    phone: str | None
    username: str | None


class MemberRef(Schema):
    id: UUID
    name: str


class LastMessage(Schema):
    id: UUID
    direction: Literal["in", "out"]
    type: str
    text: str | None
    status: str
    at: datetime


class ConversationOut(Schema):
    """One timeline of a contact with a number, as a list row shows it."""

    id: UUID
    number: NumberRef
    contact: ContactRef
    status: Literal["open", "snoozed", "resolved"]
    snoozed_until: datetime | None = Field(
        description="When a snoozed conversation opens again by itself; it always does with the "
        "customer's next message."
    )
    tags: list[UUID] = Field(description="Ids of its tags, in the order in which they were put.")
    assignee: MemberRef | None
    unread: int
    last_message: LastMessage | None
    last_message_at: datetime | None
    window_expires_at: datetime | None = Field(
        description="Until when free text may be sent: 24 hours after the customer's last message."
    )
    waiting_since: datetime | None
    seq: int
    last_message_seq: int


class MediaOut(Schema):
    id: UUID
    kind: str
    mime_type: str
    state: Literal["waiting", "stored", "failed", "expired"]
    size: int | None
    width: int | None
    height: int | None
    thumbnail: bool
    caption: str | None
    file_name: str
    reason: str | None


class ReplyTo(Schema):
    id: UUID | None
    wamid: str | None


class TemplateRef(Schema):
    name: str
    language: str
    components: list[dict[str, Any]] = Field(
        description="What was filled in, as it was given: the same again sends it once more."
    )
    buttons: list[TemplateButton] = Field(
        description="What the customer may tap, as it was when the message was sent."
    )


MessageStatusName = Literal[
    "received",
    "queued",
    "sending",
    "unknown",
    "accepted",
    "sent",
    "failed",
    "delivered",
    "read",
    "played",
]


class MessageOut(MarksOut):
    """One bubble of the timeline. A reaction, edit or deletion names its message in `refers_to`."""

    id: UUID
    conversation_id: UUID
    direction: Literal["in", "out"]
    origin: Literal["live", "echo", "history", "import"]
    type: str
    text: str | None
    media: MediaOut | None
    status: MessageStatusName
    wamid: str | None
    client_id: UUID | None
    author: MemberRef | None
    reply_to: ReplyTo | None
    refers_to: ReplyTo | None
    template: TemplateRef | None
    sent_at: datetime
    stored_at: datetime
    error: MessageError | None
    placeholder: str | None
    seq: int


class TemplateIn(Schema):
    name: str = Field(min_length=1, max_length=512)
    language: str = Field(min_length=2, max_length=15)
    components: list[dict[str, Any]] = Field(default_factory=list)


class MessageIn(Schema):
    """What an agent sends. `client_id` makes a repeated request harmless."""

    client_id: UUID
    type: Literal["text", "image", "video", "audio", "document", "template", "reaction"] = "text"
    text: str | None = Field(default=None, max_length=4096)
    media_id: UUID | None = None
    template: TemplateIn | None = None
    reaction: ReactionIn | None = None
    reply_to: UUID | None = None
    seen_seq: int | None = Field(
        default=None,
        description="The last seq of this conversation that the sender has seen; a newer reply of "
        "a colleague is answered with 409 unseen_reply.",
    )


class AssignmentIn(Schema):
    member_id: UUID
    held_by: UUID | None = Field(
        None,
        description="Who held it when you looked, null for nobody. Where given, and somebody else "
        "holds it by now, the answer is 409 `moved`; left out, whoever holds it is passed over.",
    )


class ReadMarkIn(Schema):
    seq: int


class UnsentReply(Schema):
    """A text that was sent and may not have arrived: what to send again under the same id."""

    client_id: UUID
    text: str = Field(min_length=1, max_length=4096)
    made_at: datetime
    reply_to: UUID | None = None
    seen_seq: int | None = None


class DraftIn(Schema):
    """What to keep. `revision` counts the writer's saves: one that comes late changes nothing."""

    text: str = Field(max_length=4096)
    revision: int | None = Field(default=None, ge=1, le=2_000_000_000)
    unsent: list[UnsentReply] | None = Field(
        default=None,
        max_length=20,
        description="Replies on their way, in order, which take the place of those that are kept; "
        "left out, they stay. One that has arrived is forgotten by itself.",
    )


class DraftOut(Schema):
    """What is kept now, and as which revision."""

    text: str
    revision: int
    unsent: list[UnsentReply]


class QueueCount(Schema):
    open: int
    unread: int


class Counts(Schema):
    """How many open conversations each queue holds; counting stops at 1,000."""

    mine: QueueCount
    unassigned: QueueCount
    all: QueueCount


class ConversationPage(Schema):
    items: list[ConversationOut]
    next_cursor: str | None


class MessagePage(Schema):
    """Newest first. `next_cursor` goes to older messages, `newer_cursor` (as `after`) to newer."""

    items: list[MessageOut]
    next_cursor: str | None
    newer_cursor: str | None = None


class ThreadAsked(Schema):
    """Which stretch of a thread: `around` goes before `after`, and `after` before `cursor`."""

    cursor: str | None = None
    after: str | None = Field(default=None, description="A `newer_cursor` of an earlier page.")
    around: UUID | None = Field(default=None, description="The message to stand in the middle.")
    limit: int = Field(default=DEFAULT_LIMIT, ge=1, le=MAX_LIMIT)


class FoundMessage(MessageOut):
    """A message whose text holds the words, and whose conversation it is of."""

    kind: Literal["message"] = "message"
    contact: ContactRef


class FoundContact(ContactRef):
    """A contact by name or phone number, and the latest conversation with it that you see."""

    kind: Literal["contact"] = "contact"
    conversation_id: UUID | None


class SearchPage(Schema):
    items: list[FoundContact | FoundMessage]
    next_cursor: str | None
