"""Conversations that are resolved by themselves, and those that are not."""

from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest

from chatsync.channels.tests.feed import a_line
from chatsync.inbox.actions import resolve_quiet as deed
from chatsync.inbox.actions.resolve_quiet import resolve_quiet
from chatsync.inbox.actions.snooze import wake_due
from chatsync.inbox.models import Conversation, HistoryLine, Message, Session
from chatsync.inbox.tests.giving import choose, only, write
from chatsync.inbox.tests.make import a_conversation, a_message
from chatsync.kit.clock import now
from chatsync.kit.tenancy import scope
from chatsync.realtime.models import Event
from chatsync.workspaces.access import Access
from chatsync.workspaces.models import Workspace
from chatsync.workspaces.tests.make import a_caller, a_workspace

pytestmark = pytest.mark.usefixtures("db")
WEEK = timedelta(days=7)
OLD = WEEK + timedelta(hours=1)


@pytest.fixture
def owner() -> Access:
    owner = a_workspace()[1]
    choose(owner, giving="by_hand", resolve_after_days=7)
    return owner


def answered(owner: Access, ago: timedelta = OLD, **changes: Any) -> UUID:
    """A conversation in which we had the last word."""
    at = now() - ago
    made = a_conversation(owner, at=at, waiting_since=None, **changes)
    a_message(owner, made.id, "Here you are", at=at, direction="out", status="sent", stored_at=at)
    with scope(owner.workspace_id):
        Message.objects.filter(conversation_id=made.id).update(stored_at=at)
    return made.id


def status(owner: Access, conversation_id: UUID) -> str:
    with scope(owner.workspace_id):
        return str(Conversation.objects.get(id=conversation_id).status)


def test_what_is_quiet_for_long_enough_is_resolved_and_told(owner: Access) -> None:
    old, newer = answered(owner), answered(owner, WEEK - timedelta(hours=1))
    assert resolve_quiet() == 1
    assert (status(owner, old), status(owner, newer)) == ("resolved", "open")
    with scope(owner.workspace_id):
        event = Event.objects.filter(conversation_id=old).order_by("seq").last()
        (line,) = HistoryLine.objects.filter(conversation_id=old)
    assert event
    assert b'"resolved"' in bytes(event.payload)
    assert (line.kind, line.actor_id) == ("resolved", None)
    assert resolve_quiet() == 0


def test_nothing_happens_where_nobody_chose_it() -> None:
    owner = a_workspace()[1]
    old = answered(owner)
    resolve_quiet()
    assert status(owner, old) == "open"


@pytest.mark.parametrize(
    ("unanswered", "stands"), [(False, "open"), (True, "resolved")], ids=["kept", "chosen"]
)
def test_a_customer_who_waits_is_left_alone_unless_the_owner_chose_so(
    owner: Access, unanswered: bool, stands: str
) -> None:
    choose(owner, resolve_after_days=7, resolve_unanswered=unanswered)
    waiting = a_conversation(owner, at=now() - OLD)
    with scope(owner.workspace_id):
        Message.objects.update(stored_at=now() - OLD)
    resolve_quiet()
    assert status(owner, waiting.id) == stands


def test_a_snoozed_one_stays_and_is_looked_at_once_it_is_back(owner: Access) -> None:
    choose(owner, resolve_after_days=7, resolve_unanswered=True)
    until = now() - timedelta(minutes=1)
    snoozed = answered(owner, status="snoozed", snoozed_until=until)
    resolve_quiet()
    assert status(owner, snoozed) == "snoozed"
    wake_due()
    resolve_quiet()
    assert status(owner, snoozed) == "open"


def test_one_that_somebody_reopened_is_not_closed_under_their_hands(owner: Access) -> None:
    old = answered(owner)
    resolve_quiet()
    a_caller(owner).delete(f"/conversations/{old}/closure")
    resolve_quiet()
    assert status(owner, old) == "open"


def test_a_message_that_came_late_keeps_its_conversation_open(owner: Access) -> None:
    choose(owner, resolve_after_days=7, resolve_unanswered=True)
    late = a_conversation(owner, at=now() - OLD)
    resolve_quiet()
    assert status(owner, late.id) == "open"


def test_the_customer_opens_it_again(owner: Access) -> None:
    number = a_line(owner)
    write(number, "923001110001")
    talk = only(number)
    with scope(owner.workspace_id):
        Message.objects.update(stored_at=now() - OLD)
        Conversation.objects.update(
            last_message_at=now() - OLD, last_direction="out", waiting_since=None
        )
    assert resolve_quiet() == 1
    write(number, "923001110001", word="One more thing")
    assert status(owner, talk.id) == "open"
    with scope(owner.workspace_id):
        ended = Session.objects.filter(resolved_at__isnull=False)
        assert [one.resolved_by_id for one in ended] == [None]


def test_a_suspended_workspace_is_left_as_it_is(owner: Access) -> None:
    old = answered(owner)
    with scope(owner.workspace_id):
        Workspace.objects.update(status="suspended")
    resolve_quiet()
    assert status(owner, old) == "open"


def test_many_are_resolved_batch_by_batch(owner: Access, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(deed, "_AT_ONCE", 2)
    monkeypatch.setattr(deed, "_TURNS", 2)
    for _one in range(5):
        answered(owner)
    assert [resolve_quiet(), resolve_quiet(), resolve_quiet()] == [4, 1, 0]


def test_another_workspace_is_judged_by_its_own_days(owner: Access) -> None:
    other = a_workspace("Lahore Book House")[1]
    choose(other, resolve_after_days=90)
    mine, theirs = answered(owner), answered(other)
    resolve_quiet()
    assert (status(owner, mine), status(other, theirs)) == ("resolved", "open")
