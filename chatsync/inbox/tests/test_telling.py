"""One helper tells browsers: numbers in order, one event per conversation, few statements."""

import json
from typing import Any
from uuid import UUID

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from chatsync.inbox.actions.tell import tell
from chatsync.inbox.models import Conversation, Message
from chatsync.inbox.tests.make import a_conversation, a_message, a_number
from chatsync.kit.tenancy import scope
from chatsync.realtime.models import Event
from chatsync.workspaces.access import Access
from chatsync.workspaces.tests.make import a_member, a_workspace

pytestmark = pytest.mark.usefixtures("db")


@pytest.fixture
def owner() -> Access:
    return a_workspace()[1]


def events_after(access: Access, seq: int) -> list[tuple[Event, dict[str, Any]]]:
    with scope(access.workspace_id):
        found = list(Event.objects.filter(seq__gt=seq).order_by("seq"))
    return [(event, json.loads(bytes(event.payload))) for event in found]


def last_seq(access: Access) -> int:
    with scope(access.workspace_id):
        return max(Event.objects.values_list("seq", flat=True), default=0)


def test_a_new_message_carries_its_number_everywhere(owner: Access) -> None:
    conversation = a_conversation(owner)
    before = last_seq(owner)

    message = a_message(owner, conversation.id, "Hello?")

    ((event, push),) = events_after(owner, before)
    with scope(owner.workspace_id):
        row, stored = Conversation.objects.get(), Message.objects.get(id=message.id)
    assert push["type"] == "message.stored"
    assert {push["message"]["seq"], push["conversation"]["seq"], event.seq} == {stored.seq}
    assert (row.seq, row.last_message_seq, stored.stored_seq) == (stored.seq,) * 3
    assert push["conversation"]["last_message_seq"] == stored.seq


def test_a_tick_changes_the_message_and_leaves_the_row_alone(owner: Access) -> None:
    conversation = a_conversation(owner)
    message = a_message(owner, conversation.id)
    before = last_seq(owner)

    with scope(owner.workspace_id):
        tell(changed=[message.id])
        row, ticked = Conversation.objects.get(), Message.objects.get(id=message.id)

    ((event, push),) = events_after(owner, before)
    assert (push["type"], push["conversation_id"]) == ("message.changed", str(conversation.id))
    assert ticked.seq == event.seq > ticked.stored_seq == row.seq


def test_what_happens_to_one_conversation_at_once_is_one_event_in_order(owner: Access) -> None:
    conversation = a_conversation(owner)
    ids = [a_message(owner, conversation.id, str(at)).id for at in range(3)]
    before = last_seq(owner)

    with scope(owner.workspace_id):
        tell(stored=[ids[2], ids[0]], changed=[ids[1]], conversations=[conversation.id])

    ((_event, push),) = events_after(owner, before)
    assert push["type"] == "batch"
    told = [(part["type"], part["message"]["text"]) for part in push["events"]]
    assert told == [("message.stored", "2"), ("message.stored", "0"), ("message.changed", "1")]


def test_two_conversations_get_two_numbers(owner: Access) -> None:
    one, other = a_conversation(owner), a_conversation(owner)
    before = last_seq(owner)

    with scope(owner.workspace_id):
        tell(conversations=[one.id, other.id])

    assert [event.seq for event, _push in events_after(owner, before)] == [before + 1, before + 2]


def test_the_former_holder_is_named_only_when_it_changed(owner: Access) -> None:
    agent = a_member(a_workspace("Lahore")[0])
    conversation = a_conversation(owner, assignee_id=owner.member_id)
    before = last_seq(owner)

    with scope(owner.workspace_id):
        tell(conversations=[conversation.id], former={conversation.id: owner.member_id})
        tell(conversations=[conversation.id], former={conversation.id: None})
        tell(conversations=[conversation.id], former={conversation.id: agent.member_id})

    told = [(e.former_id, e.was_unassigned) for e, _push in events_after(owner, before)]
    assert told == [(None, False), (None, True), (agent.member_id, False)]


def statements_for(owner: Access, ids: list[UUID]) -> int:
    with scope(owner.workspace_id), CaptureQueriesContext(connection) as captured:
        tell(stored=ids)
    return len(captured)


def test_the_count_of_statements_does_not_grow_with_the_count_of_rows(owner: Access) -> None:
    number = a_number(owner)
    ids = [a_message(owner, a_conversation(owner, number=number).id).id for _turn in range(12)]

    assert statements_for(owner, ids[:1]) == statements_for(owner, ids)


def test_telling_nothing_takes_no_number(owner: Access) -> None:
    with scope(owner.workspace_id):
        tell()

    assert last_seq(owner) == 0
