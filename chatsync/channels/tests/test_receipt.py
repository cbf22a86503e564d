"""The webhook door: verified over raw bytes, stored in batches, answered after the commit."""

from collections.abc import AsyncIterator
from typing import Any

import pytest

from chatsync.channels.models import MetaApp
from chatsync.channels.tests.feed import an_app
from chatsync.channels.webhooks import LARGEST_BODY, Receipt, lane_of, webhook
from chatsync.config.supervisor.postgres import DatabaseUrls
from tests.support.database import rows
from tests.support.product import signature

BODY = b'{"object":"whatsapp_business_account","entry":[]}'


@pytest.fixture
def apps(db: None) -> dict[str, MetaApp]:
    return {
        "first": an_app("old-secret", "new-secret", key="first", verify_token="token-one"),
        "second": an_app("other-secret", key="second", verify_token="token-two"),
    }


@pytest.fixture
async def receipt(apps: dict[str, MetaApp], database_urls: DatabaseUrls) -> AsyncIterator[Receipt]:
    door = Receipt(database_urls.app)
    await door.start()
    yield door
    await door.stop()


async def ask(receipt: Receipt, scope: dict[str, Any], *parts: bytes) -> tuple[int, bytes]:
    """One request as the server hands it over, its body in `parts`; status and body.

    Whoever is answered while still writing sees a reset connection instead of the answer.
    """
    left = list(parts) or [b""]
    said: list[Any] = []

    async def receive() -> dict[str, Any]:
        return {"type": "http.request", "body": left.pop(0), "more_body": bool(left)}

    async def send(message: Any) -> None:
        assert scope["method"] != "POST" or not left
        said.append(message)

    await webhook({"path": "/webhooks/whatsapp", "headers": [], **scope}, receive, send, receipt)
    return said[0]["status"], said[1]["body"]


async def post(
    receipt: Receipt, *parts: bytes, secret: str = "new-secret", key: str = "", **headers: str
) -> int:
    signed = {"x-hub-signature-256": signature(secret, b"".join(parts)), **headers}
    raw = [(name.replace("_", "-").encode(), text.encode()) for name, text in signed.items()]
    path = f"/webhooks/whatsapp/{key}" if key else "/webhooks/whatsapp"
    return (await ask(receipt, {"method": "POST", "headers": raw, "path": path}, *parts))[0]


async def shake(
    receipt: Receipt, query: str, path: str = "/webhooks/whatsapp"
) -> tuple[int, bytes]:
    return await ask(
        receipt, {"method": "GET", "path": path, "query_string": query.encode(), "headers": []}
    )


def stored(urls: DatabaseUrls) -> list[bytes]:
    found = rows(urls, "SELECT body FROM channels_inbounddelivery ORDER BY id")
    return [bytes(row[0]) for row in found]


async def test_a_signed_body_is_stored_byte_for_byte_with_its_app(
    receipt: Receipt, apps: dict[str, MetaApp], database_urls: DatabaseUrls
) -> None:
    odd = b'{"entry": [ ],\r\n "x": "\xff\x00"}'
    assert await post(receipt, odd, secret="other-secret") == 200
    assert rows(database_urls, "SELECT app_id, body FROM channels_inbounddelivery") == [
        (apps["second"].id, odd)
    ]


@pytest.mark.parametrize("secret", ["old-secret", "new-secret", "other-secret"])
async def test_every_secret_of_every_app_opens_the_bare_address(
    receipt: Receipt, secret: str
) -> None:
    assert await post(receipt, BODY, secret=secret) == 200


@pytest.mark.parametrize(
    ("key", "secret", "status"),
    [
        ("first", "old-secret", 200),
        ("second", "other-secret", 200),
        ("second", "old-secret", 401),
        ("unknown", "old-secret", 401),
    ],
)
async def test_an_apps_own_address_takes_that_apps_secrets_only(
    receipt: Receipt, key: str, secret: str, status: int
) -> None:
    assert await post(receipt, BODY, secret=secret, key=key) == status


@pytest.mark.parametrize("header", ["", "sha256=", "sha256=" + "0" * 64, "sha1=" + "0" * 40, "x"])
async def test_a_missing_or_wrong_signature_is_refused_and_nothing_stored(
    receipt: Receipt, header: str, database_urls: DatabaseUrls
) -> None:
    request = {"method": "POST", "headers": [(b"x-hub-signature-256", header.encode())]}
    assert (await ask(receipt, request, BODY))[0] == 401


async def test_an_altered_body_is_refused(receipt: Receipt, database_urls: DatabaseUrls) -> None:
    header = (b"x-hub-signature-256", signature("new-secret", BODY).encode())
    assert (await ask(receipt, {"method": "POST", "headers": [header]}, BODY + b" "))[0] == 401
    assert stored(database_urls) == []


async def test_a_body_in_pieces_is_one_body(receipt: Receipt, database_urls: DatabaseUrls) -> None:
    assert await post(receipt, BODY[:7], b"", BODY[7:]) == 200
    assert stored(database_urls) == [BODY]


async def test_a_refused_body_is_read_to_its_end(receipt: Receipt) -> None:
    assert await post(receipt, BODY[:7], BODY[7:], **{"x-hub-signature-256": "nonsense"}) == 401


async def test_the_largest_body_is_taken_and_one_byte_more_is_not(
    receipt: Receipt, database_urls: DatabaseUrls
) -> None:
    largest = b"x" * LARGEST_BODY
    assert await post(receipt, largest[:100], largest[100:]) == 200
    assert await post(receipt, largest, b"x") == 413
    assert await post(receipt, largest + b"x") == 413
    assert await post(receipt, b"a", b"b", content_length=str(LARGEST_BODY + 1)) == 413
    assert len(stored(database_urls)) == 1


@pytest.mark.parametrize(
    ("query", "path", "answer"),
    [
        ("hub.mode=subscribe&hub.verify_token=token-one&hub.challenge=1%202", "", (200, b"1 2")),
        ("hub.mode=subscribe&hub.verify_token=token-two&hub.challenge=7", "/second", (200, b"7")),
        ("hub.mode=subscribe&hub.verify_token=token-one&hub.challenge=7", "/second", (403, b"")),
        ("hub.mode=subscribe&hub.verify_token=&hub.challenge=7", "", (403, b"")),
        ("hub.mode=nonsense&hub.verify_token=token-one&hub.challenge=7", "", (403, b"")),
        ("", "", (403, b"")),
    ],
)
async def test_the_handshake_answers_who_knows_the_token(
    receipt: Receipt, query: str, path: str, answer: tuple[int, bytes]
) -> None:
    assert await shake(receipt, query, "/webhooks/whatsapp" + path) == answer


async def test_other_methods_are_refused(receipt: Receipt) -> None:
    assert await ask(receipt, {"method": "PUT"}) == (405, b"")


def test_a_lane_is_the_number_that_the_body_names_first() -> None:
    one, two = b'{"phone_number_id": "5001"}', b'{ "phone_number_id" :"5001","x":"5002"}'
    assert lane_of(one) == lane_of(two) > 0
    assert lane_of(b'{"phone_number_id":"5002"}') != lane_of(one)
    assert lane_of(b"\xff") == 0
