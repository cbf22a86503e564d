"""From the bytes of a POST to its changes, whatever state the bytes are in."""

from collections.abc import Iterator

import msgspec

from chatsync.channels.whatsapp import lenient, wire
from chatsync.channels.whatsapp.notes import Notes, Place

_ENVELOPE = lenient.Shape(wire.Envelope)
_LOOSE_ENVELOPE = lenient.Shape(wire.LooseEnvelope)
_LOOSE_ENTRY = lenient.Shape(wire.LooseEntry)
_CHANGE = lenient.Shape(wire.Change)
_SCAN = msgspec.json.Decoder(msgspec.Raw).decode


def changes_of(body: bytes, notes: Notes) -> Iterator[tuple[Place, str, msgspec.Raw]]:
    """Every change with a value: its place, its field ("" where it names none), its value."""
    try:
        body.decode()
    except UnicodeDecodeError as broken:
        notes.park_delivery(f"The body is not UTF-8: {broken.reason}.")
        return
    for entry_at, entry in _entries(body, notes):
        waba_id, at = lenient.ident(entry.id), lenient.unix_seconds(entry.time)
        for change_at, change in enumerate(entry.changes or ()):
            if change.value is not wire.ABSENT:
                place = Place(f"entry[{entry_at}].changes[{change_at}]", waba_id, at)
                named = change.field if change.field is not None else entry.field
                yield place, lenient.clean(named, 100) or "", change.value


def _entries(body: bytes, notes: Notes) -> Iterator[tuple[int, wire.Entry]]:
    try:
        envelope = _ENVELOPE.read(body)
    except lenient.UNREADABLE:
        envelope = wire.Envelope()
    if envelope.entry is None or not all(_is_whole(entry) for entry in envelope.entry):
        yield from _loose_entries(body, notes)
    elif _is_ours(envelope.about, notes):
        yield from enumerate(envelope.entry)


def _is_whole(entry: wire.Entry) -> bool:
    return entry.changes is not None and all(
        change.value is not wire.ABSENT for change in entry.changes
    )


def _is_ours(named: object, notes: Notes) -> bool:
    if named is None or named == "whatsapp_business_account":
        return True
    notes.park_delivery("The delivery is not about a WhatsApp business account.")
    return False


def _loose_entries(body: bytes, notes: Notes) -> Iterator[tuple[int, wire.Entry]]:
    """The entries of a body that does not fit the envelope, each read on its own."""
    mended = _mended(body, notes)
    if mended is None:
        return
    saved = _LOOSE_ENVELOPE.salvage(mended)
    if saved is None:
        notes.park_delivery("The body is not a JSON object.")
        return
    envelope = saved[0]
    items = lenient.pieces(envelope.entry)
    if items is None:
        notes.park_delivery("The body has no list of entries.")
    elif _is_ours(envelope.about, notes):
        for entry_at, item in enumerate(items):
            place = Place(f"entry[{entry_at}]")
            if found := notes.read(_LOOSE_ENTRY, item, "entry", place):
                yield entry_at, _entry(found[0], item, place, notes)


def _entry(loose: wire.LooseEntry, raw: msgspec.Raw, place: Place, notes: Notes) -> wire.Entry:
    place = Place(place.where, lenient.ident(loose.id), lenient.unix_seconds(loose.time))
    items = lenient.pieces(loose.changes)
    if items is None:
        notes.park("entry", "This entry has no list of changes.", place, bytes(raw))
    changes: list[wire.Change] = []
    for change_at, item in enumerate(items or ()):
        spot = place.inside(f".changes[{change_at}]")
        found = notes.read(_CHANGE, item, "change", spot)
        change = found[0] if found else wire.Change()
        if found and change.value is wire.ABSENT:
            notes.park("change", "This change has no value.", spot, bytes(item))
        changes.append(change)
    return wire.Entry(loose.id, loose.time, loose.field, changes)


def _mended(body: bytes, notes: Notes) -> bytes | None:
    """The body without what no decoder takes: half surrogate pairs, endless nesting."""
    mended = body
    reason = "The body is nested too deeply to be read."
    for _ in range(3):
        try:
            _SCAN(mended)
        except RecursionError:
            before, mended = mended, lenient.cut_depth(mended)
        except ValueError as broken:
            reason = f"The body is not valid JSON: {broken}."
            before, mended = mended, lenient.mend_surrogates(mended)
        else:
            if len(mended) != len(body):
                depth = lenient.MAX_DEPTH
                notes.park_delivery(f"Deeper parts than {depth} levels of nesting were left out.")
            return mended
        if mended == before:
            break
    notes.park_delivery(reason)
    return None
