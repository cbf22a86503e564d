"""Which fields a message may have at all (Meta: Cloud API messages reference, request syntax).

A table per message type, as nested names: a dictionary is an object, a one-item list is a list of
such objects, `...` is a value whose own check looks inside. Meta refuses a name that is not in its
tables with 100, "Unexpected key".
"""

from types import EllipsisType
from typing import Any, TypeAlias

from sandbox.errors import GraphError
from sandbox.state import Json

Fields: TypeAlias = "dict[str, Fields] | list[Fields] | EllipsisType"

_FILE: Fields = {"id": ..., "link": ...}
_CAPTIONED: Fields = {"id": ..., "link": ..., "caption": ...}
_DOCUMENT: Fields = {"id": ..., "link": ..., "caption": ..., "filename": ...}
_PLACE: Fields = {"latitude": ..., "longitude": ..., "name": ..., "address": ...}
_REPLY: Fields = {"type": ..., "reply": {"id": ..., "title": ...}}
_HEADER: Fields = {
    "type": ...,
    "text": ...,
    "image": _FILE,
    "video": _FILE,
    "document": {"id": ..., "link": ..., "filename": ...},
}
_SECTION: Fields = {
    "title": ...,
    "rows": [{"id": ..., "title": ..., "description": ...}],
    "product_items": [{"product_retailer_id": ...}],
}
_CARD_ACTION: Fields = {
    "name": ...,
    "parameters": ...,
    "buttons": [{"type": ..., "quick_reply": {"id": ..., "title": ...}}],
    "catalog_id": ...,
    "product_retailer_id": ...,
}
_ACTION: Fields = {
    "name": ...,
    "parameters": ...,
    "button": ...,
    "buttons": [_REPLY],
    "sections": [_SECTION],
    "catalog_id": ...,
    "product_retailer_id": ...,
    "cards": [
        {
            "card_index": ...,
            "type": ...,
            "header": _HEADER,
            "body": {"text": ...},
            "action": _CARD_ACTION,
        }
    ],
}
_PARAMETER: Fields = {
    "type": ...,
    "parameter_name": ...,
    "text": ...,
    "currency": {"fallback_value": ..., "code": ..., "amount_1000": ...},
    "date_time": {"fallback_value": ...},
    "image": _FILE,
    "video": _FILE,
    "document": {"id": ..., "link": ..., "filename": ...},
    "location": _PLACE,
    "payload": ...,
    "coupon_code": ...,
    "action": ...,
}
_PERSON: Fields = {
    "name": {
        "formatted_name": ...,
        "first_name": ...,
        "last_name": ...,
        "middle_name": ...,
        "suffix": ...,
        "prefix": ...,
    },
    "phones": [{"phone": ..., "type": ..., "wa_id": ...}],
    "emails": [{"email": ..., "type": ...}],
    "urls": [{"url": ..., "type": ...}],
    "addresses": [
        {
            "street": ...,
            "city": ...,
            "state": ...,
            "zip": ...,
            "country": ...,
            "country_code": ...,
            "type": ...,
        }
    ],
    "org": {"company": ..., "department": ..., "title": ...},
    "birthday": ...,
}
MESSAGE: dict[str, Fields] = {
    "messaging_product": ...,
    "recipient_type": ...,
    "to": ...,
    "recipient": ...,
    "recipient_identity_key_hash": ...,
    "type": ...,
    "context": {"message_id": ...},
    "biz_opaque_callback_data": ...,
    "text": {"body": ..., "preview_url": ...},
    "image": _CAPTIONED,
    "video": _CAPTIONED,
    "document": _DOCUMENT,
    "audio": {"id": ..., "link": ..., "voice": ...},
    "sticker": _FILE,
    "location": _PLACE,
    "contacts": [_PERSON],
    "reaction": {"message_id": ..., "emoji": ...},
    "interactive": {
        "type": ...,
        "header": _HEADER,
        "body": {"text": ...},
        "footer": {"text": ...},
        "action": _ACTION,
    },
    "template": {
        "name": ...,
        "language": {"code": ..., "policy": ...},
        "components": [
            {"type": ..., "sub_type": ..., "index": ..., "parameters": [_PARAMETER]},
        ],
    },
}


def check_fields(body: Json) -> None:
    """Refuse a name that no table of Meta's holds (100); values are checked elsewhere."""
    _walk(body, MESSAGE, "")


def _walk(value: Any, fields: Fields, path: str) -> None:
    if isinstance(fields, dict) and isinstance(value, dict):
        for key, inner in value.items():
            if key not in fields:
                where = f' on param "{path}"' if path else ""
                raise GraphError(100, message=f'(#100) Unexpected key "{key}"{where}.')
            if fields[key] is not ...:
                _walk(inner, fields[key], f"{path}['{key}']" if path else key)
    elif isinstance(fields, list) and isinstance(value, list):
        for place, inner in enumerate(value):
            _walk(inner, fields[0], f"{path}[{place}]")
