"""Two contacts proved to be one person: their timelines become one, and everybody is told."""

import json
from datetime import datetime, timedelta
from importlib import import_module
from typing import Any
from uuid import UUID

import pytest

from chatsync.channels.models import Number
from chatsync.contacts.actions import merge
from chatsync.contacts.models import Contact
from chatsync.inbox.actions.close import resolve
from chatsync.inbox.actions.drafts import keep_draft
from chatsync.inbox.actions.place import open_sessions
from chatsync.inbox.models import Conversation, Draft, Message, Session
from chatsync.inbox.schemas import DraftIn
from chatsync.inbox.tests.make import a_contact, a_conversation, a_message, a_number
from chatsync.kit.clock import now
from chatsync.kit.tenancy import scope
from chatsync.realtime.models import Event
from chatsync.workspaces.access import Access
from chatsync.workspaces.models import Workspace
from chatsync.workspaces.tests.make import a_member, a_workspace

import_module("chatsync.config.wiring")

pytestmark = pytest.mark.usefixtures("db")


@pytest.fixture
def shop() -> tuple[Workspace, Access]:
    return a_workspace()


@pytest.fixture
def owner(shop: tuple[Workspace, Access]) -> Access:
    return shop[1]


@pytest.fixture
def number(owner: Access) -> Number:
    return a_number(owner)


def an_hour(ago: float) -> datetime:
    return now() - timedelta(hours=ago)


def join(access: Access, kept: Conversation, gone: Conversation) -> list[dict[str, Any]]:
    """Merge the contacts of two conversations; what browsers were told then."""
    with scope(access.workspace_id):
        before = Event.objects.order_by("-seq").values_list("seq", flat=True).first() or 0
        merge(kept_id=kept.contact_id, gone_id=gone.contact_id)
        events = Event.objects.filter(seq__gt=before).order_by("seq")
        return [json.loads(bytes(event.payload)) for event in events]


def only(access: Access) -> Conversation:
    with scope(access.workspace_id):
        found: Conversation = Conversation.objects.get()
    return found


def texts_of(access: Access, conversation_id: UUID) -> list[str | None]:
    with scope(access.workspace_id):
        found = Message.objects.filter(conversation_id=conversation_id)
        return list(found.order_by("sent_at", "id").values_list("text", flat=True))


def test_the_timelines_are_one_by_time_and_no_message_is_lost(
    owner: Access, number: Number
) -> None:
    kept = a_conversation(owner, "2", number=number, at=an_hour(2))
    gone = a_conversation(owner, "1", number=number, at=an_hour(3))
    a_message(owner, kept.id, "4", at=an_hour(0.5))
    a_message(owner, gone.id, "3", at=an_hour(1))
    join(owner, kept, gone)
    assert only(owner).id == kept.id
    assert texts_of(owner, kept.id) == ["1", "2", "3", "4"]
    with scope(owner.workspace_id):
        assert Contact.objects.get().id == kept.contact_id


def test_the_row_tells_of_both(owner: Access, number: Number) -> None:
    kept = a_conversation(owner, "old", number=number, at=an_hour(5))
    gone = a_conversation(owner, "new", number=number, at=an_hour(1), unread=2)
    join(owner, kept, gone)
    row = only(owner)
    assert (row.last_text, row.unread) == ("new", 3)
    assert row.window_expires_at == gone.window_expires_at
    assert row.waiting_since == kept.waiting_since


def test_a_customer_who_waits_in_the_one_that_goes_still_waits(
    owner: Access, number: Number
) -> None:
    kept = a_conversation(owner, number=number, waiting_since=None, unread=0)
    gone = a_conversation(owner, number=number, at=an_hour(1))
    join(owner, kept, gone)
    assert only(owner).waiting_since == gone.waiting_since


def test_conversations_with_different_numbers_stay_two(owner: Access, number: Number) -> None:
    kept, gone = a_conversation(owner, number=number), a_conversation(owner)
    told = join(owner, kept, gone)
    with scope(owner.workspace_id):
        found = Conversation.objects.order_by("id")
        assert {row.contact_id for row in found} == {kept.contact_id}
        assert len(found) == 2
    assert [push["type"] for push in told] == ["conversation.changed"]


def test_browsers_drop_the_row_that_went_and_get_its_messages_in_the_other(
    owner: Access, number: Number
) -> None:
    kept = a_conversation(owner, "kept", number=number, at=an_hour(2))
    named = a_contact(owner, name="Mrs. Qureshi")
    gone = a_conversation(owner, "gone", number=number, contact=named, at=an_hour(1))
    removed, stored = join(owner, kept, gone)
    assert removed == {"type": "conversation.removed", "conversation_id": str(gone.id)}
    assert (stored["type"], stored["message"]["text"]) == ("message.stored", "gone")
    assert stored["conversation"]["id"] == str(kept.id)
    assert stored["conversation"]["last_message"]["text"] == "gone"
    assert stored["conversation"]["contact"]["name"] == "Mrs. Qureshi"


def test_whoever_saw_the_one_that_went_is_told_so(
    shop: tuple[Workspace, Access], number: Number
) -> None:
    workspace, owner = shop
    one, other = a_member(workspace), a_member(workspace)
    kept = a_conversation(owner, number=number, assignee_id=one.member_id)
    gone = a_conversation(owner, number=number, assignee_id=other.member_id)
    join(owner, kept, gone)
    with scope(owner.workspace_id):
        event = Event.objects.filter(conversation_id=gone.id).latest("seq")
    assert (event.assignee_id, b"removed" in bytes(event.payload)) == (other.member_id, True)
    assert only(owner).assignee_id == one.member_id


def test_the_colleague_of_the_one_that_went_keeps_the_customer(
    shop: tuple[Workspace, Access], number: Number
) -> None:
    workspace, owner = shop
    agent = a_member(workspace)
    kept = a_conversation(owner, number=number)
    gone = a_conversation(owner, number=number, assignee_id=agent.member_id)
    join(owner, kept, gone)
    assert only(owner).assignee_id == agent.member_id
    with scope(owner.workspace_id):
        last = Event.objects.filter(conversation_id=kept.id).order_by("seq").last()
    assert last is not None
    assert (last.assignee_id, last.was_unassigned) == (agent.member_id, True)


@pytest.mark.parametrize("which", ["kept", "gone"])
def test_an_open_one_and_a_resolved_one_are_open(owner: Access, number: Number, which: str) -> None:
    pair = {
        "kept": a_conversation(owner, number=number),
        "gone": a_conversation(owner, number=number),
    }
    with scope(owner.workspace_id):
        open_sessions([pair["kept"].id, pair["gone"].id], an_hour(1))
    resolve(owner, pair[which].id)
    join(owner, pair["kept"], pair["gone"])
    assert (only(owner).status, only(owner).resolved_at) == ("open", None)
    with scope(owner.workspace_id):
        assert Session.objects.filter(resolved_at=None).count() == 1
        assert Session.objects.count() == 2


def test_of_two_open_sessions_the_longer_one_stays(owner: Access, number: Number) -> None:
    kept, gone = (a_conversation(owner, number=number) for _ in range(2))
    with scope(owner.workspace_id):
        open_sessions([gone.id], an_hour(9))
        open_sessions([kept.id], an_hour(1))
    join(owner, kept, gone)
    with scope(owner.workspace_id):
        assert Session.objects.get().opened_at < an_hour(8)


def test_two_resolved_ones_stay_resolved(owner: Access, number: Number) -> None:
    kept, gone = (a_conversation(owner, number=number) for _ in range(2))
    for conversation in (kept, gone):
        with scope(owner.workspace_id):
            open_sessions([conversation.id], an_hour(1))
        resolve(owner, conversation.id)
    join(owner, kept, gone)
    assert only(owner).status == "resolved"


def test_what_a_colleague_began_to_write_is_not_lost(
    shop: tuple[Workspace, Access], number: Number
) -> None:
    workspace, owner = shop
    manager = a_member(workspace, "manager")
    kept, gone = (a_conversation(owner, number=number) for _ in range(2))
    keep_draft(owner, kept.id, DraftIn(text="here"))
    keep_draft(owner, gone.id, DraftIn(text="there"))
    keep_draft(manager, gone.id, DraftIn(text="mine"))
    join(owner, kept, gone)
    with scope(owner.workspace_id):
        drafts = dict(Draft.objects.values_list("member_id", "text"))
        assert set(Draft.objects.values_list("conversation_id", flat=True)) == {kept.id}
    assert drafts == {owner.member_id: "here\n\nthere", manager.member_id: "mine"}


def test_a_merge_that_fails_changes_nothing(owner: Access, number: Number) -> None:
    kept, gone = (a_conversation(owner, number=number) for _ in range(2))

    def merge_and_fail() -> None:
        with scope(owner.workspace_id):
            merge(kept_id=kept.contact_id, gone_id=gone.contact_id)
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        merge_and_fail()
    with scope(owner.workspace_id):
        assert (Conversation.objects.count(), Contact.objects.count()) == (2, 2)
