"""Bad input at the API: a clear refusal, never a 5xx, nothing changed."""

import json
from typing import Any
from urllib.parse import quote
from uuid import uuid4

import pytest

from tests.chaos import bodies
from tests.support.product import Answer, Product, eventually

_SENDER = "923453330000"
_UNKNOWN = "0b6f3a52-1c58-4b0e-9d7a-3f6f0c1d2e4b"
_HUGE = "9" * 400


@pytest.fixture
def conversation(product: Product) -> str:
    """A conversation of ours whose window is open."""
    message = bodies.text_message(_SENDER, "Salam")
    assert product.deliver(bodies.letters(product.facts["demo"], [message])) == 200
    items = eventually(lambda: product.api(f"messages?wamid={message['id']}").json()["items"])
    return str(items[0]["conversation_id"])


@pytest.fixture
def foreign(product: Product) -> str:
    """A conversation of the other workspace."""
    row = product.api("conversations?queue=all", who="demo2").json()["items"][0]
    return str(row["id"])


def _with_key(product: Product, method: str, path: str, raw: bytes, kind: str) -> Answer:
    headers = {
        "Authorization": f"Bearer {product.facts['demo']['api_key']}",
        "Content-Type": kind,
    }
    return product.ask(method, f"/api/v1/{path}", body=raw, headers=headers)


def _is_problem(answer: Answer, status: int, code: str) -> bool:
    assert answer.status == status, answer.body
    assert answer.headers["Content-Type"].startswith("application/problem+json")
    said = answer.json()
    assert said["status"] == status
    assert said["detail"]
    assert said["type"] == f"urn:chatsync:problem:{code}"
    return bool(said["code"] == code)


_BROKEN = {
    "nothing": b"",
    "half an object": b'{"client_id": ',
    "a list": b"[]",
    "null": b"null",
    "a number": b"5",
    "a text": b'"x"',
    "invalid UTF-8": b'{"text": "\xff\xfe"}',
    "UTF-16": '{"text": "x"}'.encode("utf-16"),
    "NaN": b'{"client_id": NaN}',
    "deep nesting": b'{"text": ' + b"[" * 50_000 + b"]" * 50_000 + b"}",
    "a huge number": b'{"seen_seq": 1' + b"0" * 5000 + b"}",
}


@pytest.mark.parametrize("kind", _BROKEN)
def test_a_broken_body_is_refused(product: Product, conversation: str, kind: str) -> None:
    path = f"conversations/{conversation}/messages"
    answer = _with_key(product, "POST", path, _BROKEN[kind], "application/json")
    assert _is_problem(answer, 422, "validation")


_WRONG: dict[str, dict[str, Any]] = {
    "client_id missing": {"client_id": None},
    "client_id no uuid": {"client_id": "x"},
    "client_id a number": {"client_id": 5},
    "client_id an object": {"client_id": {"a": 1}},
    "text missing": {"text": None},
    "text empty": {"text": ""},
    "text blank": {"text": " \n\t "},
    "text too long": {"text": "x" * 4097},
    "text a number": {"text": 5},
    "text a list": {"text": ["x"]},
    "NUL in the text": {"text": "a\x00b"},
    "half a pair": {"text": "a\ud800b"},
    "an unknown type": {"type": "hologram"},
    "type a list": {"type": ["text"]},
    "an image without a file": {"type": "image"},
    "a template without a name": {"type": "template", "template": {"language": "en"}},
    "a template without anything": {"type": "template"},
    "components of a wrong type": {
        "type": "template",
        "template": {"name": "hello", "language": "en", "components": "x"},
    },
    "reply_to no uuid": {"reply_to": "x"},
    "seen_seq a text": {"seen_seq": "x"},
    "seen_seq a fraction": {"seen_seq": 1.5},
}


@pytest.mark.parametrize("kind", _WRONG)
def test_a_wrong_value_is_refused_and_named(product: Product, conversation: str, kind: str) -> None:
    wish = {"client_id": str(uuid4()), "type": "text", "text": "x", **_WRONG[kind]}
    before = product.api(f"conversations/{conversation}/messages").body
    answer = product.api(f"conversations/{conversation}/messages", method="POST", body=wish)
    assert _is_problem(answer, 422, "validation")
    assert answer.json()["errors"]
    assert product.api(f"conversations/{conversation}/messages").body == before


_WRONG_DEEDS: list[tuple[str, str, Any]] = [
    ("PUT", "read-mark", {"seq": "x"}),
    ("PUT", "read-mark", {}),
    ("PUT", "draft", {"text": "a\x00b"}),
    ("PUT", "draft", {"text": "x" * 4097}),
    ("PUT", "draft", {"text": 5}),
    ("PUT", "assignment", {"member_id": "x"}),
    ("PUT", "assignment", {"member_id": None}),
    ("PUT", "assignment", {"member_id": str(uuid4())}),
]


@pytest.mark.parametrize(("method", "below", "body"), _WRONG_DEEDS)
def test_a_wrong_deed_is_refused(
    product: Product, conversation: str, method: str, below: str, body: Any
) -> None:
    answer = product.api(f"conversations/{conversation}/{below}", method=method, body=body)
    assert answer.status in {404, 422}, answer.body
    assert answer.json()["detail"]


@pytest.mark.parametrize("seq", [10**30, -(10**30)])
def test_a_read_mark_beyond_all_numbers_is_harmless(
    product: Product, conversation: str, seq: int
) -> None:
    answer = product.api(f"conversations/{conversation}/read-mark", method="PUT", body={"seq": seq})
    assert answer.status in {200, 422}


@pytest.mark.parametrize(
    "kind", ["text/plain", "application/x-www-form-urlencoded", "multipart/form-data", ""]
)
def test_another_content_type_changes_nothing_by_surprise(
    product: Product, conversation: str, kind: str
) -> None:
    wish = json.dumps({"client_id": str(uuid4()), "text": 5}).encode()
    path = f"conversations/{conversation}/messages"
    assert _with_key(product, "POST", path, wish, kind).status in {415, 422}


def test_a_body_that_is_too_large_is_refused(product: Product, conversation: str) -> None:
    wish = {"client_id": str(uuid4()), "text": "x" * (5 * 1024 * 1024)}
    answer = product.api(f"conversations/{conversation}/messages", method="POST", body=wish)
    assert _is_problem(answer, 413, "too_large")


_QUERIES = [
    *(f"conversations?cursor={cursor}" for cursor in ("x", "%00", "bnVsbA", "W10", "e30", "🙂")),
    "conversations?cursor=WyIyMDI2LTAxLTAxIiwgIjEiXQ",
    "conversations?limit=0",
    "conversations?limit=101",
    "conversations?limit=x",
    f"conversations?limit={_HUGE}",
    "conversations?limit=-1",
    "conversations?queue=theirs",
    "conversations?status=lost",
    "conversations?queue=%00",
    "messages",
    "messages?wamid=",
    f"messages?wamid={'w' * 300}",
    "messages?wamid=a%00b",
    "search",
    "search?q=",
    f"search?q={'q' * 201}",
    "search?q=a%00b",
    "events?since=x",
    "events?since=1&wait=x",
    "contacts?cursor=x",
    "members?cursor=x",
    "api-keys?cursor=x",
    "parked?cursor=x",
]


@pytest.mark.parametrize("path", _QUERIES)
def test_a_wrong_query_is_refused(product: Product, path: str) -> None:
    assert _is_problem(product.api(quote(path, safe="/?&=%")), 422, "validation")


@pytest.mark.parametrize(
    "path",
    [
        "search?q=" + quote("' OR 1=1 --"),
        "search?q=" + quote("%_\\ & | ! <-> :*"),
        "search?q=" + quote("(((((" * 30),
        "search?q=%ff%fe",
        f"events?since={_HUGE}",
        "events?since=-1",
        "events?since=0&epoch=%27",
        "messages?wamid=" + quote("';--"),
        "conversations?unheard=of",
    ],
)
def test_an_odd_query_is_answered(product: Product, path: str) -> None:
    assert product.api(path).status in {200, 422}


@pytest.mark.parametrize(
    "row_id",
    [_UNKNOWN, "1", "0", "-1", _HUGE, "x" * 5000, "%00", "..%2f..", "null", "🙂", "%ff"],
)
@pytest.mark.parametrize("noun", ["conversations", "contacts", "members", "numbers"])
def test_an_unknown_id_is_not_found(product: Product, noun: str, row_id: str) -> None:
    assert _is_problem(product.api(f"{noun}/{quote(row_id, safe='%')}"), 404, "not_found")


_ON_A_CONVERSATION: list[tuple[str, str, Any]] = [
    ("GET", "", None),
    ("GET", "/messages", None),
    ("POST", "/messages", {"client_id": str(uuid4()), "text": "x"}),
    ("PUT", "/assignment", {"member_id": str(uuid4())}),
    ("DELETE", "/assignment", None),
    ("PUT", "/closure", None),
    ("DELETE", "/closure", None),
    ("PUT", "/read-mark", {"seq": 1}),
    ("GET", "/draft", None),
    ("PUT", "/draft", {"text": "x"}),
]


@pytest.mark.parametrize(("method", "below", "body"), _ON_A_CONVERSATION)
def test_another_workspaces_conversation_is_as_unknown_as_a_random_one(
    product: Product, foreign: str, method: str, below: str, body: Any
) -> None:
    theirs = product.api(f"conversations/{foreign}{below}", method=method, body=body)
    nobodys = product.api(f"conversations/{uuid4()}{below}", method=method, body=body)
    assert _is_problem(theirs, 404, "not_found")
    assert theirs.body == nobodys.body


_KEYS = [
    "",
    "Bearer",
    "Bearer ",
    "Bearer x",
    "Bearer cs_live_00000000_" + "0" * 32,
    "Bearer cs_live_00000000_" + "\xff" * 32,
    "Basic b3duZXI6b3duZXI=",
    "Bearer " + "k" * 5000,
]


@pytest.mark.parametrize("given", _KEYS)
def test_without_a_good_key_nobody_comes_in(product: Product, given: str) -> None:
    answer = product.ask("GET", "/api/v1/conversations", headers={"Authorization": given})
    assert _is_problem(answer, 401, "not_signed_in")
    assert _is_problem(product.ask("GET", "/api/v1/me"), 401, "not_signed_in")


def test_a_revoked_key_opens_nothing(product: Product) -> None:
    made = product.api("api-keys", method="POST", body={"name": "Short-lived"}).json()
    headers = {"Authorization": f"Bearer {made['key']}"}
    assert product.ask("GET", "/api/v1/me", headers=headers).status == 200
    assert product.api(f"api-keys/{made['id']}", method="DELETE").status == 204
    answer = product.ask("GET", "/api/v1/me", headers=headers)
    assert _is_problem(answer, 401, "not_signed_in")


@pytest.mark.parametrize("org", ["org_" + "0" * 32, "org_x", "x", "\xff", "org_" + _HUGE])
def test_a_key_opens_no_other_workspace(product: Product, org: str) -> None:
    headers = {
        "Authorization": f"Bearer {product.facts['demo']['api_key']}",
        "ChatSync-Workspace": org,
    }
    answer = product.ask("GET", "/api/v1/conversations", headers=headers)
    assert _is_problem(answer, 404, "not_found")


@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE", "PATCH"])
def test_a_method_that_an_address_does_not_know_is_refused(product: Product, method: str) -> None:
    answer = product.api("conversations/counts", method=method, body={})
    assert _is_problem(answer, 405, "method_not_allowed")
