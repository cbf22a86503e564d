"""Bad input at the webhook door: what the door itself refuses, and what it takes all the same."""

import gzip
import json
from contextlib import suppress
from typing import Any

import pytest

from tests.chaos import bodies
from tests.support.product import WEBHOOK, Product, eventually, request, signature

_SENDER = "923451110000"


def _arrived(product: Product, wamid: str, *, who: str = "demo") -> list[Any]:
    items: list[Any] = product.api(f"messages?wamid={wamid}", who=who).json()["items"]
    return items


def _arrives(product: Product, wamid: str, *, who: str = "demo") -> Any:
    return eventually(lambda: _arrived(product, wamid, who=who))[0]


def _good(product: Product, who: str = "demo") -> tuple[str, bytes]:
    message = bodies.text_message(_SENDER, "Salam")
    return message["id"], bodies.letters(product.facts[who], [message])


def _read_by_then(product: Product) -> None:
    """Everything posted before is read: a good message posted now has arrived."""
    wamid, body = _good(product)
    assert product.deliver(body) == 200
    _arrives(product, wamid)
    assert product.count("SELECT count(*) FROM channels_inbounddelivery") == 0


def _refused(product: Product, body: bytes, given: str | None) -> int:
    headers = {} if given is None else {"X-Hub-Signature-256": given}
    return product.ask("POST", WEBHOOK, body=body, headers=headers).status


@pytest.mark.parametrize(
    "given",
    [
        None,
        "",
        "sha256=",
        "sha256=" + "0" * 64,
        "sha1=" + "0" * 40,
        "sha256=" + "g" * 64,
        "sha256=" + "0" * 63,
        "sha256=" + "0" * 65,
        "0" * 64,
        "sha256=\xff" + "0" * 63,
        "nonsense" * 500,
    ],
)
def test_a_missing_wrong_or_malformed_signature_is_refused(
    product: Product, given: str | None
) -> None:
    wamid, body = _good(product)
    assert _refused(product, body, given) == 401
    _read_by_then(product)
    assert _arrived(product, wamid) == []


def test_a_signature_is_good_for_its_own_bytes_only(product: Product) -> None:
    wamid, body = _good(product)
    secret = product.facts["demo"]["app_secret"]
    assert _refused(product, body + b" ", signature(secret, body)) == 401
    assert _refused(product, body, signature("", body)) == 401
    assert _refused(product, body, signature(secret, body)) == 200
    _arrives(product, wamid)


@pytest.mark.parametrize("size", [4 * 1024 * 1024 + 1, 10 * 1024 * 1024])
def test_a_body_over_four_megabytes_is_refused(product: Product, size: int) -> None:
    body = b" " * size
    try:
        status = product.deliver(body)
    except ConnectionError:  # it was refused before all of it was sent
        return
    assert status == 413


def test_a_large_body_in_chunks_is_refused_too(product: Product) -> None:
    body = b" " * (5 * 1024 * 1024)
    headers = {"X-Hub-Signature-256": signature(product.facts["demo"]["app_secret"], body)}
    parts = (body[at : at + 65536] for at in range(0, len(body), 65536))
    with suppress(ConnectionError):  # it was refused before all of it was sent
        assert product.ask("POST", WEBHOOK, body=parts, headers=headers).status == 413
    _read_by_then(product)


def test_a_body_in_chunks_is_read(product: Product) -> None:
    wamid, body = _good(product)
    headers = {"X-Hub-Signature-256": signature(product.facts["demo"]["app_secret"], body)}
    parts = (body[at : at + 10] for at in range(0, len(body), 10))
    assert product.ask("POST", WEBHOOK, body=parts, headers=headers).status == 200
    _arrives(product, wamid)


def test_three_megabytes_with_a_thousand_updates_are_all_stored(product: Product) -> None:
    filling = "شکریہ " * 320
    messages = [bodies.text_message(f"92346{n % 50:07d}", f"{n} {filling}") for n in range(1000)]
    value = bodies.value(product.facts["demo"], messages)
    entry = {"id": "1", "changes": [{"field": "messages", "value": value}]}
    whole = {"object": "whatsapp_business_account", "entry": [entry]}
    body = json.dumps(whole, ensure_ascii=False).encode()
    assert 3_000_000 < len(body) < 4 * 1024 * 1024
    assert product.deliver(body) == 200
    _arrives(product, messages[-1]["id"])
    ids = [message["id"] for message in messages]
    with product.database() as connection:
        row = connection.execute(
            "SELECT count(*) FROM inbox_message WHERE wamid = ANY(%s)", [ids]
        ).fetchone()
    assert row == (1000,)


_UNREADABLE = {
    "empty": b"",
    "no JSON": b"{",
    "words": b"hello",
    "a list": b"[1, 2, 3]",
    "a number": b"17",
    "null": b"null",
    "a text": b'"x"',
    "invalid UTF-8": b'{"entry": ["\xff\xfe"]}',
    "NUL bytes": b'{"entry": "\x00"}' + b"\x00" * 100,
    "gzip": gzip.compress(b'{"entry": []}'),
    "endless nesting": b"[" * 100_000,
    "balanced nesting": b'{"entry":' + b"[" * 50_000 + b"]" * 50_000 + b"}",
    "entry is an object": b'{"object": "whatsapp_business_account", "entry": {"changes": 1}}',
    "entry is a number": b'{"object": "whatsapp_business_account", "entry": 5}',
    "entries of wrong types": b'{"entry": [null, 5, "x", [], {"changes": {}}, {"changes": [1]}]}',
    "half a pair": b'{"entry": [{"id": "\\ud800", "changes": [{"field": "\\udfff", "value": 1}]}]}',
    "a huge number": b'{"entry": [{"id": 1' + b"0" * 5000 + b', "changes": []}]}',
    "another product": b'{"object": "instagram", "entry": []}',
}


@pytest.mark.parametrize("kind", _UNREADABLE)
def test_an_unreadable_body_under_a_valid_signature_is_taken_and_parked(
    product: Product, kind: str
) -> None:
    before = product.count("SELECT count(*) FROM channels_unrouted")
    assert product.deliver(_UNREADABLE[kind]) == 200
    _read_by_then(product)
    assert product.count("SELECT count(*) FROM channels_unrouted") > before


def test_the_content_encoding_of_a_webhook_is_not_obeyed(product: Product) -> None:
    wamid, body = _good(product)
    assert product.deliver(gzip.compress(body), Content_Encoding="gzip") == 200
    _read_by_then(product)
    assert _arrived(product, wamid) == []


@pytest.mark.parametrize("method", ["PUT", "PATCH", "DELETE", "HEAD", "OPTIONS", "BREW"])
def test_another_method_is_refused(product: Product, method: str) -> None:
    assert product.ask(method, WEBHOOK).status in {400, 405}


@pytest.fixture
def handshake(product: Product) -> dict[str, str]:
    token = product.facts["demo"]["verify_token"]
    return {"hub.mode": "subscribe", "hub.verify_token": token, "hub.challenge": "1158201444"}


def _shaken(product: Product, query: dict[str, str], path: str = WEBHOOK) -> tuple[int, bytes]:
    words = "&".join(f"{name}={value}" for name, value in query.items())
    answer = product.ask("GET", f"{path}?{words}")
    return answer.status, answer.body


def test_the_handshake_is_answered_with_the_challenge(
    product: Product, handshake: dict[str, str]
) -> None:
    assert _shaken(product, handshake) == (200, b"1158201444")
    assert _shaken(product, handshake, product.callback_path()) == (200, b"1158201444")


@pytest.mark.parametrize(
    "wrong",
    [
        {"hub.verify_token": "guess"},
        {"hub.verify_token": ""},
        {"hub.verify_token": "%00%FF"},
        {"hub.mode": "unsubscribe"},
        {"hub.mode": ""},
    ],
)
def test_a_wrong_handshake_is_refused(
    product: Product, handshake: dict[str, str], wrong: dict[str, str]
) -> None:
    assert _shaken(product, {**handshake, **wrong}) == (403, b"")


def test_a_handshake_at_another_apps_address_is_refused(
    product: Product, handshake: dict[str, str]
) -> None:
    assert _shaken(product, handshake, product.callback_path("demo2")) == (403, b"")
    assert _shaken(product, handshake, f"{WEBHOOK}/nobodys-key") == (403, b"")
    assert _shaken(product, {}) == (403, b"")


def test_an_unfinished_request_disturbs_nobody(product: Product) -> None:
    with pytest.raises(OSError):
        request(
            product.url,
            "POST",
            WEBHOOK,
            body=b"{",
            headers={"Content-Length": "1000", "X-Hub-Signature-256": "sha256=" + "0" * 64},
            timeout=1,
        )
    _read_by_then(product)
