"""Conversations that are given out in turn: to whom, in which order, and to whom not."""

from datetime import timedelta

import pytest

from chatsync.channels.models import Number
from chatsync.channels.tests.feed import a_line
from chatsync.inbox.actions.attendance import set_away
from chatsync.inbox.actions.give_out import give_out
from chatsync.inbox.models import Attendance, Conversation
from chatsync.inbox.queries.attendance import PRESENT_FOR, turns_due
from chatsync.inbox.tests.giving import choose, come, held, write
from chatsync.inbox.tests.make import a_conversation
from chatsync.kit.clock import moved
from chatsync.kit.tenancy import scope
from chatsync.realtime.models import Event
from chatsync.workspaces.access import Access
from chatsync.workspaces.models import Role, Workspace, WorkspaceStatus
from chatsync.workspaces.tests.make import a_caller, a_member, a_workspace

pytestmark = pytest.mark.usefixtures("db")
ONE, TWO, THREE = "923001110001", "923001110002", "923001110003"


@pytest.fixture
def shop() -> tuple[Workspace, Access]:
    return a_workspace()


@pytest.fixture
def owner(shop: tuple[Workspace, Access]) -> Access:
    choose(shop[1])
    return shop[1]


@pytest.fixture
def number(owner: Access) -> Number:
    return a_line(owner)


@pytest.fixture
def sana(shop: tuple[Workspace, Access]) -> Access:
    return a_member(shop[0], name="Sana")


@pytest.fixture
def bilal(shop: tuple[Workspace, Access]) -> Access:
    return a_member(shop[0], name="Bilal")


def test_by_hand_a_conversation_waits_and_nobody_is_noted(
    owner: Access, number: Number, sana: Access
) -> None:
    choose(owner, giving="by_hand")
    come(sana)
    write(number, ONE)
    assert held(number) == {ONE: None}
    assert owner.workspace_id not in turns_due()
    with scope(owner.workspace_id):
        assert not Attendance.objects.exists()


def test_it_is_the_turn_of_whoever_was_given_one_longest_ago(
    number: Number, sana: Access, bilal: Access
) -> None:
    come(sana, bilal)
    write(number, ONE, TWO, THREE)
    given = held(number)
    assert {given[ONE], given[TWO]} == {sana.member_id, bilal.member_id}
    assert given[THREE] == given[ONE]


def test_many_of_one_delivery_are_dealt_round(number: Number, sana: Access, bilal: Access) -> None:
    write(number, ONE, TWO, THREE)
    come(sana, bilal)
    assert give_out(number.workspace_id) == 3
    given = held(number)
    assert given[ONE] == given[THREE] != given[TWO]


def test_who_is_away_is_given_nothing_until_they_are_back(number: Number, sana: Access) -> None:
    come(sana)
    set_away(sana, away=True)
    come(sana)
    write(number, ONE)
    assert held(number) == {ONE: None}
    set_away(sana, away=False)
    assert give_out(number.workspace_id) == 1
    assert held(number) == {ONE: sana.member_id}


def test_who_was_not_seen_for_a_while_is_given_nothing(number: Number, sana: Access) -> None:
    with moved(-PRESENT_FOR - timedelta(seconds=5)):
        come(sana)
    write(number, ONE)
    assert held(number) == {ONE: None}
    assert number.workspace_id not in turns_due()


def test_what_waits_is_given_to_who_comes_the_longest_waiting_first(
    owner: Access, number: Number, sana: Access
) -> None:
    choose(owner, open_limit=1)
    write(number, ONE, TWO)
    come(sana)
    assert number.workspace_id in turns_due()
    assert give_out(number.workspace_id) == 1
    assert held(number) == {ONE: sana.member_id, TWO: None}


def test_who_holds_as_many_as_the_limit_is_passed_over_until_one_is_resolved(
    owner: Access, number: Number, sana: Access
) -> None:
    choose(owner, open_limit=1)
    come(sana)
    write(number, ONE, TWO)
    assert held(number) == {ONE: sana.member_id, TWO: None}
    with scope(owner.workspace_id):
        first = Conversation.objects.get(assignee_id=sana.member_id)
    assert a_caller(sana).put(f"/conversations/{first.id}/closure").status_code == 200
    assert give_out(number.workspace_id) == 1
    assert held(number)[TWO] == sana.member_id


@pytest.mark.parametrize(("leads_too", "given"), [(True, 2), (False, 0)])
def test_owners_and_managers_are_given_theirs_where_the_owner_wishes_it(
    shop: tuple[Workspace, Access], number: Number, leads_too: bool, given: int
) -> None:
    workspace, owner = shop
    choose(owner, leads_too=leads_too)
    come(owner, a_member(workspace, Role.MANAGER))
    write(number, ONE, TWO)
    assert sum(holder is not None for holder in held(number).values()) == given


def test_what_nobody_waits_in_stays_where_it_is(owner: Access, sana: Access) -> None:
    come(sana)
    a_conversation(owner, waiting_since=None)
    assert give_out(owner.workspace_id) == 0


def test_who_gave_one_back_is_not_given_it_again(
    number: Number, sana: Access, bilal: Access
) -> None:
    come(sana)
    write(number, ONE)
    with scope(number.workspace_id):
        conversation = Conversation.objects.get()
    a_caller(sana).delete(f"/conversations/{conversation.id}/assignment")
    assert give_out(number.workspace_id) == 0
    come(bilal)
    assert give_out(number.workspace_id) == 1
    assert held(number) == {ONE: bilal.member_id}


def test_the_history_says_that_nobody_gave_it_by_hand(number: Number, sana: Access) -> None:
    come(sana)
    write(number, ONE)
    caller = a_caller(sana)
    (row,) = caller.get("/conversations", queue="mine").json()["items"]
    (line,) = caller.get(f"/conversations/{row['id']}/history").json()["items"]
    assert (line["kind"], line["actor"], line["member"]["name"]) == ("assigned", None, "Sana")


def test_the_message_itself_tells_its_holder(number: Number, sana: Access) -> None:
    come(sana)
    write(number, ONE)
    with scope(number.workspace_id):
        (event,) = Event.objects.filter(conversation_id__isnull=False)
    assert event.assignee_id == sana.member_id
    assert b"message.stored" in bytes(event.payload)


def test_what_is_given_later_is_told_to_its_holder_and_gone_for_the_others(
    number: Number, sana: Access
) -> None:
    write(number, ONE)
    come(sana)
    give_out(number.workspace_id)
    with scope(number.workspace_id):
        event = Event.objects.filter(conversation_id__isnull=False).order_by("seq").last()
    assert event
    assert (event.assignee_id, event.was_unassigned) == (sana.member_id, True)
    assert b"conversation.changed" in bytes(event.payload)


@pytest.mark.parametrize("status", [WorkspaceStatus.SUSPENDED, WorkspaceStatus.PAUSED])
def test_a_workspace_that_may_change_nothing_gives_nothing_out(
    number: Number, sana: Access, status: str
) -> None:
    come(sana)
    with scope(number.workspace_id):
        Workspace.objects.update(status=status)
    write(number, ONE)
    assert give_out(number.workspace_id) == 0
    assert held(number) == {ONE: None}


def test_another_workspace_is_not_touched(number: Number, sana: Access) -> None:
    other = a_workspace("Lahore Book House")[1]
    choose(other)
    a_conversation(other)
    come(sana)
    assert other.workspace_id not in turns_due()
    write(number, ONE)
    assert held(number) == {ONE: sana.member_id}
