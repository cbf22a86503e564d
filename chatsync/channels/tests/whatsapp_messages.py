"""Messages in our own words, one for every kind Meta describes, and what each must yield."""

from chatsync.channels.tests.whatsapp_builders import (
    AT,
    CUSTOMER,
    FILE,
    NOT_SUPPORTED,
    REPLY,
    TOO_BIG,
    USER_ID,
    Json,
    answer,
    message,
    wamid,
)

MESSAGES: dict[str, tuple[Json, Json]] = {
    "text": (
        message("text", text={"body": "سلام, is the lamp in stock?"}),
        {
            "text": "سلام, is the lamp in stock?",
            "opens_window": True,
        },
    ),
    "reply": (
        message("text", text={"body": "yes please"}, **REPLY),
        {
            "reply_to_wamid": wamid("asked"),
        },
    ),
    "forwarded": (
        message("text", text={"body": "fwd"}, context={"forwarded": True}),
        {
            "reply_to_wamid": None,
            "text": "fwd",
        },
    ),
    "from an ad": (
        message("text", text={"body": "Hi"}, referral={"source_type": "ad", "source_id": "77"}),
        {"text": "Hi", "opens_window": True},
    ),
    "about a product": (
        message("text", text={"body": "This one?"}, context={"referred_product": {"x": "1"}}),
        {"text": "This one?"},
    ),
    "image": (
        message("image", image={**FILE, "caption": "my order", "url": "https://m.test"}),
        {
            "text": "my order",
            "media.id": "5550001112223",
            "media.mime_type": "image/jpeg",
        },
    ),
    "image without file": (
        message("image", errors=TOO_BIG),
        {
            "media": None,
            "errors.0.code": 131052,
            "opens_window": True,
        },
    ),
    "audio": (message("audio", audio={**FILE, "voice": False}), {"media.voice": False}),
    "voice note": (message("audio", audio={**FILE, "voice": True}), {"media.voice": True}),
    "old voice": (message("voice", voice=FILE), {"kind": "audio", "media.id": FILE["id"]}),
    "video": (message("video", video=FILE), {"media.id": FILE["id"]}),
    "document": (
        message("document", document={**FILE, "filename": "رسید.pdf"}),
        {
            "media.file_name": "رسید.pdf",
        },
    ),
    "sticker": (message("sticker", sticker={**FILE, "animated": True}), {"media.animated": True}),
    "location": (
        message("location", location={"latitude": 24.86, "longitude": 67.01}),
        {
            "text": "24.86, 67.01",
        },
    ),
    "named location": (
        message("location", location={"latitude": "24.8", "longitude": "67", "name": "Saddar"}),
        {"text": "Saddar"},
    ),
    "contacts": (
        message(
            "contacts",
            contacts=[
                {"name": {"formatted_name": "Ali"}},
                {
                    "vcard": "BEGIN:VCARD",
                    "origin": "contact_request",
                    "phones": [{"phone": "+92 300 7654321"}],
                },
            ],
        ),
        {"text": "Ali, +92 300 7654321"},
    ),
    "reaction": (
        message("reaction", reaction={"message_id": wamid("us"), "emoji": "🙏"}),
        {
            "text": "🙏",
            "refers_to": wamid("us"),
            "opens_window": False,
        },
    ),
    "reaction taken back": (
        message("reaction", reaction={"message_id": wamid("us")}),
        {
            "text": None,
            "refers_to": wamid("us"),
        },
    ),
    "reaction emptied": (
        message("reaction", reaction={"message_id": wamid("us"), "emoji": ""}),
        {"text": None, "refers_to": wamid("us")},
    ),
    "button reply": (
        answer("button_reply", id="yes-1", title="Yes"),
        {
            "text": "Yes",
            "subtype": "button_reply",
            "answer_id": "yes-1",
            "reply_to_wamid": wamid("asked"),
        },
    ),
    "list reply": (
        answer("list_reply", id="row-2", title="Blue", description="in stock"),
        {
            "text": "Blue",
            "subtype": "list_reply",
            "answer_id": "row-2",
        },
    ),
    "finished form": (
        answer("nfm_reply", name="flow", body="Sent", response_json="{not json"),
        {"text": "Sent", "subtype": "nfm_reply"},
    ),
    "call permission": (
        answer("call_permission_reply", response="accept"),
        {
            "text": "accept",
            "subtype": "call_permission_reply",
        },
    ),
    "empty interactive": (
        message("interactive", errors=NOT_SUPPORTED),
        {
            "text": None,
            "errors.0.code": 131051,
        },
    ),
    "button": (
        message("button", button={"payload": "STOP", "text": "Stop offers"}, **REPLY),
        {
            "text": "Stop offers",
            "answer_id": "STOP",
            "opens_window": True,
        },
    ),
    "order": (
        message(
            "order",
            order={
                "catalog_id": "8",
                "text": "two please",
                "product_items": [
                    {
                        "product_retailer_id": "POT-1",
                        "quantity": 2,
                        "item_price": 350.5,
                        "currency": "PKR",
                    },
                ],
            },
        ),
        {"text": "two please"},
    ),
    "changed number": (
        message(
            "system",
            system={
                "type": "user_changed_number",
                "body": "Sana changed the number",
                "wa_id": "923009999999",
                "user_id": "PK.555",
                "previous_user_id": USER_ID,
            },
        ),
        {
            "subtype": "user_changed_number",
            "opens_window": False,
            "sender.phone": CUSTOMER,
            "text": None,
        },
    ),
    "identity changed": (
        message(
            "system",
            system={"type": "customer_identity_changed", "body": "New phone"},
            identity={"hash": "h"},
        ),
        {"subtype": "customer_identity_changed", "opens_window": False},
    ),
    "edit": (
        message(
            "edit",
            edit={
                "original_message_id": wamid("first"),
                "message": {
                    "type": "text",
                    "text": {"body": "three, not two"},
                    "context": {"id": "M0"},
                },
            },
        ),
        {
            "text": "three, not two",
            "refers_to": wamid("first"),
            "subtype": "text",
            "opens_window": False,
        },
    ),
    "edited image": (
        message(
            "edit",
            edit={
                "original_message_id": wamid("first"),
                "message": {
                    "type": "image",
                    "image": {**FILE, "caption": "the other side"},
                },
            },
        ),
        {"text": "the other side", "media.id": FILE["id"], "subtype": "image"},
    ),
    "revoke": (
        message("revoke", revoke={"original_message_id": wamid("first")}),
        {
            "refers_to": wamid("first"),
            "opens_window": False,
            "text": None,
        },
    ),
    "unsupported": (
        message("unsupported", errors=NOT_SUPPORTED, unsupported={"type": "poll_creation"}),
        {"subtype": "poll_creation", "opens_window": False, "errors.0.code": 131051},
    ),
    "request_welcome": (message("request_welcome"), {"opens_window": False}),
    "kind of tomorrow": (
        message("hologram", hologram={"x": 1}),
        {
            "kind": "hologram",
            "opens_window": True,
            "text": None,
        },
    ),
    "kind left out": (
        {"from": CUSTOMER, "id": wamid("bare"), "location": {"name": "Clifton"}},
        {"kind": "location", "text": "Clifton", "at": None},
    ),
    "of a group": (
        message("text", text={"body": "all"}, group_id="GRP1"),
        {
            "group_id": "GRP1",
            "opens_window": False,
        },
    ),
    "hidden number": (
        {
            "id": wamid("hidden"),
            "from_user_id": USER_ID,
            "type": "text",
            "timestamp": AT,
            "text": {"body": "hello"},
        },
        {"sender.bsuid": USER_ID, "sender.phone": CUSTOMER, "at": AT},
    ),
}
