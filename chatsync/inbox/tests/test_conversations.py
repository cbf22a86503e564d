"""Resolving, reopening, reading, drafts: what they change and whom they tell."""

import json
from typing import Any
from uuid import UUID, uuid4

import pytest

from chatsync.inbox.actions.place import open_sessions
from chatsync.inbox.models import Session
from chatsync.inbox.tests.make import a_conversation, a_message
from chatsync.kit.clock import now
from chatsync.kit.tenancy import scope
from chatsync.realtime.models import Event
from chatsync.workspaces.access import Access
from chatsync.workspaces.models import Role
from chatsync.workspaces.tests.make import Caller, a_caller, a_member, a_workspace

pytestmark = pytest.mark.usefixtures("db")


@pytest.fixture
def owner() -> Caller:
    _workspace, access = a_workspace()
    return a_caller(access)


def last_event(access: Access) -> tuple[Event, dict[str, Any]]:
    with scope(access.workspace_id):
        event = Event.objects.order_by("-seq").first()
    assert event is not None
    return event, json.loads(bytes(event.payload))


def sessions(owner: Caller, conversation_id: UUID) -> list[Session]:
    with scope(owner.access.workspace_id):
        return list(Session.objects.filter(conversation_id=conversation_id).order_by("id"))


def test_resolving_ends_the_session_and_reopening_begins_another(owner: Caller) -> None:
    conversation = a_conversation(owner.access)
    with scope(owner.access.workspace_id):
        open_sessions([conversation.id], now())
    path = f"/conversations/{conversation.id}/closure"

    resolved, reopened = owner.put(path).json(), owner.delete(path).json()

    first, second = sessions(owner, conversation.id)
    assert (resolved["status"], reopened["status"]) == ("resolved", "open")
    assert first.resolved_by_id == owner.access.member_id
    assert second.resolved_at is None
    assert reopened["waiting_since"] is not None


def test_resolving_twice_tells_once(owner: Caller) -> None:
    conversation = a_conversation(owner.access)
    path = f"/conversations/{conversation.id}/closure"

    once, twice = owner.put(path).json(), owner.put(path).json()

    assert once == twice
    event, push = last_event(owner.access)
    assert (event.seq, push["type"]) == (once["seq"], "conversation.changed")
    assert push["conversation"] == once


def test_an_assignment_is_told_to_the_new_and_the_former_holder() -> None:
    workspace, access = a_workspace()
    one, other = a_member(workspace), a_member(workspace)
    conversation = a_conversation(access, assignee_id=one.member_id)

    a_caller(access).put(
        f"/conversations/{conversation.id}/assignment", {"member_id": str(other.member_id)}
    )

    event, _push = last_event(access)
    assert (event.assignee_id, event.former_id) == (other.member_id, one.member_id)
    assert not event.was_unassigned


def test_taking_is_told_to_those_who_saw_the_unassigned_one() -> None:
    workspace, access = a_workspace()
    agent = a_caller(a_member(workspace))
    a_conversation(access)

    agent.put("/conversations/next/assignment")

    event, _push = last_event(access)
    assert (event.assignee_id, event.was_unassigned) == (agent.access.member_id, True)


def test_reading_up_to_a_number_leaves_later_messages_unread(owner: Caller) -> None:
    conversation = a_conversation(owner.access, unread=2)
    seen = owner.get(f"/conversations/{conversation.id}").json()["seq"]
    a_message(owner.access, conversation.id, "One more")
    path = f"/conversations/{conversation.id}/read-mark"

    partly = owner.put(path, {"seq": seen}).json()
    wholly = owner.put(path, {"seq": partly["seq"]}).json()

    assert (partly["unread"], wholly["unread"]) == (1, 0)


@pytest.mark.parametrize("seq", [-1, 2**63, 10**40])
def test_a_read_mark_of_any_size_is_no_fault(owner: Caller, seq: int) -> None:
    conversation = a_conversation(owner.access)

    said = owner.put(f"/conversations/{conversation.id}/read-mark", {"seq": seq})

    assert said.status_code == 200


def test_a_draft_belongs_to_its_member() -> None:
    workspace, access = a_workspace()
    owner, manager = a_caller(access), a_caller(a_member(workspace, Role.MANAGER))
    path = f"/conversations/{a_conversation(access).id}/draft"

    owner.put(path, {"text": "I think"})

    assert owner.get(path).json() == {"text": "I think", "revision": 1, "unsent": []}
    assert manager.get(path).json() == {"text": "", "revision": 0, "unsent": []}
    owner.put(path, {"text": ""})
    assert owner.get(path).json() == {"text": "", "revision": 2, "unsent": []}


def test_a_save_that_was_held_up_on_its_way_does_not_undo_a_later_one(owner: Caller) -> None:
    path = f"/conversations/{a_conversation(owner.access).id}/draft"

    owner.put(path, {"text": "Half a thought", "revision": 2})
    late = owner.put(path, {"text": "", "revision": 1})

    assert late.json() == {"text": "Half a thought", "revision": 2, "unsent": []}
    assert owner.get(path).json()["text"] == "Half a thought"


def test_foreign_unknown_and_malformed_ids_answer_alike(owner: Caller) -> None:
    _other, foreigner = a_workspace("Lahore Book House")
    foreign = a_conversation(foreigner)
    bodies = set()
    for found in (foreign.id, uuid4(), "1", "x" * 300, "%00", "..%2f"):
        for rest in ("", "/messages", "/draft"):
            said = owner.get(f"/conversations/{found}{rest}")
            assert said.status_code == 404
            bodies.add(said.content)
        bodies.add(owner.put(f"/conversations/{found}/closure").content)
        bodies.add(owner.get(f"/contacts/{found}").content)
        bodies.add(owner.get(f"/members/{found}").content)
        bodies.add(owner.delete(f"/api-keys/{found}").content)
    assert len(bodies) == 1
