"""Webhook bodies in our own words for the fields that carry no live messages."""

from chatsync.channels.tests.whatsapp_builders import (
    AT,
    CUSTOMER,
    NUMBER,
    OURS,
    USER_ID,
    WABA,
    Json,
    change,
    contacts,
    delivery,
    failure,
    message,
    wamid,
)


def account(field: str, **value: object) -> Json:
    entry = {"id": WABA, "time": AT, "changes": [{"field": field, "value": value}]}
    return {"object": "whatsapp_business_account", "entry": [entry]}


TEMPLATE = {
    "message_template_id": 704_100_200_300_400,
    "message_template_name": "order_ready",
    "message_template_language": "ur",
}

ACCOUNT: dict[str, tuple[Json, Json]] = {
    "template approved": (
        account("message_template_status_update", event="APPROVED", reason="NONE", **TEMPLATE),
        {"event": "APPROVED", "waba_id": WABA, "at": AT},
    ),
    "template rejected": (
        account("message_template_status_update", event="REJECTED", reason=None, **TEMPLATE),
        {"event": "REJECTED"},
    ),
    "template quality": (
        account("message_template_quality_update", new_quality_score="RED", **TEMPLATE),
        {},
    ),
    "template components": (
        account("message_template_components_update", message_template_element="Ready", **TEMPLATE),
        {},
    ),
    "template category": (
        account("template_category_update", correct_category="MARKETING", **TEMPLATE),
        {},
    ),
    "template misuse": (account("template_correct_category_detection", **TEMPLATE), {}),
    "number quality": (
        account(
            "phone_number_quality_update",
            display_phone_number=OURS,
            event="THROUGHPUT_UPGRADE",
            current_limit="TIER_UNLIMITED",
        ),
        {"display_phone_number": OURS, "event": "THROUGHPUT_UPGRADE"},
    ),
    "number name": (
        account("phone_number_name_update", display_phone_number=OURS, decision="APPROVED"),
        {"event": "APPROVED"},
    ),
    "capability by number": (
        account("business_capability_update", max_daily_conversations_per_business=2000),
        {},
    ),
    "capability by tier": (
        account("business_capability_update", max_daily_conversations_per_business="TIER_10K"),
        {},
    ),
    "account restricted": (
        account("account_update", event="ACCOUNT_RESTRICTION", restriction_info=[{"x": "y"}]),
        {"event": "ACCOUNT_RESTRICTION"},
    ),
    "partner added": (
        account("account_update", event="PARTNER_ADDED", waba_info={"waba_id": "4455"}),
        {"event": "PARTNER_ADDED", "waba_id": "4455"},
    ),
    "account reviewed": (
        account("account_review_update", decision="REJECTED"),
        {
            "event": "REJECTED",
        },
    ),
    "account alert": (account("account_alerts", alert_info={"alert_type": "X"}), {}),
    "account settings": (account("account_settings_update", type="phone_number_settings"), {}),
    "security": (
        account("security", display_phone_number=OURS, event="PIN_CHANGED", requester="9"),
        {"event": "PIN_CHANGED"},
    ),
    "preferences": (
        delivery(
            change(
                "user_preferences",
                user_preferences=[
                    {
                        "wa_id": CUSTOMER,
                        "category": "marketing_messages",
                        "value": "stop",
                        "timestamp": AT,
                    },
                ],
            )
        ),
        {"phone_number_id": NUMBER},
    ),
    "user names": (account("business_username_updates", display_phone_number=OURS), {}),
    "address book": (
        delivery(change("smb_app_state_sync", state_sync=[{"type": "contact"}])),
        {"phone_number_id": NUMBER},
    ),
    "handovers": (delivery(change("messaging_handovers", control={"to": "1"})), {}),
    "standby": (delivery(change("standby", messages=[message("text")])), {}),
    "call": (
        delivery(change("calls", calls=[{"id": "wacid.1", "event": "connect"}])),
        {"phone_number_id": NUMBER},
    ),
    "call status": (
        delivery(change("calls", statuses=[{"id": "wacid.1", "status": "RINGING"}])),
        {},
    ),
    "form": (account("flows", event="FLOW_STATUS_CHANGE", flow_id="3"), {}),
    "group": (delivery(change("group_lifecycle_update", groups=[{"group_id": "G"}])), {}),
    "ad events": (delivery(change("automatic_events", automatic_events=[{"id": "1"}])), {}),
    "partner solution": (account("partner_solutions", event="SOLUTION_CREATED"), {}),
    "payments": (account("payment_configuration_update", status="Active"), {}),
    "field of tomorrow": (account("weather_update", sky="clear"), {}),
    "messages with nothing in it": (delivery(change("messages")), {"phone_number_id": NUMBER}),
}


def echo(kind: str, **parts: object) -> Json:
    item = {**message(kind, **parts), "from": OURS, "to": CUSTOMER, "to_user_id": USER_ID}
    return delivery(change("smb_message_echoes", contacts=contacts(), message_echoes=[item]))


ECHOES: dict[str, tuple[Json, Json]] = {
    "text": (echo("text", text={"body": "On its way"}), {"text": "On its way"}),
    "revoke": (
        echo("revoke", revoke={"original_message_id": wamid("x")}),
        {
            "refers_to": wamid("x"),
        },
    ),
    "edit": (
        echo(
            "edit",
            edit={
                "original_message_id": wamid("x"),
                "message": {
                    "type": "text",
                    "text": {"body": "At 5"},
                },
            },
        ),
        {"refers_to": wamid("x"), "text": "At 5"},
    ),
}


def old(author: str, word: str, **parts: object) -> Json:
    past = {"history_context": {"status": "READ"}}
    item = message("text", text={"body": word}, **past, **parts)
    return {**item, "from": author, "id": wamid(word)}


THREAD = {"id": CUSTOMER, "context": {"wa_id": CUSTOMER, "user_id": USER_ID, "username": "@sana"}}

HISTORY = delivery(
    change(
        "history",
        history=[
            {
                "metadata": {"phase": 0, "chunk_order": 1, "progress": 40},
                "threads": [{**THREAD, "messages": [old(OURS, "ours"), old(CUSTOMER, "theirs")]}],
            }
        ],
    ),
)
HISTORY_FILE = delivery(
    change("history", messages=[message("image", image={"id": "66"})]),
)
HISTORY_DECLINED = delivery(
    change("history", history=[{"errors": [failure(2593109, "History not shared", "declined")]}]),
)
NUMBER_ERROR = delivery(
    change("messages", errors=[failure(130429, "Rate limit hit", "Too many messages")]),
)
USER_ID_UPDATE = delivery(
    change(
        "user_id_update",
        user_id_update=[
            {
                "wa_id": CUSTOMER,
                "user_id": {"previous": USER_ID, "current": "PK.777"},
                "timestamp": AT,
            },
        ],
    ),
)
SINGLES = {
    "history": HISTORY,
    "history file": HISTORY_FILE,
    "history declined": HISTORY_DECLINED,
    "number error": NUMBER_ERROR,
    "user id update": USER_ID_UPDATE,
}
