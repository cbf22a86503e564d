"""Webhook bodies in Meta's shape (Cloud API: webhooks, messages)."""

import json
import secrets
import time
from collections.abc import Sequence
from itertools import count
from typing import Any

Json = dict[str, Any]
_serial = count(1)


def wamid() -> str:
    """An id that no other message of this run has."""
    return f"wamid.chaos{time.time_ns():x}{next(_serial):x}"


def text_message(sender: str, text: str, *, wamid_: str = "", at: float | None = None) -> Json:
    return {
        "from": sender,
        "id": wamid_ or wamid(),
        "timestamp": str(int(time.time() if at is None else at)),
        "type": "text",
        "text": {"body": text},
    }


def picture_message(sender: str, media_id: str, caption: str, *, at: float) -> Json:
    """A photo that Meta keeps under this id."""
    message = text_message(sender, "", at=at)
    del message["text"]
    photo = {"id": media_id, "mime_type": "image/jpeg", "caption": caption}
    return {**message, "type": "image", "image": photo}


def value(facts: Json, messages: Sequence[Any], **more: Any) -> Json:
    """The value of one change: messages with the contacts of those who wrote them."""
    senders = [
        m["from"] for m in messages if isinstance(m, dict) and isinstance(m.get("from"), str)
    ]
    return {
        "messaging_product": "whatsapp",
        "metadata": {
            "display_phone_number": "923000555101",
            "phone_number_id": facts["phone_number_id"],
        },
        "contacts": [
            {"profile": {"name": f"Customer {sender[-4:]}"}, "wa_id": sender}
            for sender in dict.fromkeys(senders)
        ],
        "messages": list(messages),
        **more,
    }


def delivery(facts: Json, *values: Any, field: str = "messages") -> bytes:
    """A whole body; `facts` are those of `demo` or `demo2` in the ready file."""
    changes = [{"field": field, "value": one} for one in values]
    entry = {"id": facts["waba_id"], "changes": changes}
    return json.dumps({"object": "whatsapp_business_account", "entry": [entry]}).encode()


def letters(facts: Json, messages: Sequence[Any]) -> bytes:
    """A body of messages only."""
    return delivery(facts, value(facts, messages))


def unique_digits(length: int) -> str:
    """A number nobody else uses in this run, never with a leading zero."""
    return "1" + "".join(secrets.choice("0123456789") for _ in range(length - 1))
