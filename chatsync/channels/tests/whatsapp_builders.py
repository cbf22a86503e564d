"""Pieces of webhook bodies, and how to put them together."""

import json
from typing import Any

Json = dict[str, Any]

NUMBER = "100200300400500"
WABA = "900800700600500"
OURS = "922134567890"
CUSTOMER = "923001234567"
USER_ID = "PK.93017744120086612345"
AT = 1_790_000_000


def wamid(word: str) -> str:
    return f"wamid.OWN{word}=="


def message(kind: str, **parts: object) -> Json:
    base = {"from": CUSTOMER, "id": wamid(kind), "timestamp": str(AT), "type": kind}
    return {**base, **parts}


def contacts(**more: object) -> list[Json]:
    profile = {"name": "Sana Qureshi", "username": "@sana.q"}
    return [{"wa_id": CUSTOMER, "user_id": USER_ID, "profile": profile, **more}]


def value(**parts: object) -> Json:
    metadata = {"display_phone_number": OURS, "phone_number_id": NUMBER}
    return {"messaging_product": "whatsapp", "metadata": metadata, **parts}


def change(field: str, **parts: object) -> Json:
    return {"field": field, "value": value(**parts)}


def delivery(*changes: Json) -> Json:
    entry = {"id": WABA, "changes": list(changes)}
    return {"object": "whatsapp_business_account", "entry": [entry]}


def inbound(*messages: Json) -> Json:
    return delivery(change("messages", contacts=contacts(), messages=list(messages)))


def reported(*statuses: Json) -> Json:
    return delivery(change("messages", statuses=list(statuses)))


def as_bytes(body: object) -> bytes:
    return json.dumps(body).encode()


def status(word: str, **parts: object) -> Json:
    base = {"id": wamid("out"), "status": word, "timestamp": str(AT), "recipient_id": CUSTOMER}
    return {**base, **parts}


def failure(code: int, title: str, details: str) -> Json:
    return {"code": code, "title": title, "message": title, "error_data": {"details": details}}


FILE = {"id": "5550001112223", "mime_type": "image/jpeg", "sha256": "q83vEjRWeJA="}
REPLY = {"context": {"from": OURS, "id": wamid("asked")}}
TOO_BIG = [failure(131052, "Media download error", "The file is larger than 100 MB")]
NOT_SUPPORTED = [failure(131051, "Message type unknown", "This kind is not supported")]


def answer(kind: str, **parts: object) -> Json:
    return message("interactive", interactive={"type": kind, kind: parts}, **REPLY)
