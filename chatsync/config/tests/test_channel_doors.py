"""Numbers, templates, files and test messages at the API, with the sandbox as Graph."""

from collections.abc import Iterator
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from chatsync.channels.models import Dispatch, Outbound, Parked
from chatsync.channels.tests.pictures import LIARS, a_photo
from chatsync.channels.tests.stand_in import TOKEN, Sandbox, sandbox
from chatsync.config import wiring
from chatsync.inbox.models import Message
from chatsync.inbox.tests.make import a_conversation, a_number
from chatsync.kit.tenancy import scope
from chatsync.workspaces.access import Access
from chatsync.workspaces.tests.make import Caller, a_caller, a_member, a_workspace

assert wiring.__doc__, "the wiring page binds what the doors announce"
WANTED = {
    "phone_number_id": "5001",
    "waba_id": "6001",
    "token": TOKEN,
    "app": {"app_id": "111", "secret": "s" * 32, "verify_token": "verify-me-please"},
}


@pytest.fixture(scope="module")
def graph(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Sandbox]:
    with sandbox(tmp_path_factory.mktemp("sandbox")) as stand_in:
        yield stand_in


@pytest.fixture
def owner(db: None, graph: Sandbox, settings: Any) -> Caller:
    settings.GRAPH_URL = graph.url
    return a_caller(a_workspace()[1])


def an_agent(owner: Caller) -> Caller:
    workspace = type("Shop", (), {"id": owner.access.workspace_id})()
    return a_caller(a_member(workspace))


def upload(caller: Caller, content: bytes, name: str = "menu.jpg") -> Any:
    file = SimpleUploadedFile(name, content, "image/jpeg")
    return caller.client.post("/api/v1/media", {"file": file})


def test_a_number_goes_from_the_form_to_the_list_and_away(owner: Caller) -> None:
    assert owner.get("/numbers/options").json() == {
        "operator_app": False,
        "callback_url": "http://localhost:8000/webhooks/whatsapp",
    }
    made = owner.post("/numbers", WANTED)
    assert (made.status_code, made.json()["status"]) == (201, "pending")
    assert TOKEN not in made.content.decode()
    assert owner.get("/numbers").json()["items"] == [made.json()]
    assert owner.delete(f"/numbers/{made.json()['id']}").status_code == 204
    assert owner.get(f"/numbers/{made.json()['id']}").json()["status"] == "disconnected"


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"token": "EAAunknown"}, "token"),
        ({"waba_id": "abc"}, "waba_id"),
        ({"app": "operator"}, "app"),
        ({"app": {"app_id": "111"}}, "secret"),
    ],
)
def test_a_refused_connection_names_its_field(
    owner: Caller, changes: dict[str, Any], field: str
) -> None:
    refused = owner.post("/numbers", {**WANTED, **changes})
    assert (refused.status_code, refused.json()["code"]) == (422, "validation")
    assert field in {error["loc"].split(".")[-1] for error in refused.json()["errors"]}


def test_an_agent_may_read_numbers_but_not_change_them(owner: Caller) -> None:
    number = owner.post("/numbers", WANTED).json()
    agent = an_agent(owner)
    assert agent.get("/numbers").json()["items"][0]["id"] == number["id"]
    assert agent.delete(f"/numbers/{number['id']}").status_code == 403
    assert agent.post("/numbers", WANTED).status_code == 403
    assert agent.get("/parked").status_code == 403


def test_templates_come_from_meta_with_their_variables(owner: Caller) -> None:
    number = owner.post("/numbers", WANTED).json()
    items = owner.get("/templates", number_id=number["id"]).json()["items"]
    hello = next(item for item in items if item["name"] == "hello_world")
    assert (hello["language"], hello["status"], hello["variables"]) == ("en_US", "APPROVED", 0)
    assert hello["body"]
    assert any(item["variables"] for item in items)


def test_a_test_message_is_a_message_of_the_inbox_on_its_way(owner: Caller) -> None:
    number = owner.post("/numbers", WANTED).json()
    path = f"/numbers/{number['id']}/test-message"
    sent = owner.post(path, {"to": "0300 1234567"})
    assert sent.status_code == 202
    again = owner.post(path, {"to": "+92 300 1234567"})
    assert again.json()["conversation_id"] == sent.json()["conversation_id"]
    with scope(owner.access.workspace_id):
        message = Message.objects.get(id=sent.json()["message_id"])
        body = Outbound.objects.get(id=message.id).body
    assert (message.type, message.status, body["to"]) == ("template", "queued", "+923001234567")
    assert Dispatch.objects.count() == 2
    refused = owner.post(path, {"to": "12"})
    assert refused.json()["errors"][0]["loc"].endswith("to")


def test_an_image_is_uploaded_and_comes_back_whole_and_in_parts(owner: Caller) -> None:
    a_number(owner.access)
    photo = a_photo(600, 400)
    made = upload(owner, photo)
    assert made.status_code == 201
    assert (made.json()["width"], made.json()["thumbnail"]) == (600, True)
    path = f"/media/{made.json()['id']}"
    whole = owner.get(path)
    assert (whole.content, whole.headers["Content-Type"]) == (photo, "image/jpeg")
    part = owner.client.get(f"/api/v1{path}", headers={"Range": "bytes=10-19"})
    assert (part.status_code, part.content) == (206, photo[10:20])
    assert part.headers["Content-Range"] == f"bytes 10-19/{len(photo)}"
    tail = owner.client.get(f"/api/v1{path}", headers={"Range": "bytes=-5"})
    assert tail.content == photo[-5:]
    beyond = owner.client.get(f"/api/v1{path}", headers={"Range": "bytes=99999999-"})
    assert beyond.status_code == 416
    small = owner.get(f"{path}/thumbnail")
    assert small.headers["Content-Type"] == "image/webp"
    assert len(small.content) <= 20 * 1024


def test_a_file_is_served_so_that_nothing_in_it_can_run(owner: Caller) -> None:
    a_number(owner.access)
    made = upload(owner, a_photo(60, 40), "menu <script>.jpg").json()
    headers = owner.get(f"/media/{made['id']}").headers
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert "sandbox" in headers["Content-Security-Policy"]
    assert "default-src 'none'" in headers["Content-Security-Policy"]
    assert '"' not in headers["Content-Disposition"]


@pytest.mark.parametrize("content", [LIARS["svg"], LIARS["html"], LIARS["bomb"], b"\0" * 5_300_000])
def test_what_is_no_image_or_too_large_is_refused(owner: Caller, content: bytes) -> None:
    a_number(owner.access)
    refused = upload(owner, content)
    assert refused.status_code in {413, 422}


def test_a_file_is_seen_by_whoever_sees_its_conversation(owner: Caller) -> None:
    number = a_number(owner.access)
    media_id = upload(owner, a_photo(60, 40)).json()["id"]
    conversation = a_conversation(owner.access, number=number)
    with scope(owner.access.workspace_id):
        Message.objects.filter(conversation=conversation).update(media_id=media_id)
    stranger, agent = a_caller(a_workspace("Lahore")[1]), an_agent(owner)
    for path in (f"/media/{media_id}", f"/media/{media_id}/thumbnail"):
        assert owner.get(path).status_code == 200
        assert agent.get(path).status_code == stranger.get(path).status_code == 404
        assert agent.get(path).content == stranger.get("/media/nonsense").content


def test_parked_updates_are_listed_without_their_raw_data(owner: Caller) -> None:
    _park(owner.access, 3)
    first = owner.get("/parked", limit=2).json()
    rest = owner.get("/parked", limit=2, cursor=first["next_cursor"]).json()
    assert [len(first["items"]), len(rest["items"]), rest["next_cursor"]] == [2, 1, None]
    assert set(first["items"][0]) == {"id", "kind", "reason", "received_at"}
    assert a_caller(a_workspace("Lahore")[1]).get("/parked").json()["items"] == []


def _park(access: Access, count: int) -> None:
    with scope(access.workspace_id):
        for _ in range(count):
            Parked.objects.create(kind="messages", reason="unreadable", raw=b"secret")
