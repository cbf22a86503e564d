"""Replies that were sent and have not arrived: kept with the draft until they are here."""

from typing import Any
from uuid import uuid4

import pytest

from chatsync.inbox.models import Message
from chatsync.inbox.tests.make import a_conversation
from chatsync.kit.tenancy import scope
from chatsync.workspaces.tests.make import Caller, a_caller, a_workspace

pytestmark = pytest.mark.usefixtures("db")


@pytest.fixture
def owner() -> Caller:
    return a_caller(a_workspace()[1])


@pytest.fixture
def talk(owner: Caller) -> str:
    return f"/conversations/{a_conversation(owner.access).id}"


def unsent(text: str) -> dict[str, Any]:
    """A reply as a page keeps it while it cannot be brought here."""
    return {
        "client_id": str(uuid4()),
        "text": text,
        "made_at": "2026-11-30T09:00:00Z",
        "reply_to": None,
        "seen_seq": 7,
    }


def send(owner: Caller, talk: str, reply: dict[str, Any]) -> None:
    body = {"client_id": reply["client_id"], "type": "text", "text": reply["text"]}
    assert owner.post(f"{talk}/messages", body).status_code == 201


def kept(owner: Caller, talk: str) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = owner.get(f"{talk}/draft").json()["unsent"]
    return found


def test_what_is_on_its_way_is_kept_in_order(owner: Caller, talk: str) -> None:
    replies = [unsent("On its way"), unsent("Tomorrow, I think")]

    said = owner.put(f"{talk}/draft", {"text": "And", "revision": 1, "unsent": replies})

    assert said.json() == {"text": "And", "revision": 1, "unsent": replies}
    assert kept(owner, talk) == replies


def test_a_save_that_does_not_speak_of_it_leaves_it(owner: Caller, talk: str) -> None:
    reply = unsent("On its way")
    owner.put(f"{talk}/draft", {"text": "", "unsent": [reply]})

    owner.put(f"{talk}/draft", {"text": "Half a thought"})

    assert kept(owner, talk) == [reply]


def test_what_arrives_is_forgotten_and_the_rest_stays(owner: Caller, talk: str) -> None:
    first, second = unsent("On its way"), unsent("Tomorrow, I think")
    owner.put(f"{talk}/draft", {"text": "And", "unsent": [first, second]})

    send(owner, talk, first)

    assert owner.get(f"{talk}/draft").json() == {"text": "And", "revision": 2, "unsent": [second]}


def test_what_has_arrived_already_is_not_kept(owner: Caller, talk: str) -> None:
    """The last save of a page that is being closed may be overtaken by what it speaks of."""
    first, second = unsent("On its way"), unsent("Tomorrow, I think")
    send(owner, talk, first)

    owner.put(f"{talk}/draft", {"text": "", "unsent": [first, second]})

    assert kept(owner, talk) == [second]


def test_sending_it_again_stores_it_once(owner: Caller, talk: str) -> None:
    reply = unsent("On its way")
    send(owner, talk, reply)

    again = {"client_id": reply["client_id"], "type": "text", "text": reply["text"]}
    said = owner.post(f"{talk}/messages", again)

    assert said.status_code == 200
    with scope(owner.access.workspace_id):
        assert Message.objects.filter(text="On its way").count() == 1


@pytest.mark.parametrize(
    "wrong",
    [
        {"text": "x" * 4097},
        {"text": ""},
        {"client_id": "no"},
        {"made_at": "soon"},
    ],
)
def test_what_could_not_be_sent_is_refused(owner: Caller, talk: str, wrong: dict[str, Any]) -> None:
    said = owner.put(f"{talk}/draft", {"text": "", "unsent": [{**unsent("Yes"), **wrong}]})

    assert said.status_code == 422
    assert kept(owner, talk) == []


def test_more_than_twenty_are_refused(owner: Caller, talk: str) -> None:
    replies = [unsent(f"{number}") for number in range(21)]

    assert owner.put(f"{talk}/draft", {"text": "", "unsent": replies}).status_code == 422
