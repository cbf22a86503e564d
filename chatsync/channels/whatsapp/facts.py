"""What a webhook delivery says, in words that know nothing of its JSON.

Every fact is frozen and carries the ids that route it: `phone_number_id` for what belongs to
one number, `waba_id` for what belongs to an account. Times are whole unix seconds as Meta gave
them, or None where they were missing or no time at all. `raw` is the piece of JSON the fact was
read from. Text is free of NUL and of lone surrogates, so PostgreSQL takes it, and long text is
cut at the limits of `wire`: the raw piece still holds all of it.
"""

from typing import Literal, TypeAlias

from msgspec import Struct

from chatsync.channels.whatsapp.contents import Details

Direction: TypeAlias = Literal["in", "out"]
Origin: TypeAlias = Literal["live", "echo", "history"]

KINDS = frozenset(
    {
        "text",
        "image",
        "audio",
        "video",
        "document",
        "sticker",
        "location",
        "contacts",
        "reaction",
        "interactive",
        "button",
        "order",
        "system",
        "edit",
        "revoke",
        "unsupported",
    },
)
"""The message kinds we model. Any other `kind` is Meta's own type word, kept as it came."""


class ProviderError(Struct, frozen=True, gc=False):
    """One error as Meta reports it. Branch on `code`: titles are due to go away."""

    code: int | None = None
    title: str | None = None
    details: str | None = None


class Sender(Struct, frozen=True, gc=False):
    """The customer's side of the conversation, for our own messages (`out`) too.

    `phone` is digits only, without `+`; `bsuid` is the business-scoped user id, opaque. Either
    may be missing, and so may both. `opaque_id` is what stood in `from` (or `to`) when that was
    neither: identify by it only if nothing else is there.
    """

    phone: str | None = None
    bsuid: str | None = None
    previous_bsuid: str | None = None
    username: str | None = None
    profile_name: str | None = None
    opaque_id: str | None = None


class Media(Struct, frozen=True, gc=False):
    """A file to fetch from Meta: ids live 7 days. `sha256` is base64 in webhooks, hex elsewhere."""

    id: str
    mime_type: str | None = None
    sha256: str | None = None
    caption: str | None = None
    file_name: str | None = None
    voice: bool = False
    animated: bool = False


class InboundMessage(Struct, frozen=True, gc=False):
    """One message of a thread: written by the customer (`in`) or on the business's phone (`out`).

    `subtype` narrows the kind (`button_reply`, `user_changed_number`, the kind inside an edit).
    `answer_id` is the id behind a tapped button or list row. `refers_to` is the wamid a reaction,
    edit or deletion is about; a reaction without `text` takes the earlier one back.
    `damaged` names parts that could not be read: the same raw then also comes as `Unreadable`.
    `history_status` is the state a history message had reached (READ, DELIVERED, ...).
    """

    phone_number_id: str
    wamid: str
    kind: str
    origin: Origin
    direction: Direction
    at: int | None
    sender: Sender
    opens_window: bool
    raw: bytes
    waba_id: str | None = None
    subtype: str | None = None
    text: str | None = None
    answer_id: str | None = None
    media: Media | None = None
    details: Details | None = None
    reply_to_wamid: str | None = None
    refers_to: str | None = None
    group_id: str | None = None
    history_status: str | None = None
    errors: tuple[ProviderError, ...] = ()
    damaged: tuple[str, ...] = ()


class StatusReport(Struct, frozen=True, gc=False):
    """How far a message of ours has come. `status` is Meta's word, unknown ones included.

    Reports repeat and come in any order: apply them by rank, never by arrival.
    """

    phone_number_id: str
    wamid: str
    status: str
    at: int | None
    raw: bytes
    waba_id: str | None = None
    recipient_phone: str | None = None
    recipient_bsuid: str | None = None
    callback_data: str | None = None
    group_id: str | None = None
    errors: tuple[ProviderError, ...] = ()


class IdentityChange(Struct, frozen=True, gc=False):
    """The same person under a new number or a new user id. Comes repeated: apply idempotently."""

    phone_number_id: str
    at: int | None
    raw: bytes
    waba_id: str | None = None
    wamid: str | None = None
    old_phone: str | None = None
    new_phone: str | None = None
    old_bsuid: str | None = None
    new_bsuid: str | None = None


class AccountUpdate(Struct, frozen=True, gc=False):
    """Anything that is no message: templates, quality, security, calls, fields we never saw.

    `raw` is the change's `value`. `event` is its `event` or `decision` word where it has one.
    """

    field: str
    raw: bytes
    waba_id: str | None = None
    phone_number_id: str | None = None
    display_phone_number: str | None = None
    event: str | None = None
    at: int | None = None


class ChannelError(Struct, frozen=True, gc=False):
    """Errors of the number itself, not of one message: show them as the channel's health."""

    errors: tuple[ProviderError, ...]
    raw: bytes
    phone_number_id: str | None = None
    waba_id: str | None = None
    at: int | None = None


class Unreadable(Struct, frozen=True, gc=False):
    """One piece that could not be read, to be parked alone.

    `kind` says what it would have been (delivery, entry, change, message, status, ...), `where`
    its path in the body, `reason` a plain English sentence for the operator.
    """

    kind: str
    reason: str
    where: str
    raw: bytes
    phone_number_id: str | None = None
    waba_id: str | None = None


Update: TypeAlias = InboundMessage | StatusReport | IdentityChange | AccountUpdate | ChannelError


class Reading(Struct, frozen=True, gc=False):
    """Everything one delivery said, in its own order."""

    updates: tuple[Update, ...] = ()
    unreadable: tuple[Unreadable, ...] = ()
