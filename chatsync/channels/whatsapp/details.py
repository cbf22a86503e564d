"""Reading what a message shows beside its words. Wrong parts are left out, never raised."""

import math
from collections.abc import Callable, Iterable
from typing import Any

import msgspec

from chatsync.channels.whatsapp import contents, lenient, wire
from chatsync.channels.whatsapp.contents import LINES_MAX, Content, Details, Line
from chatsync.channels.whatsapp.facts import KINDS, Media, ProviderError

_FILES = frozenset({"image", "audio", "video", "document", "sticker"})
_FIELD_MAX = 1_000


def read_details(
    kind: str,
    message: wire.Message,
    media: Media | None,
    errors: tuple[ProviderError, ...],
) -> Details | None:
    """What stands beside the words; None for a plain message."""
    content = _content(kind, message, media, errors)
    referral = _referral(message.referral)
    forwarded = message.context is not None and (
        message.context.forwarded is True or message.context.frequently_forwarded is True
    )
    if content is None and referral is None and not forwarded:
        return None
    return Details(content, referral, forwarded)


def _content(
    kind: str,
    message: wire.Message,
    media: Media | None,
    errors: tuple[ProviderError, ...],
) -> Content | None:
    if media is not None:
        return contents.Voice() if kind == "audio" and media.voice else None
    if kind in _FILES or kind == "unsupported" or kind not in KINDS:
        return _unsupported(kind, message, errors)
    reader = _READERS.get(kind)
    return reader(message) if reader else None


def _unsupported(
    kind: str, message: wire.Message, errors: tuple[ProviderError, ...]
) -> contents.Unsupported | None:
    named = lenient.clean(message.unsupported.type, wire.WORD_LIMIT) if message.unsupported else ""
    error = errors[0] if errors else ProviderError()
    return contents.Unsupported(
        what=named or (None if kind == "unsupported" else kind),
        code=error.code,
        title=error.title,
        details=_short(error.details),
    )


def _location(message: wire.Message) -> Content | None:
    place = message.location
    if place is None:
        return None
    return contents.Location(
        latitude=_number(place.latitude, 90),
        longitude=_number(place.longitude, 180),
        name=_short(place.name),
        address=_short(place.address),
    )


def _contacts(message: wire.Message) -> Content | None:
    cards = message.contacts or []
    shown = tuple(_card(card) for card in cards[:LINES_MAX])
    return contents.Cards(shown, max(0, len(cards) - LINES_MAX))


def _card(card: wire.Card) -> contents.Card:
    name, org = card.name, card.org
    return contents.Card(
        name=(_short(name.formatted_name) or _short(name.first_name)) if name else None,
        organisation=_short(org.get("company")) if isinstance(org, dict) else None,
        phones=_lines((p.phone or p.wa_id, p.type) for p in card.phones or ()),
        emails=_lines((e.get("email"), e.get("type")) for e in _objects(card.emails)),
        addresses=_lines((_address(a), a.get("type")) for a in _objects(card.addresses)),
        links=_lines((u.get("url"), u.get("type")) for u in _objects(card.urls)),
    )


def _address(parts: dict[str, Any]) -> str:
    found = (_short(parts.get(key)) for key in ("street", "city", "state", "zip", "country"))
    return ", ".join(part for part in found if part)


def _interactive(message: wire.Message) -> Content | None:
    found = message.interactive
    if found is None:
        return None
    ways = (
        ("button", found.button_reply),
        ("list", found.list_reply),
        ("form", found.nfm_reply),
        (lenient.clean(found.type, wire.WORD_LIMIT) or "other", found.call_permission_reply),
    )
    for way, answer in ways:
        if answer is not None:
            return contents.Answer(
                way=way,
                title=_short(answer.title) or _short(answer.body) or _short(answer.response),
                description=_short(answer.description),
                fields=_form(answer.response_json),
            )
    return None


def _form(text: object) -> tuple[Line, ...]:
    """The fields of a finished form: a JSON text, which may be invalid or no object."""
    try:
        found = msgspec.json.decode(text, type=dict[str, Any]) if isinstance(text, str) else {}
    except lenient.UNREADABLE:
        return ()
    return _lines(
        (value if isinstance(value, str) else msgspec.json.encode(value).decode(), name)
        for name, value in found.items()
        if name != "flow_token"
    )


def _button(message: wire.Message) -> Content | None:
    button = message.button
    return contents.Answer("button", _short(button.text)) if button else None


def _order(message: wire.Message) -> Content | None:
    order = message.order
    if order is None:
        return None
    items = _objects(order.product_items)
    return contents.Order(
        catalog_id=lenient.ident(order.catalog_id),
        items=tuple(
            contents.Item(
                product=_short(item.get("product_retailer_id")) or "?",
                quantity=_number(item.get("quantity"), 1e9),
                price=_number(item.get("item_price"), 1e12),
                currency=lenient.clean(item.get("currency"), 8),
            )
            for item in items[:LINES_MAX]
        ),
        left_out=max(0, len(items) - LINES_MAX),
    )


def _system(message: wire.Message) -> Content | None:
    system = message.system
    if system is None:
        return contents.Notice()
    event = lenient.clean(system.type, wire.WORD_LIMIT)
    return contents.Notice(event, None if names_a_phone(event) else _short(system.body))


def names_a_phone(event: str | None) -> bool:
    """Whether Meta's words of this notice hold phone numbers, which not every agent may see."""
    return event in {"user_changed_number", "user_changed_user_id"}


_READERS: dict[str, Callable[[wire.Message], Content | None]] = {
    "location": _location,
    "contacts": _contacts,
    "interactive": _interactive,
    "button": _button,
    "order": _order,
    "system": _system,
}


def _referral(value: object) -> contents.Referral | None:
    if not isinstance(value, dict) or not value:
        return None
    link = lenient.clean(value.get("source_url"), _FIELD_MAX)
    return contents.Referral(
        source=lenient.clean(value.get("source_type"), wire.WORD_LIMIT),
        headline=_short(value.get("headline")),
        body=_short(value.get("body")),
        link=link if link and link.startswith(("https://", "http://")) else None,
    )


def _short(value: object) -> str | None:
    return lenient.clean(value, _FIELD_MAX) or None


def _objects(value: object) -> list[dict[str, Any]]:
    return [one for one in value if isinstance(one, dict)] if isinstance(value, list) else []


def _lines(pairs: Iterable[tuple[object, object]]) -> tuple[Line, ...]:
    found = ((_short(value), lenient.clean(label, wire.WORD_LIMIT)) for value, label in pairs)
    return tuple(Line(value, label or None) for value, label in found if value)[:LINES_MAX]


def _number(value: object, most: float) -> float | None:
    """A number, given as number or text, from -most to most."""
    try:
        number = float(value) if isinstance(value, str | int | float) else math.nan
    except (ValueError, OverflowError):
        return None
    return number if abs(number) <= most else None
