"""Notes: among colleagues only, each its author's, and told live to whoever sees the thread."""

import json
from concurrent.futures import ThreadPoolExecutor
from typing import Any
from uuid import uuid4

import pytest

from chatsync.channels.models import Dispatch
from chatsync.inbox.actions.merge import move_conversations
from chatsync.inbox.models import Message
from chatsync.inbox.tests.make import a_contact, a_conversation, a_number
from chatsync.kit.tenancy import scope
from chatsync.realtime.models import Event
from chatsync.workspaces.models import Workspace
from chatsync.workspaces.tests.make import Caller, a_caller, a_member, a_workspace

pytestmark = pytest.mark.usefixtures("db")


@pytest.fixture
def shop() -> Workspace:
    return a_workspace()[0]


@pytest.fixture
def owner(shop: Workspace) -> Caller:
    return a_caller(a_member(shop, "owner", "Ayesha"))


@pytest.fixture
def agent(shop: Workspace) -> Caller:
    return a_caller(a_member(shop, "agent", "Bilal"))


def a_note(
    caller: Caller, path: str, text: str = "Knows the owner", **more: object
) -> dict[str, Any]:
    said = caller.post(f"{path}/notes", {"text": text, **more})
    assert said.status_code == 201, said.content
    return dict(said.json())


def a_thread(caller: Caller, holder: Caller | None = None) -> str:
    held: dict[str, Any] = {"assignee_id": holder.access.member_id} if holder else {}
    return f"/conversations/{a_conversation(caller.access, **held).id}"


def test_a_note_sent_again_is_there_once(owner: Caller) -> None:
    path, other = a_thread(owner), a_thread(owner)
    said = {"text": "Wants a receipt", "client_id": str(uuid4())}

    first, again = (owner.post(f"{path}/notes", said) for _ in range(2))

    assert (first.status_code, again.status_code) == (201, 200)
    assert first.json() == again.json()
    assert len(owner.get(f"{path}/notes").json()["items"]) == 1
    assert owner.post(f"{other}/notes", said).status_code == 409


def test_two_notes_at_once_under_one_id_become_one(owner: Caller) -> None:
    path = a_thread(owner)
    said = {"text": "Wants a receipt", "client_id": str(uuid4())}

    with ThreadPoolExecutor(4) as pool:
        codes = list(pool.map(lambda _: owner.post(f"{path}/notes", said).status_code, range(4)))

    assert sorted(codes) == [200, 200, 200, 201]


def test_nobody_takes_over_a_colleagues_note_by_its_client_id(owner: Caller, agent: Caller) -> None:
    path = a_thread(owner, holder=agent)
    said = {"text": "Mine", "client_id": str(uuid4())}
    owner.post(f"{path}/notes", said)

    assert agent.post(f"{path}/notes", said).status_code == 409


def test_a_note_is_read_by_colleagues_and_sent_to_nobody(owner: Caller, agent: Caller) -> None:
    path = a_thread(owner, holder=agent)

    a_note(owner, path, "  Promised free delivery  ")

    (note,) = agent.get(f"{path}/notes").json()["items"]
    assert (note["text"], note["author"]["name"]) == ("Promised free delivery", "Ayesha")
    assert not Dispatch.objects.exists()
    with scope(owner.access.workspace_id):
        assert not Message.objects.filter(direction="out").exists()


def test_whoever_does_not_see_the_conversation_sees_no_note_of_it(
    owner: Caller, agent: Caller
) -> None:
    path = a_thread(owner)
    note = a_note(owner, path, mentions=[str(agent.access.member_id)])

    assert agent.get(f"{path}/notes").status_code == 404
    assert agent.post(f"{path}/notes", {"text": "Me too"}).status_code == 404
    assert agent.put(f"/notes/{note['id']}", {"text": "Mine"}).status_code == 404
    assert agent.get("/mentions").json()["items"] == []


def test_a_mention_waits_for_the_one_it_names_until_they_saw_it(
    owner: Caller, agent: Caller
) -> None:
    path = a_thread(owner, holder=agent)
    note = a_note(owner, path, "@Bilal please call", mentions=[str(agent.access.member_id)])

    (mention,) = agent.get("/mentions").json()["items"]
    assert mention["note"]["id"] == note["id"]
    assert mention["contact"]["profile_name"] == "Customer"
    assert owner.get("/mentions").json()["items"] == []
    assert agent.delete(f"{path}/mentions").status_code == 204
    assert agent.get("/mentions").json()["items"] == []


def test_a_mention_of_nobody_here_is_refused_and_writes_nothing(owner: Caller) -> None:
    path = a_thread(owner)
    stranger = a_member(a_workspace("Lahore Book House")[0])

    for member_id in (stranger.member_id, uuid4()):
        body = {"text": "Hello", "mentions": [str(member_id)]}
        assert owner.post(f"{path}/notes", body).status_code == 404
    assert owner.get(f"{path}/notes").json()["items"] == []


def test_a_note_is_changed_and_taken_back_by_its_author_only(owner: Caller, agent: Caller) -> None:
    path = a_thread(owner, holder=agent)
    note = a_note(agent, path, "Wrnog")

    assert owner.put(f"/notes/{note['id']}", {"text": "Mine now"}).status_code == 403
    assert owner.delete(f"/notes/{note['id']}").status_code == 403
    changed = agent.put(f"/notes/{note['id']}", {"text": "Right"}).json()
    assert (changed["text"], bool(changed["edited_at"])) == ("Right", True)
    gone = agent.delete(f"/notes/{note['id']}").json()
    assert (gone["text"], bool(gone["deleted_at"])) == ("", True)
    assert agent.put(f"/notes/{note['id']}", {"text": "Again"}).status_code == 409


def test_an_empty_note_is_refused(owner: Caller) -> None:
    path = a_thread(owner)

    for text in ("", "  \n "):
        assert owner.post(f"{path}/notes", {"text": text}).status_code == 422


def test_a_note_is_told_live_to_those_who_see_the_conversation(
    owner: Caller, agent: Caller
) -> None:
    path = a_thread(owner, holder=agent)

    note = a_note(owner, path)

    with scope(owner.access.workspace_id):
        event = Event.objects.order_by("seq").last()
    assert event
    told = json.loads(bytes(event.payload))
    assert (told["type"], told["note"]["id"]) == ("note.changed", note["id"])
    assert told["note"]["seq"] == event.seq
    assert (event.assignee_id, event.everyone) == (agent.access.member_id, False)


def test_notes_move_with_a_conversation_that_is_joined(owner: Caller) -> None:
    number = a_number(owner.access)
    kept, gone = a_contact(owner.access), a_contact(owner.access)
    stays = a_conversation(owner.access, number=number, contact=kept)
    goes = a_conversation(owner.access, number=number, contact=gone)
    a_note(owner, f"/conversations/{goes.id}", "From the other number")

    with scope(owner.access.workspace_id):
        move_conversations(kept_id=kept.id, gone_id=gone.id)

    (note,) = owner.get(f"/conversations/{stays.id}/notes").json()["items"]
    assert note["text"] == "From the other number"
