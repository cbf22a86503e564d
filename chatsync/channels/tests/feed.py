"""A business number with its Meta app, deliveries in the queue, and the reader that takes them."""

from importlib import import_module
from typing import Any
from uuid import UUID

from chatsync.channels.actions.claim import claim
from chatsync.channels.actions.ingest import read_turn
from chatsync.channels.models import InboundDelivery, MetaApp, Number, NumberStatus
from chatsync.channels.seals import seal_secrets, seal_token, seal_verify_token
from chatsync.channels.tests.whatsapp_builders import NUMBER, WABA, Json, as_bytes
from chatsync.channels.webhooks import lane_of
from chatsync.inbox.models import Message
from chatsync.kit.db import Line
from chatsync.kit.ids import uuid7
from chatsync.kit.tenancy import scope
from chatsync.workspaces.access import Access

import_module("chatsync.config.wiring")

TOKEN = "EAAtests"


def an_app(*secrets: str, key: str = "", verify_token: str = "verify-me") -> MetaApp:
    """An active app of the operator's; several secrets while one is being rotated."""
    app_id = uuid7()
    return MetaApp.objects.create(
        id=app_id,
        key=key or app_id.hex,
        app_id=app_id.hex,
        secrets=seal_secrets(secrets or ("secret",), None, app_id),
        verify_token=seal_verify_token(verify_token, None, app_id),
    )


def a_line(
    access: Access,
    phone_number_id: str = NUMBER,
    *,
    app: MetaApp | None = None,
    graph_token: str = TOKEN,
    **changes: Any,
) -> Number:
    """A connected number whose token opens."""
    number_id = uuid7()
    with scope(access.workspace_id):
        number: Number = Number.objects.create(
            **{
                "id": number_id,
                "phone_number_id": phone_number_id,
                "waba_id": WABA,
                "display_phone_number": "+92 21 34567890",
                "app": app or an_app(),
                "token": seal_token(graph_token, access.workspace_id, number_id),
                "status": NumberStatus.CONNECTED,
                **changes,
            }
        )
    return number


def deliver(number: Number | UUID, *bodies: Json | bytes) -> None:
    """Lay bodies into the queue as the webhook door does, signed by the number's app."""
    app_id = number if isinstance(number, UUID) else number.app_id
    for body in bodies:
        raw = body if isinstance(body, bytes) else as_bytes(body)
        InboundDelivery.objects.create(lane=lane_of(raw), app_id=app_id, body=raw)


def read() -> int:
    """Read until the queue is empty; returns how many deliveries that were."""
    line, count = Line(), 0
    try:
        while found := read_turn(claim(line)):
            count += found
    finally:
        line.drop()
    return count


def feed(number: Number | UUID, *bodies: Json | bytes) -> None:
    """Deliver and read."""
    deliver(number, *bodies)
    read()


def thread(access: Access) -> list[Message]:
    """All messages of the workspace in the order of the timeline."""
    with scope(access.workspace_id):
        return list(Message.objects.order_by("sent_at", "id"))


def texts(access: Access) -> list[str | None]:
    return [message.text for message in thread(access)]
