"""Wire shapes of the channels. The dashboard's types are generated from them."""

from datetime import datetime
from typing import Annotated, Literal
from uuid import UUID

from ninja import Schema
from pydantic import Field, StringConstraints

MetaId = Annotated[
    str, StringConstraints(strip_whitespace=True, pattern=r"^[0-9]{1,32}$", max_length=32)
]
Secret = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=1024)]


SendingWord = Literal["available", "limited", "blocked", "unknown"]


class HindranceOut(Schema):
    """What limits or blocks sending, in Meta's words."""

    entity: str = Field(description="phone_number, waba, business, app or message_template.")
    sending: SendingWord
    code: int | None
    what: str
    remedy: str


class HealthOut(Schema):
    """How the number stands with Meta, as of `looked_at`."""

    status: str = Field(description="Meta's word: CONNECTED, PENDING, FLAGGED, RESTRICTED …")
    sending: SendingWord
    limit: str = Field(description="Customers that may be written to first within 24 hours.")
    throughput: str
    name_status: str
    hindrances: list[HindranceOut]
    looked_at: datetime


class RegistrationIn(Schema):
    pin: Annotated[str, StringConstraints(strip_whitespace=True, pattern=r"^[0-9]{6}$")] = Field(
        description="The number's two-step verification PIN; where none is set, this one is."
    )


class NumberOut(Schema):
    """A WhatsApp number of the workspace. Tokens and secrets never leave the server."""

    id: UUID
    display_phone_number: str
    verified_name: str
    phone_number_id: str
    waba_id: str
    status: Literal["pending", "connected", "token_lost", "disconnected"] = Field(
        description="`connected` once the first signed webhook for it arrived."
    )
    callback_url: str
    verify_token_set: bool
    app: Literal["operator", "own"]
    connected_at: datetime | None
    quality: str | None
    hold_reason: str | None = Field(description="Why nothing is sent, while nothing is.")
    health: HealthOut | None


class NumberPage(Schema):
    items: list[NumberOut]
    next_cursor: str | None


class OwnApp(Schema):
    """A Meta app of the workspace's own; deliveries signed with its secret are accepted."""

    app_id: MetaId
    secret: Secret = Field(
        description="App settings, Basic. Several while one is being rotated, separated by commas."
    )
    verify_token: Annotated[
        str, StringConstraints(strip_whitespace=True, min_length=8, max_length=256)
    ]


class KnownApp(Schema):
    """An app of the workspace that was entered before."""

    id: UUID


class MetaAppIn(Schema):
    """An app of the workspace's own; the verify token is made here."""

    app_id: MetaId
    secret: Secret = Field(
        description="App settings, Basic. Several while one is being rotated, separated by commas."
    )


class MetaAppOut(Schema):
    """An app of the workspace's own, and how far its webhooks are set up. Never its secret."""

    id: UUID
    app_id: str
    callback_url: str
    verify_token: str
    verified_at: datetime | None = Field(description="When Meta last checked the callback address.")
    numbers: int
    created_at: datetime


class MetaAppPage(Schema):
    items: list[MetaAppOut]
    next_cursor: str | None


class NumberIn(Schema):
    """What connects a number. Everything is checked with Meta before it is stored."""

    phone_number_id: MetaId
    waba_id: MetaId
    token: Secret
    app: Literal["operator"] | OwnApp | KnownApp


class NumberOptionsOut(Schema):
    operator_app: bool = Field(description="Whether the operator's Meta app may be used here.")
    callback_url: str


class TestMessageIn(Schema):
    to: Annotated[str, StringConstraints(strip_whitespace=True, min_length=3, max_length=40)]


class TestMessageOut(Schema):
    message_id: UUID
    conversation_id: UUID


class TemplateButton(Schema):
    type: str = Field(description="url, copy_code, quick_reply, phone_number, otp, …")
    text: str


class TemplateGap(Schema):
    """One value that a send must give. `key` is the variable's number or name; of a button its
    place in the row, from 0."""

    part: Literal["header", "body", "button"]
    kind: Literal["text", "image", "video", "document", "location", "code"]
    key: str
    label: str = ""
    example: str | None = None


class TemplateOut(Schema):
    """A message template. Only one without a `reason` can be sent."""

    id: str
    name: str
    language: str
    category: str
    status: str
    reason: str | None = Field(description="Why it cannot be sent now; null where it can.")
    header_format: str | None = Field(description="text, image, video, document, location or null")
    header: str
    body: str
    footer: str
    buttons: list[TemplateButton]
    gaps: list[TemplateGap] = Field(description="What a send must fill, in order.")
    variables: int = Field(description="How many different variables the body holds.")
    number_ids: list[UUID] = Field(description="The workspace's numbers that can send it.")


class TemplatePage(Schema):
    items: list[TemplateOut]
    next_cursor: str | None


class ParkedOut(Schema):
    """An update that could not be read. Its raw data stays on the server."""

    id: UUID
    kind: str
    reason: str
    received_at: datetime


class ParkedPage(Schema):
    items: list[ParkedOut]
    next_cursor: str | None
