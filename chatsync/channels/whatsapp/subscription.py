"""An app's webhook settings at Meta (Graph: app subscriptions): address, token, fields."""

from msgspec import Struct

from chatsync.channels.whatsapp.answers import Done, Trouble
from chatsync.channels.whatsapp.client import Graph, ask_done
from chatsync.channels.whatsapp.outgoing import Body

FIELDS = (
    "messages",
    "message_template_status_update",
    "message_template_quality_update",
    "message_template_components_update",
    "template_category_update",
    "phone_number_quality_update",
    "phone_number_name_update",
    "business_capability_update",
    "account_update",
    "account_review_update",
    "account_alerts",
    "security",
    "user_preferences",
    "smb_message_echoes",
    "smb_app_state_sync",
    "history",
)
"""What is read or kept here; the rest would only cost deliveries."""


class Subscription(Struct, frozen=True, repr_omit_defaults=True):
    app_id: str
    secret: str
    callback_url: str
    verify_token: str


async def subscribe_app_fields(graph: Graph, wish: Subscription) -> Done | Trouble:
    """Set them with the app's own token (`id|secret`); Meta checks the address meanwhile."""
    body: Body = {
        "object": "whatsapp_business_account",
        "callback_url": wish.callback_url,
        "verify_token": wish.verify_token,
        "fields": ",".join(FIELDS),
        "include_values": True,
    }
    token = f"{wish.app_id}|{wish.secret}"
    return await ask_done(graph, (wish.app_id, "subscriptions"), token, body)
