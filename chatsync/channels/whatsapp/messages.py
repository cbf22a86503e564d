"""One message or status of Meta's JSON as a fact."""

from msgspec import Struct

from chatsync.channels.whatsapp import lenient, wire
from chatsync.channels.whatsapp.bodies import Said, kind_of, read_body
from chatsync.channels.whatsapp.details import names_a_phone, read_details
from chatsync.channels.whatsapp.facts import (
    Direction,
    IdentityChange,
    InboundMessage,
    Origin,
    ProviderError,
    Sender,
    StatusReport,
)
from chatsync.channels.whatsapp.people import People

OPENS_NO_WINDOW = frozenset(
    {"reaction", "system", "unsupported", "edit", "revoke", "request_welcome"},
)
"""Kinds that are no new message of the customer's, so that no 24 hours begin with them."""


class Number(Struct, frozen=True, gc=False):
    """The business number a change belongs to."""

    phone_number_id: str
    waba_id: str | None
    display: str | None


class Surroundings(Struct, frozen=True, gc=False):
    """What a message's own JSON does not say: where it stood, and whose thread that is."""

    number: Number
    people: People
    origin: Origin
    thread: Sender | None = None
    errors: tuple[ProviderError, ...] = ()


def message_fact(
    message: wire.Message,
    raw: bytes,
    around: Surroundings,
    damaged: tuple[str, ...] = (),
) -> InboundMessage | None:
    """The message as a fact; None without an id, for then it can never be found again."""
    wamid = lenient.ident(message.id)
    if wamid is None:
        return None
    kind = kind_of(message)
    said = _said(kind, message)
    direction = _direction(message, around)
    group_id = lenient.ident(message.group_id)
    errors = provider_errors(message.errors) or around.errors
    return InboundMessage(
        phone_number_id=around.number.phone_number_id,
        waba_id=around.number.waba_id,
        wamid=wamid,
        kind=kind,
        origin=around.origin,
        direction=direction,
        at=lenient.unix_seconds(message.timestamp),
        sender=_customer(message, direction, around),
        opens_window=around.origin == "live" and not group_id and kind not in OPENS_NO_WINDOW,
        raw=raw,
        subtype=said.subtype,
        text=said.text,
        answer_id=said.answer_id,
        media=said.media,
        details=read_details(kind, message, said.media, errors),
        reply_to_wamid=lenient.ident(message.context.id) if message.context else None,
        refers_to=_refers_to(message),
        group_id=group_id,
        history_status=_history_status(message),
        errors=errors,
        damaged=damaged,
    )


def status_fact(
    status: wire.Status,
    raw: bytes,
    number: Number,
    people: People,
) -> StatusReport | None:
    """The status as a fact; None without the message's id or the status word itself."""
    wamid = lenient.ident(status.id)
    word = lenient.clean(status.status, wire.WORD_LIMIT)
    if wamid is None or not word:
        return None
    group_id = lenient.ident(status.recipient_id) if status.recipient_type == "group" else None
    if group_id:
        who = people.who(status.recipient_participant_id, status.recipient_participant_user_id)
    else:
        who = people.who(status.recipient_id, status.recipient_user_id)
    return StatusReport(
        phone_number_id=number.phone_number_id,
        waba_id=number.waba_id,
        wamid=wamid,
        status=word,
        at=lenient.unix_seconds(status.timestamp),
        raw=raw,
        recipient_phone=who.phone,
        recipient_bsuid=who.bsuid,
        callback_data=lenient.ident(status.biz_opaque_callback_data),
        group_id=group_id,
        errors=provider_errors(status.errors),
    )


def identity_change(message: wire.Message, raw: bytes, number: Number) -> IdentityChange | None:
    """The change of ids that a system message announces, if it announces one."""
    system = message.system
    if system is None or system.type == "customer_identity_changed":
        return None
    new_phone = lenient.phone(system.wa_id) or lenient.phone(system.new_wa_id)
    new_bsuid = lenient.bsuid(system.user_id) or lenient.bsuid(system.wa_id)
    if not new_phone and not new_bsuid:
        return None
    old_bsuid = lenient.bsuid(system.previous_user_id) or lenient.bsuid(message.from_user_id)
    return IdentityChange(
        phone_number_id=number.phone_number_id,
        waba_id=number.waba_id,
        wamid=lenient.ident(message.id),
        at=lenient.unix_seconds(message.timestamp),
        raw=raw,
        old_phone=lenient.phone(message.from_),
        new_phone=new_phone,
        old_bsuid=old_bsuid if old_bsuid != new_bsuid else None,
        new_bsuid=new_bsuid,
    )


def user_id_change(
    update: wire.UserIdUpdate,
    raw: bytes,
    number: Number,
) -> IdentityChange | None:
    """The change of ids in an item of the older field `user_id_update`."""
    ids = update.user_id or wire.UserIds()
    new_bsuid = lenient.bsuid(ids.current)
    if new_bsuid is None:
        return None
    return IdentityChange(
        phone_number_id=number.phone_number_id,
        waba_id=number.waba_id,
        at=lenient.unix_seconds(update.timestamp),
        raw=raw,
        new_phone=lenient.phone(update.wa_id),
        old_bsuid=lenient.bsuid(ids.previous),
        new_bsuid=new_bsuid,
    )


def provider_errors(items: list[wire.ErrorItem] | None) -> tuple[ProviderError, ...]:
    """Meta's errors, tidied; a title may be missing and `message` stand in its place."""
    return tuple(provider_error(item) for item in items) if items else ()


def provider_error(item: wire.ErrorItem) -> ProviderError:
    data = item.error_data
    return ProviderError(
        code=lenient.whole_number(item.code),
        title=lenient.clean(item.title, wire.NAME_LIMIT)
        or lenient.clean(item.message, wire.NAME_LIMIT),
        details=lenient.clean(data.details, wire.TEXT_LIMIT) if data else None,
    )


def _said(kind: str, message: wire.Message) -> Said:
    if kind == "edit" and message.edit and message.edit.message:
        inner = message.edit.message
        inner_kind = kind_of(inner)
        said = read_body(inner_kind, inner)
        return Said(said.text, inner_kind, said.answer_id, said.media)
    if kind == "system" and message.system:
        system = message.system
        event = lenient.clean(system.type, wire.WORD_LIMIT)
        words = None if names_a_phone(event) else lenient.clean(system.body, wire.TEXT_LIMIT)
        return Said(words, event)
    if kind == "unsupported" and message.unsupported:
        return Said(subtype=lenient.clean(message.unsupported.type, wire.WORD_LIMIT))
    return read_body(kind, message)


def _direction(message: wire.Message, around: Surroundings) -> Direction:
    """Echoes are ours; in a history the writer tells, against our number and the thread's ids."""
    if around.origin != "history":
        return "out" if around.origin == "echo" else "in"
    author = lenient.phone(message.from_) or lenient.ident(message.from_)
    if author is None or author == around.number.display:
        return "in" if author is None and message.from_user_id is not None else "out"
    thread = around.thread
    if thread is None or author in {thread.phone, thread.bsuid, thread.opaque_id}:
        return "in"
    # A thread whose phone number is hidden cannot be compared with the writer's.
    return "out" if thread.phone else "in"


def _customer(message: wire.Message, direction: Direction, around: Surroundings) -> Sender:
    if around.thread is not None:
        return around.thread
    if direction == "out":
        return around.people.who(message.to, message.to_user_id)
    system = message.system
    if system is None:
        return around.people.who(message.from_, message.from_user_id)
    user_id = message.from_user_id or (None if message.from_ else system.user_id)
    who = around.people.who(message.from_, user_id)
    previous = lenient.bsuid(system.previous_user_id)
    return Sender(
        phone=who.phone,
        bsuid=who.bsuid,
        previous_bsuid=previous if previous != who.bsuid else None,
        username=who.username,
        profile_name=who.profile_name,
        opaque_id=who.opaque_id,
    )


def _refers_to(message: wire.Message) -> str | None:
    if message.reaction:
        return lenient.ident(message.reaction.message_id)
    if message.edit:
        return lenient.ident(message.edit.original_message_id)
    return lenient.ident(message.revoke.original_message_id) if message.revoke else None


def _history_status(message: wire.Message) -> str | None:
    found = message.history_context
    return lenient.clean(found.status, wire.WORD_LIMIT) if found else None
