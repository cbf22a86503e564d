"""Wire shapes of what a message shows beside its words, and of what was done to it later."""

from datetime import datetime
from typing import Annotated, Literal
from uuid import UUID

from ninja import Schema
from pydantic import Field


class Line(Schema):
    """A value with the word that came beside it."""

    value: str
    label: str | None


class LocationContent(Schema):
    """A place in degrees (WGS 84)."""

    kind: Literal["location"]
    latitude: float | None
    longitude: float | None
    name: str | None
    address: str | None


class ContactCard(Schema):
    name: str | None
    organisation: str | None
    phones: list[Line]
    emails: list[Line]
    addresses: list[Line]
    links: list[Line]


class ContactsContent(Schema):
    """Contact cards that the customer shared; `left_out` counts those beyond the twentieth."""

    kind: Literal["contacts"]
    cards: list[ContactCard]
    left_out: int


class AnswerContent(Schema):
    """A tapped button or list row, or a finished form: `way` is button, list, form, ..."""

    kind: Literal["answer"]
    way: str
    title: str | None
    description: str | None
    fields: list[Line]


class OrderItem(Schema):
    product: str
    quantity: float | None
    price: float | None
    currency: str | None


class OrderContent(Schema):
    """What the customer ordered from the catalogue; a price is that of one piece."""

    kind: Literal["order"]
    catalog_id: str | None
    items: list[OrderItem]
    left_out: int


class NoticeContent(Schema):
    """A line of WhatsApp's own, about a new number or identity of the customer."""

    kind: Literal["notice"]
    event: str | None
    words: str | None


class UnsupportedContent(Schema):
    """A message that WhatsApp does not hand over, with WhatsApp's own reason."""

    kind: Literal["unsupported"]
    what: str | None
    code: int | None
    title: str | None
    details: str | None


class VoiceContent(Schema):
    """The sound is a voice note, recorded in WhatsApp."""

    kind: Literal["voice"]


Content = Annotated[
    LocationContent
    | ContactsContent
    | AnswerContent
    | OrderContent
    | NoticeContent
    | UnsupportedContent
    | VoiceContent,
    Field(discriminator="kind"),
]


class Referral(Schema):
    """The ad or post from which the customer came."""

    source: str | None
    headline: str | None
    body: str | None
    link: str | None


class Details(Schema):
    content: Content | None = None
    referral: Referral | None = None
    forwarded: bool = False
    dismissed: bool = False
    """Of a reaction of ours that was refused: its mark was taken off the message."""


class MessageError(Schema):
    """Why WhatsApp did not take something, and what to do about it."""

    code: int | None
    title: str
    advice: str


class RefusedReaction(Schema):
    """Our latest reaction, where WhatsApp did not take it; what was on the message before stays.

    An empty `emoji` was to take ours back.
    """

    emoji: str
    at: datetime
    author_id: UUID | None
    error: MessageError


class Reaction(Schema):
    """The mark that one side has put on a message; a newer one takes the older one's place."""

    direction: Literal["in", "out"]
    emoji: str
    at: datetime
    author_id: UUID | None = Field(description="The member who reacted, for our own side.")


class EarlierText(Schema):
    """What a message said before its writer changed it."""

    text: str | None
    at: datetime


class Deletion(Schema):
    """When the writer deleted the message. What it said is kept."""

    at: datetime


class MarksOut(Schema):
    """What a message shows beside its words, and what was done to it after it was written."""

    content: Content | None
    referral: Referral | None
    forwarded: bool
    reactions: list[Reaction]
    refused_reaction: RefusedReaction | None = Field(
        description="Until it is tried again or taken off with `DELETE …/refusal`."
    )
    edits: list[EarlierText] = Field(
        description="What it said before, the oldest first; `text` is the latest."
    )
    deleted: Deletion | None


class ReactionIn(Schema):
    """A reaction to a message of this conversation; an empty `emoji` takes it back."""

    message_id: UUID
    emoji: str = Field(max_length=16)
