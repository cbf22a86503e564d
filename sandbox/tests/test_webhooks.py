"""Webhooks: signature, envelope, repeats."""

import json

from sandbox.tests.support import Json, Meta, fresh_phone
from sandbox.webhooks import MAX_ATTEMPTS, encode_body, sign, wait_before


def test_signatures_fit_the_known_vectors() -> None:
    compact = b'{"object":"whatsapp_business_account","entry":[]}'
    spaced = b'{"object": "whatsapp_business_account", "entry": []}'
    secret = "test_app_secret"
    assert sign(secret, compact) == (
        "sha256=dec6a680679a968e7e0319355b23599cbfc54502c0784668e9618baa0c633756"
    )
    assert sign(secret, spaced) == (
        "sha256=56cbbaf4961c6cfdae48b7f116c047e5eb513d2c931baae63a2bc1afd26f803a"
    )


def test_bodies_are_escaped_as_meta_escapes_them() -> None:
    raw = encode_body({"a": "سلام", "b": "x/y"})
    assert raw == b'{"a":"\\u0633\\u0644\\u0627\\u0645","b":"x\\/y"}'
    assert json.loads(raw) == {"a": "سلام", "b": "x/y"}


def test_waits_between_repeats_grow_and_end() -> None:
    waits = [wait_before(attempt) for attempt in range(1, MAX_ATTEMPTS)]
    assert waits[0] == 0
    assert waits == sorted(waits)
    assert waits[-1] == 30


async def test_a_customers_message_arrives_signed_in_metas_envelope(meta: Meta) -> None:
    sender = fresh_phone()
    ids = await meta.write(sender, name="Ayesha", text="سلام")
    await meta.receiver.until(lambda: bool(meta.receiver.bodies))
    (body,) = meta.receiver.bodies
    assert body["object"] == "whatsapp_business_account"
    assert body["entry"][0]["id"] == meta.waba_id
    (value,) = meta.receiver.values()
    assert value["metadata"] == {
        "display_phone_number": "922135550101",
        "phone_number_id": meta.number_id,
    }
    (contact,) = value["contacts"]
    assert (contact["profile"]["name"], contact["wa_id"]) == ("Ayesha", sender)
    assert contact["user_id"].startswith("PK.")
    (message,) = value["messages"]
    assert (message["id"], message["from"]) == (ids[0], sender)
    assert message["text"] == {"body": "سلام"}


async def test_a_refused_webhook_is_repeated_until_it_is_taken(meta: Meta) -> None:
    meta.receiver.answers = [500, 204, 503]
    ids = await meta.write(fresh_phone())
    await meta.receiver.until(lambda: bool(meta.receiver.bodies))
    assert [one["id"] for one in meta.receiver.messages()] == ids
    assert len({raw for _, raw in meta.receiver.requests}) == 1
    assert len(meta.receiver.requests) == 4


async def test_a_hidden_number_stays_hidden(meta: Meta) -> None:
    await meta.write("PK.1234567890", name="Rabia")
    await meta.receiver.until(lambda: bool(meta.receiver.bodies))
    (message,) = meta.receiver.messages()
    assert "from" not in message
    assert message["from_user_id"] == "PK.1234567890"
    assert "wa_id" not in meta.receiver.values()[0]["contacts"][0]


async def test_many_messages_can_share_one_webhook(meta: Meta) -> None:
    ids = await meta.write(fresh_phone(), text="no {n}", count=25, batch=10)
    await meta.receiver.until(lambda: len(meta.receiver.messages()) == 25)
    assert {one["id"] for one in meta.receiver.messages()} == set(ids)
    assert len(meta.receiver.bodies) == 3
    assert "no 25" in [one["text"]["body"] for one in meta.receiver.messages()]


async def test_raw_messages_go_out_as_they_are(meta: Meta) -> None:
    odd = {"id": "wamid.X", "timestamp": "1", "type": "brand_new", "brand_new": {"a": None}}
    ids = await meta.write(fresh_phone(), messages=[odd])
    await meta.receiver.until(lambda: bool(meta.receiver.bodies))
    assert ids == ["wamid.X"]
    assert meta.receiver.messages() == [odd]


async def test_raw_bodies_can_carry_a_bad_or_no_signature(meta: Meta) -> None:
    wish = {"body": {"object": "whatsapp_business_account", "entry": []}, "app_id": meta.app_id}
    good = await meta.control("POST", "inbound", wish)
    bad = await meta.control("POST", "inbound", wish | {"signature": "bad"})
    missing = await meta.control("POST", "inbound", wish | {"signature": "missing"})
    assert (good["status"], bad["status"], missing["status"]) == (200, 401, 401)
    assert meta.receiver.requests[2][0] == ""


async def test_every_kind_of_message_can_be_written(meta: Meta) -> None:
    kinds = ["text", "image", "audio", "video", "document", "sticker", "location", "contacts"]
    kinds += ["reaction", "interactive", "button", "order", "revoke", "edit", "unsupported"]
    sender = fresh_phone()
    for kind in kinds:
        assert len(await meta.write(sender, type=kind)) == 1
    await meta.receiver.until(lambda: len(meta.receiver.messages()) == len(kinds))
    assert {one["type"] for one in meta.receiver.messages()} == set(kinds)
    assert all(one[one["type"]] for one in meta.receiver.messages())


async def test_odd_raw_messages_are_sent_and_do_not_harm_the_phone_page(meta: Meta) -> None:
    sender = fresh_phone()
    odd: list[Json] = [
        {"id": "wamid.1", "from": sender, "type": "text", "text": {"body": 5}, "timestamp": "nan"},
        {"id": "wamid.2", "from": sender, "type": "interactive", "interactive": {"action": [1]}},
        {"id": "wamid.3", "from": {"a": 1}, "type": ["x"], "timestamp": [1]},
        {"id": "wamid.4", "type": "image", "image": "none"},
    ]
    assert await meta.write("", messages=odd) == [one["id"] for one in odd]
    await meta.receiver.until(lambda: bool(meta.receiver.bodies))
    assert meta.receiver.messages() == odd
    chat = await meta.call("GET", f"/phone/chat?number={meta.number_id}&customer={sender}")
    assert [one["text"] for one in chat.body["messages"]] == ["", ""]
