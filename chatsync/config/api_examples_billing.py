"""Examples of the doors of billing."""

from typing import Any

_BILLING = {
    "state": "active",
    "plan": "growth",
    "trial_ends_at": None,
    "ends_at": "2026-04-02T09:00:00Z",
    "provider": "paddle",
    "pauses_at": None,
    "bank": {
        "name": "Example Bank",
        "title": "Example Hosting",
        "iban": "PK36SCBL0000001123456702",
    },
    "transfer": None,
    "is_paying": False,
    "owed": [
        {
            "id": "019a2b3c-4d5e-7f60-8123-456789abcdef",
            "number": "74600-10012",
            "state": "past_due",
            "amount": 3100,
            "currency": "USD",
            "billed_at": "2026-03-02T09:00:00Z",
            "is_payable": True,
        }
    ],
    "staff": {"used": 4, "limit": 10},
    "has_api": True,
    "subscription": {
        "state": "active",
        "plan": "growth",
        "interval": "month",
        "amount": 3100,
        "currency": "USD",
        "paid_until": "2026-04-02T09:00:00Z",
        "change": None,
        "change_at": None,
        "asked": None,
        "is_locked": False,
    },
}

_WISH = {"plan": "business", "interval": "month"}

_PREVIEW = {
    **_WISH,
    "currency": "USD",
    "due_now": 3400,
    "tax_now": 0,
    "credit": 3100,
    "kept": 0,
    "next_amount": 6500,
    "next_at": "2026-04-02T09:00:00Z",
    "billed_later": False,
    "exceeds": [],
    "loses": [],
    "clears_cancel": False,
}

_LINK = {"url": "https://customer-portal.example.com/cpl_01"}

_INVOICES = {
    "items": [
        {
            "id": "019a2b3c-4d5e-7f60-8123-456789abcdef",
            "number": "1234-10023",
            "state": "completed",
            "total": 3100,
            "tax": 0,
            "currency": "USD",
            "at": "2026-03-02T09:00:00Z",
            "has_file": True,
            "adjustments": [
                {
                    "id": "019a2b3c-4d5e-7f60-8123-456789abcdf0",
                    "action": "refund",
                    "state": "pending_approval",
                    "total": 3100,
                    "currency": "USD",
                    "at": "2026-03-05T09:00:00Z",
                }
            ],
        }
    ],
    "next_cursor": None,
}

_RECIPIENT = {
    "email": "accounts@shop.example",
    "name": "Amina",
    "company": "Karachi Kitchen",
    "tax_id": "1234567-8",
}

_TRANSFER = {
    "id": "019a2b3c-4d5e-7f60-8123-456789abcdef",
    "reference": "CS-7K4M-2QXW",
    "plan": "growth",
    "interval": "month",
    "rupees": 8500,
    "state": "awaited",
    "refusal": "",
    "made_at": "2026-03-02T09:00:00Z",
    "received_at": None,
    "settled_at": None,
    "ends_at": None,
    "has_receipt": False,
}

_PLANS = {
    "items": [
        {
            "id": "growth",
            "staff_limit": 10,
            "number_limit": 2,
            "has_api": True,
            "prices": [
                {
                    "interval": "month",
                    "rupees": 8500,
                    "amount": 3100,
                    "currency": "USD",
                    "is_sold": True,
                },
                {
                    "interval": "year",
                    "rupees": 85000,
                    "amount": 31000,
                    "currency": "USD",
                    "is_sold": True,
                },
            ],
        }
    ],
    "next_cursor": None,
}

BILLING_EXAMPLES: dict[str, dict[str, Any]] = {
    "billing": {"answer": _BILLING},
    "plans": {"answer": _PLANS},
    "make_checkout": {
        "request": {"plan": "growth", "interval": "year"},
        "answer": {
            "id": "019a2b3c-4d5e-7f60-8123-456789abcdef",
            "plan": "growth",
            "interval": "year",
            "url": "https://chat.example/pay/019a2b3c4d5e7f608123456789abcdef-w0hs…",
        },
    },
    "preview_change": {"request": _WISH, "answer": _PREVIEW},
    "change_subscription": {"request": _WISH, "answer": _BILLING},
    "cancel_subscription": {"answer": _BILLING},
    "keep_subscription": {"answer": _BILLING},
    "resume_subscription": {"answer": _BILLING},
    "make_card_link": {"answer": _LINK},
    "make_portal_link": {"answer": _LINK},
    "pay_owed": {
        "answer": {"url": "https://chat.example/pay/019a2b3c4d5e7f608123456789abcdef-w0hs…"}
    },
    "invoices": {"answer": _INVOICES},
    "invoice_recipient": {"answer": _RECIPIENT},
    "bank_transfers": {"answer": {"items": [_TRANSFER], "next_cursor": None}},
    "ask_transfer": {
        "request": {"plan": "growth", "interval": "month"},
        "answer": _TRANSFER,
    },
    "send_receipt": {
        "answer": {
            **_TRANSFER,
            "state": "received",
            "received_at": "2026-03-02T11:30:00Z",
            "has_receipt": True,
        }
    },
    "put_invoice_recipient": {"request": _RECIPIENT, "answer": _RECIPIENT},
}
