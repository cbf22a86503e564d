"""The shapes of Meta's JSON, as far as we read it. Every key may be missing, unknown ones pass.

A leaf is an `object`: ids and times come as text or as numbers, and what is neither is tidied
away by `lenient` instead of costing the message. Lists hold unread pieces, so that one bad item
leaves its neighbours alone.
"""

import msgspec
from msgspec import Raw, Struct

ABSENT = Raw()
"""Stands for a missing key where a piece is kept unread (msgspec has no optional Raw)."""

TEXT_LIMIT = 65_536
"""Characters of text kept in a fact. Meta's limit is 4,096; PostgreSQL's full text has one too."""
NAME_LIMIT = 512
WORD_LIMIT = 64
"""Characters of a type, status or event word."""


class Metadata(Struct, gc=False):
    phone_number_id: object = None
    display_phone_number: object = None


class WabaInfo(Struct, gc=False):
    waba_id: object = None


class Value(Struct, gc=False):
    """`changes[].value` of the fields that carry messages."""

    metadata: Metadata | None = None
    contacts: list[Raw] | None = None
    messages: list[Raw] | None = None
    statuses: list[Raw] | None = None
    message_echoes: list[Raw] | None = None
    history: list[Raw] | None = None
    user_id_update: list[Raw] | None = None
    errors: list[Raw] | None = None


class AccountValue(Struct, gc=False):
    """`changes[].value` of every other field; some of Meta's examples name the field in here."""

    field: object = None
    metadata: Metadata | None = None
    display_phone_number: object = None
    event: object = None
    decision: object = None
    waba_info: WabaInfo | None = None
    errors: list[Raw] | None = None


class Change(Struct, gc=False):
    field: object = None
    value: Raw = ABSENT


class Entry(Struct, gc=False):
    id: object = None
    time: object = None
    field: object = None
    changes: list[Change] | None = None


class Envelope(Struct, gc=False):
    about: object = msgspec.field(default=None, name="object")
    entry: list[Entry] | None = None


class LooseEntry(Struct, gc=False):
    id: object = None
    time: object = None
    field: object = None
    changes: Raw = ABSENT


class LooseEnvelope(Struct, gc=False):
    about: object = msgspec.field(default=None, name="object")
    entry: Raw = ABSENT


class Profile(Struct, gc=False):
    name: object = None
    username: object = None


class Contact(Struct, gc=False):
    wa_id: object = None
    user_id: object = None
    profile: Profile | None = None


class ErrorData(Struct, gc=False):
    details: object = None


class ErrorItem(Struct, gc=False):
    code: object = None
    title: object = None
    message: object = None
    error_data: ErrorData | None = None


class Context(Struct, gc=False):
    id: object = None
    forwarded: object = None
    frequently_forwarded: object = None


class TextBody(Struct, gc=False):
    body: object = None


class MediaBody(Struct, gc=False):
    id: object = None
    mime_type: object = None
    sha256: object = None
    caption: object = None
    filename: object = None
    voice: object = None
    animated: object = None


class Location(Struct, gc=False):
    latitude: object = None
    longitude: object = None
    name: object = None
    address: object = None


class CardName(Struct, gc=False):
    formatted_name: object = None
    first_name: object = None


class CardPhone(Struct, gc=False):
    phone: object = None
    wa_id: object = None
    type: object = None


class Card(Struct, gc=False):
    name: CardName | None = None
    phones: list[CardPhone] | None = None
    org: object = None
    emails: object = None
    addresses: object = None
    urls: object = None


class Reaction(Struct, gc=False):
    message_id: object = None
    emoji: object = None


class Answer(Struct, gc=False):
    """A tapped button or list row, a finished flow, an answered call permission."""

    id: object = None
    title: object = None
    description: object = None
    body: object = None
    response: object = None
    response_json: object = None


class Interactive(Struct, gc=False):
    type: object = None
    button_reply: Answer | None = None
    list_reply: Answer | None = None
    nfm_reply: Answer | None = None
    call_permission_reply: Answer | None = None


class Button(Struct, gc=False):
    payload: object = None
    text: object = None


class Order(Struct, gc=False):
    text: object = None
    catalog_id: object = None
    product_items: object = None


class System(Struct, gc=False):
    type: object = None
    body: object = None
    wa_id: object = None
    new_wa_id: object = None
    user_id: object = None
    previous_user_id: object = None


class Revoke(Struct, gc=False):
    original_message_id: object = None


class Unsupported(Struct, gc=False):
    type: object = None


class HistoryContext(Struct, gc=False):
    status: object = None


class Body(Struct, gc=False):
    """What a message says; also what stands inside an edit."""

    type: object = None
    context: Context | None = None
    text: TextBody | None = None
    image: MediaBody | None = None
    audio: MediaBody | None = None
    voice: MediaBody | None = None
    video: MediaBody | None = None
    document: MediaBody | None = None
    sticker: MediaBody | None = None
    location: Location | None = None
    contacts: list[Card] | None = None
    reaction: Reaction | None = None
    interactive: Interactive | None = None
    button: Button | None = None
    order: Order | None = None


class Edit(Struct, gc=False):
    original_message_id: object = None
    message: Body | None = None


class Message(Body, gc=False):
    """One item of `messages[]`, `message_echoes[]` or a history thread."""

    id: object = None
    from_: object = msgspec.field(default=None, name="from")
    from_user_id: object = None
    to: object = None
    to_user_id: object = None
    timestamp: object = None
    group_id: object = None
    referral: object = None
    errors: list[ErrorItem] | None = None
    system: System | None = None
    edit: Edit | None = None
    revoke: Revoke | None = None
    unsupported: Unsupported | None = None
    history_context: HistoryContext | None = None


class Status(Struct, gc=False):
    id: object = None
    status: object = None
    timestamp: object = None
    recipient_id: object = None
    recipient_user_id: object = None
    recipient_type: object = None
    recipient_participant_id: object = None
    recipient_participant_user_id: object = None
    biz_opaque_callback_data: object = None
    errors: list[ErrorItem] | None = None


class ThreadContext(Struct, gc=False):
    wa_id: object = None
    user_id: object = None
    username: object = None


class Thread(Struct, gc=False):
    id: object = None
    context: ThreadContext | None = None
    messages: list[Raw] | None = None


class HistoryChunk(Struct, gc=False):
    threads: list[Raw] | None = None
    errors: list[Raw] | None = None


class UserIds(Struct, gc=False):
    previous: object = None
    current: object = None


class UserIdUpdate(Struct, gc=False):
    """The field `user_id_update`, gone from Meta's pages since August 2026 but still seen."""

    wa_id: object = None
    user_id: UserIds | None = None
    timestamp: object = None
