"""Examples for the doors of channels and events; ids and numbers are made up."""

from typing import Any

_WHATSAPP_NUMBER = {
    "id": "0193a1f0-0000-7000-8000-000000000001",
    "display_phone_number": "+92 42 35870000",
    "verified_name": "Lahore Book House",
    "phone_number_id": "106540352242922",
    "waba_id": "102290129340398",
    "status": "pending",
    "callback_url": "https://chat.example.com/webhooks/whatsapp/Zk3x9m2qa",
    "verify_token_set": True,
    "app": "own",
    "connected_at": None,
    "quality": "GREEN",
    "hold_reason": None,
    "health": {
        "status": "CONNECTED",
        "sending": "limited",
        "limit": "TIER_2K",
        "throughput": "STANDARD",
        "name_status": "APPROVED",
        "hindrances": [
            {
                "entity": "waba",
                "sending": "limited",
                "code": 141010,
                "what": "The business is not verified.",
                "remedy": "Verify it in the business settings.",
            }
        ],
        "looked_at": "2026-03-02T09:14:03Z",
    },
}
_META_APP = {
    "id": "0193a1f0-0000-7000-8000-00000000000b",
    "app_id": "1234567890",
    "callback_url": "https://chat.example.com/webhooks/whatsapp/Zk3x9m2qa",
    "verify_token": "wq0x-aZ31k",
    "verified_at": "2026-03-02T09:14:03Z",
    "numbers": 1,
    "created_at": "2026-03-02T09:10:00Z",
}
_TEMPLATE = {
    "id": "1689556908129832",
    "name": "order_shipped",
    "language": "en_US",
    "category": "UTILITY",
    "status": "APPROVED",
    "reason": None,
    "header_format": "document",
    "header": "",
    "body": "Your order {{1}} is on its way.",
    "footer": "Lahore Book House",
    "buttons": [{"type": "url", "text": "Follow it"}],
    "gaps": [
        {"part": "header", "kind": "document", "key": "document", "label": "", "example": None},
        {"part": "body", "kind": "text", "key": "1", "label": "", "example": "LBH-1042"},
        {"part": "button", "kind": "text", "key": "0", "label": "Follow it", "example": "1042"},
    ],
    "variables": 1,
    "number_ids": ["0193a1f0-0000-7000-8000-000000000001"],
}


def _page(item: dict[str, Any]) -> dict[str, Any]:
    return {"items": [item], "next_cursor": None}


CHANNEL_EXAMPLES: dict[str, dict[str, Any]] = {
    "numbers": {"answer": _page(_WHATSAPP_NUMBER)},
    "number": {"answer": _WHATSAPP_NUMBER},
    "number_options": {
        "answer": {
            "operator_app": True,
            "callback_url": "https://chat.example.com/webhooks/whatsapp",
        }
    },
    "connect": {
        "request": {
            "phone_number_id": "106540352242922",
            "waba_id": "102290129340398",
            "token": "EAAG…",
            "app": {"app_id": "1234567890", "secret": "…", "verify_token": "a-long-word"},
        },
        "answer": _WHATSAPP_NUMBER,
    },
    "look": {"answer": _WHATSAPP_NUMBER},
    "registration": {"request": {"pin": "135790"}, "answer": _WHATSAPP_NUMBER},
    "apps": {"answer": _page(_META_APP)},
    "enter": {"request": {"app_id": "1234567890", "secret": "…"}, "answer": _META_APP},
    "subscribe": {"answer": _META_APP},
    "try_number": {"request": {"to": "+92 300 1234567"}},
    "templates": {"answer": _page(_TEMPLATE)},
    "parked": {
        "answer": _page(
            {
                "id": "0193a1f0-0000-7000-8000-000000000009",
                "kind": "messages",
                "reason": "The update could not be read.",
                "received_at": "2026-03-02T09:14:03Z",
            }
        )
    },
    "list_events": {
        "answer": {
            "epoch": "5b0c7b1e-2f0e-4d5b-9a57-5d1f1c2e3a4b",
            "seq": 815,
            "reset": False,
            "rights": "5b0e1c7a93d2f468",
            "events": [{"type": "skip", "seq": 815, "prev": 812}],
        }
    },
}
