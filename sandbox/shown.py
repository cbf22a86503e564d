"""What the phone page shows of a message."""

from typing import Any

from sandbox.state import Customer, Json, Send
from sandbox.templates import rendered_text

_FILE_FIELDS = {"media": "id", "link": "link", "file_name": "filename"}
_MEDIA = ("image", "video", "audio", "document", "sticker")


def shown_send(send: Send, body: Json) -> Json:
    """Describe a business message for the phone page."""
    item = _shown(send.kind, body, send.template)
    item.update(id=send.id, side="business", at=send.at, status="accepted")
    return item


def shown_inbound(message: Json, at: float) -> Json:
    """Describe a customer's own message for the phone page."""
    item = _shown(str(message.get("type", "unknown")), message)
    item.update(id=message.get("id"), side="customer", at=at, status="sent")
    return item


def text_of(kind: str, body: Json, template: Json | None = None) -> str:
    """Give the words of a message body, of any type; empty when it has none.

    `template` is what a template message was sent with.
    """
    part = body.get(kind)
    if template is not None and isinstance(part, dict):
        return rendered_text(template, part)
    if not isinstance(part, dict):
        return ""
    words: Any = part.get("body")
    if isinstance(words, dict):
        words = words.get("text")
    for found in (words, *(part.get(key) for key in ("caption", "emoji", "name", "text"))):
        if isinstance(found, str) and found:
            return found
    return ""


def _shown(kind: str, body: Json, template: Json | None = None) -> Json:
    context = _object(body.get("context"))
    item: Json = {"kind": kind, "text": text_of(kind, body, template)}
    item["reply_to"] = context.get("id") or context.get("message_id")
    part = body.get(kind)
    if kind == "contacts":
        item["text"] = ", ".join(_names(part))
    if isinstance(part, dict):
        item.update(_beside(kind, part))
        item["text"] = item["text"] or _chosen(kind, part)
    return item


def _chosen(kind: str, part: Json) -> str:
    """What a customer ordered, or took from a list."""
    if kind == "order":
        things = _objects(part.get("product_items"))
        return "\n".join(
            f"{one.get('quantity')} {one.get('product_retailer_id')}" for one in things
        )
    return str(_object(part.get(str(part.get("type")))).get("title") or "")


def _beside(kind: str, part: Json) -> Json:
    """What a kind shows beside its words."""
    if kind in _MEDIA:
        return {key: part.get(name) for key, name in _FILE_FIELDS.items()}
    if kind == "template":
        buttons = _template_buttons(part)
        return {"media": _header_image(part), "template": part.get("name"), "buttons": buttons}
    if kind == "interactive":
        action = _object(part.get("action"))
        return {"buttons": _buttons(action), "rows": _rows(action)}
    if kind in {"edit", "revoke"}:
        words = text_of("text", _object(part.get("message")))
        return {"target": part.get("original_message_id"), "text": words}
    if kind == "location":
        return {"place": f"{part.get('latitude')}, {part.get('longitude')}"}
    return {"target": part.get("message_id")} if kind == "reaction" else {}


def _names(cards: object) -> list[str]:
    names = [_object(card.get("name")).get("formatted_name") for card in _objects(cards)]
    return [str(name) for name in names if name]


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


def _rows(action: Json) -> list[str]:
    rows = [row for part in _objects(action.get("sections")) for row in _objects(part.get("rows"))]
    return [str(row.get("title")) for row in rows if row.get("title")]


def _template_buttons(template: Json) -> list[str]:
    """The quick replies that a send gives a payload for; their words stand in the template."""
    parts = [
        one
        for one in _objects(template.get("components"))
        if one.get("type") == "button" and one.get("sub_type") == "quick_reply"
    ]
    found = [
        parameter.get("payload") for one in parts for parameter in _objects(one.get("parameters"))
    ]
    return [str(payload) for payload in found if payload]


def shown_customer(customer: Customer) -> Json:
    """Describe a person for the phone page's list."""
    return {
        "key": customer.key,
        "name": customer.name or customer.username or customer.key,
        "phone": f"+{customer.wa_id}" if customer.wa_id else None,
        "username": customer.username,
    }
