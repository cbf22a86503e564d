"""What a customer can do on the phone page beside writing: files, places, cards, marks, answers."""

from collections.abc import Callable

import msgspec
from aiohttp import web

from sandbox.checks import invalid
from sandbox.inbound import media_part, write
from sandbox.state import Customer, Json, Number, World
from sandbox.voice import sample_document, sample_voice

_LARGEST = 16 * 1024 * 1024
_LONGEST = 4096
_FILE_KINDS = ("image", "audio", "video", "document", "sticker")
_SAMPLES: dict[str, tuple[str, str, Callable[[], bytes]]] = {
    "voice": ("audio", "audio/ogg; codecs=opus", sample_voice),
    "document": ("document", "application/pdf", sample_document),
}
_DECODER = msgspec.json.Decoder(dict[str, str | float | None])

Wish = dict[str, str | float | None]


def read_wish(raw: bytes) -> Wish:
    """Decode what the page asks for; GraphError when it is no flat object."""
    try:
        return _DECODER.decode(raw)
    except msgspec.DecodeError:
        raise invalid("The message could not be read.") from None


def do_kind(world: World, number: Number, who: Customer, wish: Wish) -> str:
    """Let a person send one message that is no file and give its id."""
    kind = str(wish.get("kind"))
    part = _PARTS.get(kind)
    if part is None:
        raise invalid(f"kind must be one of: {', '.join(_PARTS)}")
    if kind == "ad":
        return write(world, number, who, "text", {"text": part(wish), "referral": _AD})
    made: Json = {kind: part(wish)}
    if kind in {"interactive", "button"}:
        made["reply_to"] = _text(wish, "target")
    if kind == "system":
        made["identity"] = {"acknowledged": True, "created_timestamp": "1697044706", "hash": "x"}
    return write(world, number, who, kind, made)


def send_file(
    world: World, number: Number, who: Customer, request: web.Request, content: bytes
) -> str:
    """Let a person send a file or one of the samples and give the message's id."""
    query = request.query
    sample = _SAMPLES.get(query.get("sample", ""))
    kind, mime_type = query.get("kind", ""), request.headers.get("Content-Type", "")
    if sample is not None:
        kind, mime_type, make = sample
        content = make()
    if kind not in _FILE_KINDS:
        raise invalid(f"kind must be one of: {', '.join(_FILE_KINDS)}")
    if not 0 < len(content) <= _LARGEST:
        raise invalid("The file is empty or over 16 MB: choose another one.")
    part = media_part(world, number, mime_type, content)
    if kind == "audio" and mime_type.startswith("audio/ogg"):
        part["voice"] = True
    if kind == "document":
        part["filename"] = query.get("name") or "price list.pdf"
    caption = query.get("caption", "").strip()
    if caption and kind not in {"audio", "sticker"}:
        part["caption"] = caption[:1024]
    return write(world, number, who, kind, {kind: part})


def _text(wish: Wish, key: str) -> str:
    value = wish.get(key)
    if not isinstance(value, str) or not value.strip() or len(value) > _LONGEST:
        raise invalid(f"{key} is missing or too long.")
    return value


def _location(wish: Wish) -> Json:
    return {
        "latitude": wish.get("latitude") or 24.8607,
        "longitude": wish.get("longitude") or 67.0011,
        "name": wish.get("name") or "Saddar, Karachi",
    }


def _contacts(wish: Wish) -> list[Json]:
    name = _text(wish, "name")
    phone = str(wish.get("phone") or "+92 300 1112233")
    return [
        {
            "name": {"formatted_name": name, "first_name": name},
            "phones": [{"phone": phone, "type": "CELL"}],
        }
    ]


def _reaction(wish: Wish) -> Json:
    emoji = wish.get("emoji")
    return {"message_id": _text(wish, "target"), **({"emoji": emoji} if emoji else {})}


def _edit(wish: Wish) -> Json:
    words = {"type": "text", "text": {"body": _text(wish, "text")}}
    return {"original_message_id": _text(wish, "target"), "message": words}


def _revoke(wish: Wish) -> Json:
    return {"original_message_id": _text(wish, "target")}


def _interactive(wish: Wish) -> Json:
    way = "list_reply" if wish.get("way") == "list" else "button_reply"
    answer: Json = {"id": str(wish.get("id") or "1"), "title": _text(wish, "text")}
    return {"type": way, way: answer}


def _button(wish: Wish) -> Json:
    return {"payload": _text(wish, "text"), "text": _text(wish, "text")}


def _order(wish: Wish) -> Json:
    items = (("biryani-pot", 1, 8500), ("lid-24cm", 2, 650))
    return {
        "catalog_id": "1900000000000001",
        "text": str(wish.get("text") or ""),
        "product_items": [
            {"product_retailer_id": one, "quantity": n, "item_price": price, "currency": "PKR"}
            for one, n, price in items
        ],
    }


_AD: Json = {
    "source_url": "https://fb.me/kitchen-sale",
    "source_type": "ad",
    "source_id": "120200000000000001",
    "headline": "Copper pots: Eid sale",
    "body": "Up to 20% off until Friday",
    "media_type": "image",
    "ctwa_clid": "ARAkLkA8rmlFeiCktEJQ",
}

_PARTS: dict[str, Callable[[Wish], object]] = {
    "location": _location,
    "contacts": _contacts,
    "reaction": _reaction,
    "edit": _edit,
    "revoke": _revoke,
    "interactive": _interactive,
    "button": _button,
    "order": _order,
    "ad": lambda wish: {"body": str(wish.get("text") or "I saw your ad. Is it still on?")},
    "system": lambda _wish: {"body": "Identity changed", "type": "customer_identity_changed"},
    "unsupported": lambda _wish: {"type": "poll_creation"},
}
