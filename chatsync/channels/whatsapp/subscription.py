"""An app's webhook settings at Meta (Graph: app subscriptions): address, token, fields."""

from msgspec import Struct

from chatsync.channels.whatsapp import lenient
from chatsync.channels.whatsapp.answers import Done, Trouble
from chatsync.channels.whatsapp.client import Graph, ask_done, ask_node
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


class _Debugged(Struct, gc=False):
    app_id: object = None
    is_valid: object = None


class _Answer(Struct, gc=False):
    data: _Debugged | None = None


_DEBUGGED = lenient.Shape(_Answer)


class Subscription(Struct, frozen=True, repr_omit_defaults=True):
    app_id: str
    secret: str
    callback_url: str
    verify_token: str


async def app_of_token(graph: Graph, app_id: str, secret: str, token: str) -> str | Trouble:
    """The app that a token was made with; empty when Meta takes it for no valid token.

    Asked with the app's own token, so that a wrong id or secret is refused (Graph: debug_token).
    """
    answer = await ask_node(graph, "debug_token", f"{app_id}|{secret}", {"input_token": token})
    if not isinstance(answer, bytes):
        return answer
    found = _DEBUGGED.loosely(answer)
    data = found.data if found else None
    is_valid = data is not None and data.is_valid is True
    return (lenient.ident(data.app_id) or "") if data and is_valid else ""


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
