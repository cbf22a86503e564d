"""Statuses in our own words, and what each must yield."""

from chatsync.channels.tests.whatsapp_builders import (
    AT,
    CUSTOMER,
    USER_ID,
    Json,
    failure,
    status,
    wamid,
)

STATUSES: dict[str, tuple[Json, Json]] = {
    "sent": (
        status("sent", pricing={"pricing_model": "PMP", "type": "regular", "category": "utility"}),
        {"recipient_phone": CUSTOMER},
    ),
    "delivered": (status("delivered", recipient_user_id=USER_ID), {"recipient_bsuid": USER_ID}),
    "read": (
        status("read", biz_opaque_callback_data="attempt-1"),
        {
            "callback_data": "attempt-1",
        },
    ),
    "played": (status("played"), {}),
    "failed": (
        {
            "id": wamid("out"),
            "status": "failed",
            "timestamp": AT,
            "errors": [failure(131026, "Message undeliverable", "Not on WhatsApp")],
        },
        {"recipient_phone": None, "errors.0.code": 131026, "errors.0.details": "Not on WhatsApp"},
    ),
    "of a group": (
        status(
            "read", recipient_id="GRP1", recipient_type="group", recipient_participant_id=CUSTOMER
        ),
        {"group_id": "GRP1", "recipient_phone": CUSTOMER},
    ),
    "word of tomorrow": (status("teleported"), {"status": "teleported"}),
    "old word": (status("warning"), {"status": "warning"}),
}
