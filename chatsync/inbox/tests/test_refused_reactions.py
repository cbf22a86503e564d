"""A refused reaction leaves a mark with the reason, until it is done again or removed."""

from typing import Any
from uuid import UUID, uuid4

import pytest

from chatsync.channels.events import Settled
from chatsync.inbox.actions.settle import settle
from chatsync.inbox.models import Conversation
from chatsync.inbox.tests.make import a_conversation
from chatsync.kit.tenancy import scope
from chatsync.realtime.models import Event
from chatsync.workspaces.tests.make import Caller, a_caller, a_member, a_workspace

pytestmark = pytest.mark.usefixtures("db")


@pytest.fixture
def owner() -> Caller:
    return a_caller(a_workspace()[1])


@pytest.fixture
def talk(owner: Caller) -> Conversation:
    return a_conversation(owner.access, "Is it ready?")


def react(owner: Caller, talk: Conversation, emoji: str, ends: Any = "", **fault: Any) -> str:
    """Put a mark on the customer's message; `ends` is how Meta settles it."""
    body = {
        "client_id": str(uuid4()),
        "type": "reaction",
        "reaction": {"message_id": str(talk.last_message_id), "emoji": emoji},
    }
    said = owner.post(f"/conversations/{talk.id}/messages", body)
    assert said.status_code == 201, said.content
    if ends:
        with scope(owner.access.workspace_id):
            settle((Settled(UUID(said.json()["id"]), talk.number_id, ends, **fault),))
    return str(said.json()["id"])


def line(owner: Caller, talk: Conversation) -> dict[str, Any]:
    (only,) = owner.get(f"/conversations/{talk.id}/messages").json()["items"]
    return dict(only)


def dismiss(owner: Caller, talk: Conversation) -> int:
    path = f"/conversations/{talk.id}/messages/{talk.last_message_id}/refusal"
    return int(owner.delete(path).status_code)


def test_a_refused_reaction_stands_with_its_reason(owner: Caller, talk: Conversation) -> None:
    react(owner, talk, "👍", "failed", code=131009)
    refused = line(owner, talk)["refused_reaction"]
    assert (refused["emoji"], refused["author_id"]) == ("👍", str(owner.access.member_id))
    assert refused["error"]["code"] == 131009
    assert refused["error"]["title"]
    assert refused["error"]["advice"]


def test_the_one_before_it_still_stands(owner: Caller, talk: Conversation) -> None:
    react(owner, talk, "👍", "accepted")
    react(owner, talk, "🎉", "failed", code=131009)
    shown = line(owner, talk)
    assert [mark["emoji"] for mark in shown["reactions"]] == ["👍"]
    assert shown["refused_reaction"]["emoji"] == "🎉"
    react(owner, talk, "", "failed", code=131009)
    shown = line(owner, talk)
    assert [mark["emoji"] for mark in shown["reactions"]] == ["👍"]
    assert shown["refused_reaction"]["emoji"] == ""


@pytest.mark.parametrize("ends", ["", "accepted"])
def test_tried_again_the_mark_is_the_new_one(owner: Caller, talk: Conversation, ends: str) -> None:
    react(owner, talk, "👍", "failed", code=131009)
    react(owner, talk, "👍", ends)
    shown = line(owner, talk)
    assert shown["refused_reaction"] is None
    assert [mark["emoji"] for mark in shown["reactions"]] == ["👍"]


def test_removed_it_is_gone_and_open_pages_hear_it(owner: Caller, talk: Conversation) -> None:
    refused = react(owner, talk, "👍", "failed", code=131009)
    assert [dismiss(owner, talk) for _again in range(2)] == [204, 204]
    assert line(owner, talk)["refused_reaction"] is None
    with scope(owner.access.workspace_id):
        told = bytes(Event.objects.latest("seq").payload).decode()
        assert '"refused_reaction":null' in told
        assert str(talk.last_message_id) in told
    assert owner.get(f"/conversations/{talk.id}/messages/{refused}/steps").status_code == 200
    react(owner, talk, "🎉", "failed", code=131009)
    assert line(owner, talk)["refused_reaction"]["emoji"] == "🎉"


def test_a_customers_reaction_says_nothing_of_ours(owner: Caller, talk: Conversation) -> None:
    assert line(owner, talk)["refused_reaction"] is None
    assert dismiss(owner, talk) == 204


def test_whoever_does_not_see_the_thread_removes_nothing(owner: Caller, talk: Conversation) -> None:
    react(owner, talk, "👍", "failed", code=131009)
    stranger = a_caller(a_member(a_workspace()[0]))
    assert dismiss(stranger, talk) == 404
    assert line(owner, talk)["refused_reaction"] is not None
