"""A webhook body as facts: every entry, every change, every item, each read on its own.

One POST carries up to 1,000 updates of several numbers (Meta, webhooks overview). Nothing in a
body makes `read_delivery` raise: what cannot be read comes back as `Unreadable` with its bytes.
"""

from msgspec import Raw, Struct
from msgspec.structs import replace

from chatsync.channels.whatsapp import lenient, wire
from chatsync.channels.whatsapp.envelope import changes_of
from chatsync.channels.whatsapp.facts import (
    AccountUpdate,
    ChannelError,
    Origin,
    ProviderError,
    Reading,
    Sender,
)
from chatsync.channels.whatsapp.messages import (
    Number,
    Surroundings,
    identity_change,
    message_fact,
    provider_error,
    status_fact,
    user_id_change,
)
from chatsync.channels.whatsapp.notes import Notes, Place, TooManyPiecesError
from chatsync.channels.whatsapp.people import People, username

MESSAGE_FIELDS = frozenset(
    {"messages", "history", "smb_message_echoes", "message_echoes", "user_id_update"},
)
"""Fields whose items are facts of their own. Others (calls have `statuses` too!) stay whole."""

_VALUE = lenient.Shape(wire.Value)
_ACCOUNT_VALUE = lenient.Shape(wire.AccountValue)
_MESSAGE = lenient.Shape(wire.Message)
_STATUS = lenient.Shape(wire.Status)
_CONTACT = lenient.Shape(wire.Contact)
_ERROR = lenient.Shape(wire.ErrorItem)
_CHUNK = lenient.Shape(wire.HistoryChunk)
_THREAD = lenient.Shape(wire.Thread)
_USER_ID = lenient.Shape(wire.UserIdUpdate)


def read_delivery(body: bytes) -> Reading:
    """Everything a webhook body says, in its order. Never raises for what the body holds."""
    notes = Notes(body)
    try:
        for place, field, raw in changes_of(body, notes):
            notes.count_piece()
            if field in MESSAGE_FIELDS:
                _read_messages(field, raw, place.inside(".value"), notes)
            else:
                _read_other(field, raw, place.inside(".value"), notes)
    except TooManyPiecesError as too_many:
        notes.park_delivery(str(too_many))
    return notes.reading()


def _read_other(field: str, raw: Raw, place: Place, notes: Notes) -> None:
    """A change that is kept whole, told apart by its field. One without a field may be messages."""
    if not field:
        found = _VALUE.loosely(raw)
        if found and (found.messages or found.statuses):
            _read_messages("messages", raw, place, notes)
            return
    value = _ACCOUNT_VALUE.loosely(raw)
    if value is None:
        notes.park("change", "The value of this change is not a JSON object.", place, bytes(raw))
        return
    metadata = value.metadata or wire.Metadata()
    waba = value.waba_info
    place = Place(
        place.where,
        (lenient.ident(waba.waba_id) if waba else None) or place.waba_id,
        place.at,
        lenient.ident(metadata.phone_number_id),
    )
    notes.updates.append(
        AccountUpdate(
            field=field or lenient.clean(value.field, 100) or "",
            raw=bytes(raw),
            waba_id=place.waba_id,
            phone_number_id=place.phone_number_id,
            display_phone_number=lenient.ident(value.display_phone_number)
            or lenient.ident(metadata.display_phone_number),
            event=lenient.clean(value.event, wire.WORD_LIMIT)
            or lenient.clean(value.decision, wire.WORD_LIMIT),
            at=place.at,
        ),
    )
    _note_errors(value.errors, raw, place, notes)


def _read_messages(field: str, raw: Raw, place: Place, notes: Notes) -> None:
    """A change whose items are messages, statuses, echoes or history."""
    before = len(notes)
    found = notes.read(_VALUE, raw, "change", place)
    if found is None:
        return
    value = found[0]
    metadata = value.metadata or wire.Metadata()
    phone_number_id = lenient.ident(metadata.phone_number_id)
    place = Place(place.where, place.waba_id, place.at, phone_number_id)
    if phone_number_id is None:
        _park_homeless(value, place, notes)
    else:
        display = lenient.phone(metadata.display_phone_number)
        number = Number(phone_number_id, place.waba_id, display)
        _read_items(value, _Change(field, number, place, notes))
    if value.errors and not _explains_a_message(value):
        _note_errors(value.errors, raw, place, notes)
    if len(notes) == before:
        notes.updates.append(
            AccountUpdate(
                field=field,
                raw=bytes(raw),
                waba_id=place.waba_id,
                phone_number_id=phone_number_id,
                at=place.at,
            ),
        )


class _Change(Struct, frozen=True):
    field: str
    number: Number
    place: Place
    notes: Notes


def _read_items(value: wire.Value, change: _Change) -> None:
    people = _people(value.contacts, change)
    if value.messages:
        origin: Origin = "history" if change.field == "history" else "live"
        errors = _errors(value.errors) if _explains_a_message(value) else ()
        around = Surroundings(change.number, people, origin, errors=errors)
        _read_list(value.messages, ".messages", around, change)
    if value.message_echoes:
        echoed = Surroundings(change.number, people, "echo")
        _read_list(value.message_echoes, ".message_echoes", echoed, change)
    for at, raw in enumerate(value.statuses or ()):
        _read_status(raw, change.place.inside(f".statuses[{at}]"), people, change)
    for at, raw in enumerate(value.user_id_update or ()):
        _read_user_id(raw, change.place.inside(f".user_id_update[{at}]"), change)
    for at, raw in enumerate(value.history or ()):
        _read_chunk(raw, change.place.inside(f".history[{at}]"), people, change)


def _read_list(
    items: list[Raw] | None,
    name: str,
    around: Surroundings,
    change: _Change,
) -> None:
    notes = change.notes
    for at, raw in enumerate(items or ()):
        place = change.place.inside(f"{name}[{at}]")
        found = notes.read(_MESSAGE, raw, "message", place)
        if found is None:
            continue
        message, damaged = found
        piece = bytes(raw)
        if message.system and (moved := identity_change(message, piece, around.number)):
            notes.updates.append(moved)
        if fact := message_fact(message, piece, around, damaged):
            notes.updates.append(fact)
        else:
            notes.park("message", "This message has no usable id.", place, piece)


def _read_status(raw: Raw, place: Place, people: People, change: _Change) -> None:
    found = change.notes.read(_STATUS, raw, "status", place)
    if found is None:
        return
    piece = bytes(raw)
    if fact := status_fact(found[0], piece, change.number, people):
        change.notes.updates.append(fact)
    else:
        reason = "This status has no usable message id or no status word."
        change.notes.park("status", reason, place, piece)


def _read_user_id(raw: Raw, place: Place, change: _Change) -> None:
    found = change.notes.read(_USER_ID, raw, "user_id_update", place)
    if found is None:
        return
    piece = bytes(raw)
    if fact := user_id_change(found[0], piece, change.number):
        change.notes.updates.append(fact)
    else:
        reason = "This change of a user id names no usable new id."
        change.notes.park("user_id_update", reason, place, piece)


def _read_chunk(raw: Raw, place: Place, people: People, change: _Change) -> None:
    """One chunk of a history: threads with messages, or the errors of declined sharing."""
    found = change.notes.read(_CHUNK, raw, "history", place)
    if found is None:
        return
    if found[0].errors:
        _note_errors(found[0].errors, raw, place, change.notes)
    for at, item in enumerate(found[0].threads or ()):
        spot = place.inside(f".threads[{at}]")
        read = change.notes.read(_THREAD, item, "thread", spot)
        if read is None:
            continue
        around = Surroundings(change.number, people, "history", _thread_with(read[0], people))
        inner = _Change(change.field, change.number, spot, change.notes)
        _read_list(read[0].messages, ".messages", around, inner)


def _thread_with(thread: wire.Thread, people: People) -> Sender:
    context = thread.context or wire.ThreadContext()
    who = people.who(context.wa_id or thread.id, context.user_id)
    named = who.username or username(context.username)
    return replace(who, username=named)


def _people(contacts: list[Raw] | None, change: _Change) -> People:
    found = (
        change.notes.read(_CONTACT, raw, "contact", change.place.inside(f".contacts[{at}]"))
        for at, raw in enumerate(contacts or ())
    )
    return People(contact for contact, _ in filter(None, found))


def _explains_a_message(value: wire.Value) -> bool:
    """Errors beside a single message say why that one is empty; else they are the number's."""
    return len(value.messages or ()) == 1 and not value.statuses


def _errors(items: list[Raw] | None) -> tuple[ProviderError, ...]:
    found = (_ERROR.loosely(item) for item in items or ())
    return tuple(provider_error(item) for item in found if item is not None)


def _note_errors(items: list[Raw] | None, raw: Raw, place: Place, notes: Notes) -> None:
    if errors := _errors(items):
        notes.updates.append(
            ChannelError(
                errors=errors,
                raw=bytes(raw),
                phone_number_id=place.phone_number_id,
                waba_id=place.waba_id,
                at=place.at,
            ),
        )


def _park_homeless(value: wire.Value, place: Place, notes: Notes) -> None:
    """Items of a change that does not say which number they belong to: each parked alone."""
    for kind in ("messages", "message_echoes", "statuses", "user_id_update", "history"):
        for at, raw in enumerate(getattr(value, kind) or ()):
            spot = place.inside(f".{kind}[{at}]")
            notes.park(kind, "The change names no phone_number_id.", spot, bytes(raw))
