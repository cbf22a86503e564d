"""Another workspace's ids deep inside bodies, its unique words, and what a refusal costs."""

import json
from collections.abc import Iterator
from typing import Any, NamedTuple
from uuid import uuid4

import pytest
from django.conf import settings
from django.db import connection
from django.test.utils import CaptureQueriesContext

from chatsync.channels.models import MetaApp
from chatsync.channels.tests.stand_in import Sandbox
from chatsync.config.doors import document
from tests.tenancy.callers import Caller, Seen, browser, undone
from tests.tenancy.operations import Json, operations
from tests.tenancy.world import ACCOUNT, World, a_world, strangers


class Place(NamedTuple):
    """A field inside a field that names a row: of which kind, in which request."""

    kind: str
    method: str
    path: str
    body: Any


_PHONE = "109876543210987"


def _note(row: str) -> Json:
    return {"text": "Please look", "mentions": [row]}


def _reaction(row: str) -> Json:
    reaction = {"message_id": row, "emoji": "👍"}
    return {"client_id": str(uuid4()), "type": "reaction", "reaction": reaction}


def _number(row: str) -> Json:
    return {
        "phone_number_id": _PHONE,
        "waba_id": ACCOUNT,
        "token": f"token-{_PHONE}",
        "app": {"id": row},
    }


def _tell_meta(world: World) -> None:
    """Meta's stand-in knows a number whose token was made with this workspace's own app."""
    number = {key: it for key, it in _number("").items() if key != "app"}
    app_id = MetaApp.objects.get(id=world.ids["meta_app"]).app_id
    told = {"display_phone_number": "+92 300 0555110", "verified_name": "New", "app_id": app_id}
    Sandbox(settings.GRAPH_URL).control("numbers", {**number, **told})


NESTED = {
    ("send", "reaction.message_id"): Place(
        "message", "POST", "/conversations/{conversation}/messages", _reaction
    ),
    ("write_note", "mentions[]"): Place(
        "member", "POST", "/conversations/{conversation}/notes", _note
    ),
    ("change_note", "mentions[]"): Place("member", "PUT", "/notes/{note}", _note),
    ("connect", "app.id"): Place("meta_app", "POST", "/numbers", _number),
}
"""Every id below the first level of a body, as the description of the API tells them."""

KEPT = {("keep_draft", "unsent[].client_id"), ("keep_draft", "unsent[].reply_to")}
"""Those that are kept for their writer as they were said, and looked up when the reply is sent."""


@pytest.fixture
def worlds(db: None) -> tuple[World, World]:
    return a_world(), a_world()


def _send(caller: Caller, place: Place, own: World, row: str) -> Seen:
    path = place.path.format_map(own.ids)
    data = json.dumps(place.body(row))
    more = {"data": data, "content_type": "application/json"}
    return caller.call(place.method, f"/api/v1{path}", **more)


def test_every_nested_id_of_the_description_is_tried() -> None:
    found = {
        (described["operationId"], path)
        for methods in document()["paths"].values()
        for described in methods.values()
        for content in described.get("requestBody", {}).get("content", {}).values()
        for path in _ids(content["schema"], "")
        if "." in path or "[" in path
    }
    assert found == set(NESTED) | KEPT, "teach NESTED of this file every id inside a body"


def _ids(schema: Json, path: str) -> Iterator[str]:
    if "$ref" in schema:
        schema = document()["components"]["schemas"][schema["$ref"].rpartition("/")[2]]
    if schema.get("format") == "uuid":
        yield path
    for choice in ("anyOf", "oneOf", "allOf"):
        for one in schema.get(choice, ()):
            yield from _ids(one, path)
    if "items" in schema:
        yield from _ids(schema["items"], f"{path}[]")
    for name, about in schema.get("properties", {}).items():
        yield from _ids(about, f"{path}.{name}".lstrip("."))


@pytest.mark.parametrize("name", NESTED, ids=" ".join)
def test_a_nested_id_of_b_is_one_that_does_not_exist(
    worlds: tuple[World, World], name: tuple[str, str]
) -> None:
    a, b = worlds
    place = NESTED[name]
    theirs = browser(b, str(b.owner.email))
    _tell_meta(b)
    with undone():
        done = _send(theirs, place, b, b.ids[place.kind])
    assert done.is_done, f"B's owner does not succeed, so this proves nothing: {done}"
    ours = browser(a, str(a.owner.email))
    foreign = _send(ours, place, a, b.ids[place.kind])
    random = _send(ours, place, a, strangers()[1][place.kind])
    assert not foreign.is_done
    assert foreign == random
    assert not [it for it in b.secrets if it.encode() in foreign.body]


def test_a_reply_on_its_way_under_an_id_of_b_is_kept_like_any_other(
    worlds: tuple[World, World],
) -> None:
    """Only what arrived in one's own conversation counts as arrived."""
    a, b = worlds
    sent = {"client_id": str(uuid4()), "type": "text", "text": "On its way"}
    theirs = browser(b, str(b.owner.email))
    data: dict[str, Any] = {"data": json.dumps(sent), "content_type": "application/json"}
    path = f"/api/v1/conversations/{b.ids['conversation']}/messages"
    assert theirs.call("POST", path, **data).is_done
    replies = [
        {"client_id": client_id, "text": "Yes", "made_at": "2026-11-30T09:00:00Z", "reply_to": row}
        for client_id, row in ((sent["client_id"], b.ids["message"]), (str(uuid4()), str(uuid4())))
    ]
    data["data"] = json.dumps({"text": "", "unsent": replies})
    path = f"/api/v1/conversations/{a.ids['conversation']}/draft"
    kept = browser(a, str(a.owner.email)).call("PUT", path, **data)
    assert [one["client_id"] for one in json.loads(kept.body)["unsent"]] == [
        one["client_id"] for one in replies
    ]


def test_an_address_known_elsewhere_is_invited_like_an_unknown_one(
    worlds: tuple[World, World],
) -> None:
    a, b = worlds
    ours = browser(a, str(a.owner.email))
    known = (str(b.owner.email), f"invited-{b.mark}@example.com")
    answers = [_invite(ours, address) for address in (*known, "nobody-yet@example.com")]
    assert {(status, tuple(sorted(body))) for status, body in answers} == {
        (201, ("email", "expires_at", "id", "link", "made_at", "qr", "role"))
    }
    assert {(body["link"], body["qr"], body["role"]) for _status, body in answers} == {
        (None, None, "agent")
    }


def _invite(caller: Caller, address: str) -> tuple[int, dict[str, Any]]:
    body = json.dumps({"role": "agent", "email": address})
    with CaptureQueriesContext(connection) as asked:
        seen = caller.call(
            "POST", "/api/v1/invitations", data=body, content_type="application/json"
        )
    assert len(asked) > 5
    return seen.status, json.loads(seen.body)


@pytest.mark.parametrize(
    ("path", "body"),
    [
        ("/tags", lambda mark, _app: {"name": f"Tag {mark}", "colour": "grey"}),
        ("/api-keys", lambda mark, _app: {"name": f"Key {mark}"}),
    ],
)
def test_what_is_unique_in_b_is_free_in_a(
    worlds: tuple[World, World], path: str, body: Any
) -> None:
    a, b = worlds
    ours = browser(a, str(a.owner.email))
    content = {"data": json.dumps(body(b.mark, "")), "content_type": "application/json"}
    assert ours.call("POST", f"/api/v1{path}", **content).is_done


def test_a_refusal_does_the_same_work_for_a_foreign_and_a_random_id(
    worlds: tuple[World, World],
) -> None:
    a, b = worlds
    ours = browser(a, str(a.owner.email))
    tried = 0
    for operation in operations(document()):
        if operation.slots:
            foreign, random = (
                _statements(ours, operation.request(operation.filled(ids)))
                for ids in (b.ids, strangers()[1])
            )
            assert foreign == random, str(operation)
            tried += 1
    assert tried > 30


def _statements(caller: Caller, request: tuple[str, str, Json]) -> int:
    """How many statements the database was asked: time follows them, and time is never tested."""
    method, path, more = request
    with CaptureQueriesContext(connection) as asked:
        caller.call(method, path, **more)
    return len(asked)
