"""What the phone page shows of a message."""

from typing import Any

from sandbox.state import Customer, Json, Send
from sandbox.templates import rendered_text

_MEDIA = ("image", "video", "audio", "document", "sticker")


def shown_send(send: Send, body: Json) -> Json:
    """Describe a business message for the phone page."""
    item = _shown(send.kind, body)
    item.update(id=send.id, side="business", at=send.at, status="accepted")
    return item


def shown_inbound(message: Json, at: float) -> Json:
    """Describe a customer's own message for the phone page."""
    item = _shown(str(message.get("type", "unknown")), message)
    item.update(id=message.get("id"), side="customer", at=at, status="sent")
    return item


def text_of(kind: str, body: Json) -> str:
    """Give the words of a message body, of any type; empty when it has none."""
    part = body.get(kind)
    if kind == "template" and isinstance(part, dict):
        return rendered_text(part)
    if not isinstance(part, dict):
        return ""
    words: Any = part.get("body")
    if isinstance(words, dict):
        words = words.get("text")
    for found in (words, *(part.get(key) for key in ("caption", "emoji", "name", "text"))):
        if isinstance(found, str) and found:
            return found
    return ""


def _shown(kind: str, body: Json) -> Json:
    item: Json = {"kind": kind, "text": text_of(kind, body)}
    part = body.get(kind)
    if not isinstance(part, dict):
        return item
    if kind in _MEDIA:
        item["media"] = part.get("id")
        item["link"] = part.get("link")
        item["file_name"] = part.get("filename")
    elif kind == "template":
        item["media"] = _header_image(part)
        item["template"] = part.get("name")
    elif kind == "interactive":
        item["buttons"] = _buttons(_object(part.get("action")))
    elif kind == "reaction":
        item["target"] = part.get("message_id")
    return item


def _objects(value: object) -> list[Json]:
    return [one for one in value if isinstance(one, dict)] if isinstance(value, list) else []


def _object(value: object) -> Json:
    return value if isinstance(value, dict) else {}


def _header_image(template: Json) -> str | None:
    for part in _objects(template.get("components")):
        for parameter in _objects(part.get("parameters")):
            if parameter.get("type") == "image":
                found = _object(parameter.get("image")).get("id")
                return None if found is None else str(found)
    return None


def _buttons(action: Json) -> list[str]:
    replies = [_object(one.get("reply")) for one in _objects(action.get("buttons"))]
    labels = [reply.get("title") for reply in replies]
    labels += [action.get("button"), _object(action.get("parameters")).get("display_text")]
    return [str(label) for label in labels if label]


def shown_customer(customer: Customer) -> Json:
    """Describe a person for the phone page's list."""
    return {
        "key": customer.key,
        "name": customer.name or customer.username or customer.key,
        "phone": f"+{customer.wa_id}" if customer.wa_id else None,
        "username": customer.username,
    }
