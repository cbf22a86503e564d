"""Messages from customers: built in Meta's words and sent to the subscribed apps."""

import base64
import hashlib
import time

from sandbox.checks import invalid
from sandbox.envelope import contact_of, messages_value
from sandbox.identity import find_customer, is_phone_number, is_user_id, new_wamid, user_id_of
from sandbox.limits import count_inbound
from sandbox.media import store_media
from sandbox.samples import sample_image
from sandbox.shown import shown_inbound
from sandbox.state import (
    Customer,
    Json,
    Number,
    World,
    add_to_chat,
    note_inbound,
    remember_customer,
    settings_for,
)
from sandbox.voice import sample_document, sample_voice
from sandbox.webhooks import enqueue_for_waba

_LATEST_MOMENT = 2.0**33
# Kinds that do not open the customer service window.
_WINDOW_STAYS = frozenset({"reaction", "system", "unsupported", "edit", "revoke"})
_MEDIA_KINDS = {
    "image": "image/jpeg",
    "audio": "audio/ogg; codecs=opus",
    "video": "video/mp4",
    "document": "application/pdf",
    "sticker": "image/webp",
}
_EXAMPLES = {"audio": sample_voice, "document": sample_document}


def writer(world: World, number: Number, identifier: str, name: str | None) -> Customer:
    """Find or add the person behind a phone number or a business-scoped user id."""
    cleaned = identifier.strip().removeprefix("+")
    known = find_customer(world, cleaned, number.waba_id)
    if known is not None:
        known.name = name or known.name
        return known
    if is_phone_number(cleaned):
        fresh = Customer(
            name=name if name is not None else f"Customer {cleaned[-4:]}", wa_id=cleaned
        )
    elif is_user_id(cleaned):
        fresh = Customer(name=name or "", user_id=cleaned)
    else:
        raise invalid("from must be a phone number or a business-scoped user id like PK.1349…")
    return remember_customer(world, fresh)


def build_message(world: World, number: Number, who: Customer, kind: str, wish: Json) -> Json:
    """Build one inbound message of a kind; a part given under the kind's name is used as it is."""
    message: Json = {}
    if who.wa_id:
        message["from"] = who.wa_id
    message["from_user_id"] = user_id_of(who, number.waba_id)
    message["id"] = new_wamid(who.wa_id or "0" * 12, inbound=True)
    message["timestamp"] = str(wish.get("timestamp") or int(time.time()))
    message["type"] = kind
    if wish.get("reply_to"):
        message["context"] = {"from": number.digits, "id": wish["reply_to"]}
    for beside in ("referral", "identity"):
        if wish.get(beside):
            message[beside] = wish[beside]
    part = wish.get(kind)
    if part is None:
        part = _example_part(world, number, kind, str(wish.get("text") or ""))
    if kind == "unsupported":
        message["errors"] = [_UNSUPPORTED_ERROR]
    message[kind] = part
    return message


_UNSUPPORTED_ERROR = {
    "code": 131051,
    "title": "Message type unknown",
    "message": "Message type unknown",
    "error_data": {"details": "Message type is currently not supported."},
}


def _example_part(world: World, number: Number, kind: str, text: str) -> object:
    if kind in _MEDIA_KINDS:
        content = _EXAMPLES[kind]() if kind in _EXAMPLES else sample_image("parcel")
        part = media_part(world, number, _MEDIA_KINDS[kind], content)
        extra: Json = {"caption": text} if text and kind not in {"audio", "sticker"} else {}
        extra |= {"voice": True} if kind == "audio" else {}
        extra |= {"filename": "list.pdf"} if kind == "document" else {}
        return part | extra
    simple = _simple_part(kind, text)
    if simple is None:
        raise invalid(f"type {kind} needs its own object under the key {kind}.")
    return simple


def _simple_part(kind: str, text: str) -> object | None:
    target = new_wamid("923001234567")
    parts: dict[str, object] = {
        "text": {"body": text},
        "location": {"latitude": 24.8607, "longitude": 67.0011, "name": text or "Saddar, Karachi"},
        "contacts": [
            {
                "name": {"formatted_name": text or "Bilal", "first_name": text or "Bilal"},
                "phones": [{"phone": "+92 300 1112233", "type": "CELL", "wa_id": "923001112233"}],
            }
        ],
        "reaction": {"message_id": target, "emoji": text or "\N{THUMBS UP SIGN}"},
        "interactive": {
            "type": "button_reply",
            "button_reply": {"id": "1", "title": text or "Yes"},
        },
        "button": {"payload": text or "Stop promotions", "text": text or "Stop promotions"},
        "order": {
            "catalog_id": "1900000000000001",
            "text": text,
            "product_items": [
                {
                    "product_retailer_id": "tea-pot",
                    "quantity": 2,
                    "item_price": 2000,
                    "currency": "PKR",
                }
            ],
        },
        "revoke": {"original_message_id": target},
        "edit": {
            "original_message_id": target,
            "message": {"type": "text", "text": {"body": text}},
        },
        "unsupported": {"type": text or "poll_creation"},
    }
    return parts.get(kind)


def media_part(world: World, number: Number, mime_type: str, content: bytes) -> Json:
    """Store a customer's file and describe it as an inbound message does (sha256 in base64)."""
    stored = store_media(world, number.phone_number_id, mime_type, content)
    digest = base64.b64encode(hashlib.sha256(content).digest()).decode()
    return {"mime_type": mime_type, "sha256": digest, "id": stored.id}


def deliver(
    world: World, number: Number, who: Customer | None, messages: list[Json], contacts: list[Json]
) -> None:
    """Send messages to the subscribed apps in one webhook and note what they change here."""
    enqueue_for_waba(
        world, number.waba_id, "messages", [messages_value(number, contacts, messages)]
    )
    if settings_for(world, number.phone_number_id).limits:
        count_inbound(number, len(messages), time.monotonic())
    for message in messages:
        key = who.key if who else str(message.get("from") or message.get("from_user_id") or "")
        at = _moment(message)
        if key and str(message.get("type")) not in _WINDOW_STAYS:
            note_inbound(world, number.phone_number_id, key, at)
        add_to_chat(world, number.phone_number_id, key, shown_inbound(message, at))


def _moment(message: Json) -> float:
    try:
        at = float(message["timestamp"])
    except (KeyError, TypeError, ValueError):
        return time.time()
    return at if 0 <= at <= _LATEST_MOMENT else time.time()


def write(world: World, number: Number, who: Customer, kind: str, wish: Json) -> str:
    """Let a person write one message and give its id."""
    message = build_message(world, number, who, kind, wish)
    deliver(world, number, who, [message], [contact_of(who, number.waba_id)])
    return str(message["id"])
