"""What a message says: its kind, one line of text for lists, its file, the answer tapped."""

from collections.abc import Callable

from msgspec import Struct

from chatsync.channels.whatsapp import lenient, wire
from chatsync.channels.whatsapp.facts import Media


class Said(Struct, frozen=True, gc=False):
    text: str | None = None
    subtype: str | None = None
    answer_id: str | None = None
    media: Media | None = None


_NOTHING = Said()


def kind_of(body: wire.Body) -> str:
    """The message's kind; where `type` is missing, the kind whose part is there."""
    word = lenient.clean(body.type, wire.WORD_LIMIT)
    if word:
        return "audio" if word == "voice" else word
    for kind in _READERS:
        if getattr(body, kind) is not None:
            return kind
    if isinstance(body, wire.Message):
        for kind in ("system", "edit", "revoke"):
            if getattr(body, kind) is not None:
                return kind
    return "audio" if body.voice is not None else "unsupported"


def read_body(kind: str, body: wire.Body) -> Said:
    """What a body of this kind says; nothing for a kind we do not model."""
    reader = _READERS.get(kind)
    return reader(body) if reader else _NOTHING


def _text(value: object) -> str | None:
    return lenient.clean(value, wire.TEXT_LIMIT) or None


def _read_text(body: wire.Body) -> Said:
    return Said(_text(body.text.body)) if body.text else _NOTHING


def _read_file(found: wire.MediaBody | None) -> Said:
    if found is None:
        return _NOTHING
    caption = _text(found.caption)
    media_id = lenient.ident(found.id)
    if media_id is None:
        return Said(caption)
    return Said(
        caption,
        media=Media(
            id=media_id,
            mime_type=lenient.clean(found.mime_type, wire.NAME_LIMIT),
            sha256=lenient.clean(found.sha256, wire.NAME_LIMIT),
            caption=caption,
            file_name=lenient.clean(found.filename, wire.NAME_LIMIT),
            voice=found.voice is True,
            animated=found.animated is True,
        ),
    )


def _read_location(body: wire.Body) -> Said:
    place = body.location
    if place is None:
        return _NOTHING
    point = [lenient.clean(part, wire.WORD_LIMIT) for part in (place.latitude, place.longitude)]
    name = _text(place.name) or _text(place.address)
    return Said(name or ", ".join(part for part in point if part) or None)


def _read_contacts(body: wire.Body) -> Said:
    lines = [line for card in body.contacts or () if (line := _card_line(card))]
    return Said(_text(", ".join(lines)))


def _card_line(card: wire.Card) -> str | None:
    """A shared contact's name, or its number: since 2026 the name may be missing."""
    name = card.name
    if name and (line := _text(name.formatted_name) or _text(name.first_name)):
        return line
    for number in card.phones or ():
        if line := _text(number.phone) or _text(number.wa_id):
            return line
    return None


def _read_reaction(body: wire.Body) -> Said:
    return Said(_text(body.reaction.emoji)) if body.reaction else _NOTHING


def _read_interactive(body: wire.Body) -> Said:
    found = body.interactive
    if found is None:
        return _NOTHING
    answer = (
        found.button_reply
        or found.list_reply
        or found.nfm_reply
        or found.call_permission_reply
        or wire.Answer()
    )
    return Said(
        _text(answer.title) or _text(answer.body) or _text(answer.response),
        subtype=lenient.clean(found.type, wire.WORD_LIMIT),
        answer_id=lenient.ident(answer.id),
    )


def _read_button(body: wire.Body) -> Said:
    button = body.button
    if button is None:
        return _NOTHING
    payload = lenient.clean(button.payload, wire.NAME_LIMIT)
    return Said(_text(button.text) or payload, answer_id=payload)


def _read_order(body: wire.Body) -> Said:
    return Said(_text(body.order.text)) if body.order else _NOTHING


_READERS: dict[str, Callable[[wire.Body], Said]] = {
    "text": _read_text,
    "image": lambda body: _read_file(body.image),
    "audio": lambda body: _read_file(body.audio or body.voice),
    "video": lambda body: _read_file(body.video),
    "document": lambda body: _read_file(body.document),
    "sticker": lambda body: _read_file(body.sticker),
    "location": _read_location,
    "contacts": _read_contacts,
    "reaction": _read_reaction,
    "interactive": _read_interactive,
    "button": _read_button,
    "order": _read_order,
}
