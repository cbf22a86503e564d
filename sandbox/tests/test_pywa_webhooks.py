"""pywa takes the stand-in's signed webhooks and reads in them what a customer did."""

from collections.abc import Iterator
from typing import Any

import pytest
from pywa import WhatsApp, handlers, types, utils

from sandbox.tests.pywa_client import a_client
from sandbox.tests.support import Meta, fresh_phone

PLACE = {"latitude": 24.8, "longitude": 67.0, "name": "Saddar"}
CARD = {"name": {"formatted_name": "Ayesha", "first_name": "Ayesha"}, "phones": []}
SENDS: dict[str, tuple[dict[str, Any], str]] = {
    "text": ({"text": "Two pots"}, "text"),
    "image": ({"type": "image", "text": "look"}, "image"),
    "audio": ({"type": "audio"}, "audio"),
    "document": ({"type": "document"}, "document"),
    "location": ({"type": "location", "location": PLACE}, "location"),
    "contacts": ({"type": "contacts", "contacts": [CARD]}, "contacts"),
    "reaction": (
        {"type": "reaction", "reaction": {"message_id": "wamid.a", "emoji": "👍"}},
        "reaction",
    ),
}


@pytest.fixture
def client(meta: Meta) -> Iterator[WhatsApp]:
    with a_client(meta) as client:
        yield client


async def heard(meta: Meta, client: WhatsApp, handler: type[Any], count: int = 1) -> list[Any]:
    """What the client makes of the next bodies, each with a signature it has checked."""
    found: list[Any] = []
    client.add_handlers(handler(lambda _, update: found.append(update)))
    await meta.receiver.until(lambda: len(meta.receiver.requests) >= count)
    for signature, raw in meta.receiver.requests:
        assert utils.webhook_updates_validator(meta.receiver.secret, raw, signature)
        client.webhook_update_handler(raw)
    return found


@pytest.mark.parametrize("kind", SENDS)
async def test_what_a_customer_sends_is_read(meta: Meta, client: WhatsApp, kind: str) -> None:
    wish, part = SENDS[kind]
    sender = fresh_phone()
    (wamid,) = await meta.write(sender, **wish)
    (message,) = await heard(meta, client, handlers.MessageHandler)
    assert (message.id, message.type.value, message.from_user.wa_id) == (wamid, kind, sender)
    assert getattr(message, part)
    assert message.metadata.phone_number_id == meta.number_id


async def test_a_customers_photo_is_fetched_with_its_own_words(
    meta: Meta, client: WhatsApp
) -> None:
    await meta.write(fresh_phone(), type="image", text="look")
    (message,) = await heard(meta, client, handlers.MessageHandler)
    assert message.caption == "look"
    assert message.image.get_bytes().startswith(b"\xff\xd8")


async def test_ticks_are_read_in_their_order(meta: Meta, client: WhatsApp) -> None:
    await meta.fault("delays", sent=0, delivered=0.2, read=0.4)
    sent = client.send_text(f"+{fresh_phone()}", "On its way", tracker="attempt-7")
    found = await heard(meta, client, handlers.MessageStatusHandler, 3)
    assert [one.status for one in found] == [
        types.MessageStatusType.SENT,
        types.MessageStatusType.DELIVERED,
        types.MessageStatusType.READ,
    ]
    assert {(one.id, one.tracker) for one in found} == {(sent.id, "attempt-7")}


async def test_a_forged_body_is_refused(meta: Meta) -> None:
    await meta.write(fresh_phone(), text="Hello")
    await meta.receiver.until(lambda: bool(meta.receiver.requests))
    signature, raw = meta.receiver.requests[0]
    assert utils.webhook_updates_validator(meta.receiver.secret, raw, signature)
    assert not utils.webhook_updates_validator(meta.receiver.secret, raw + b" ", signature)
