"""A customer who writes again: back to whoever had them, where that person is there."""

from datetime import timedelta

import pytest

from chatsync.channels.models import Number
from chatsync.channels.tests.feed import a_line
from chatsync.inbox.actions.attendance import set_away
from chatsync.inbox.actions.give_out import give_out
from chatsync.inbox.actions.place import REOPENS_WITHIN
from chatsync.inbox.models import Conversation
from chatsync.inbox.tests.giving import choose, come, held, only, write
from chatsync.kit.clock import now
from chatsync.kit.tenancy import scope
from chatsync.realtime.models import Event
from chatsync.workspaces.access import Access
from chatsync.workspaces.tests.make import a_caller, a_member, a_workspace

pytestmark = pytest.mark.usefixtures("db")
ONE, TWO = "923001110001", "923001110002"
LONG_AGO = REOPENS_WITHIN + timedelta(hours=1)


@pytest.fixture
def team() -> tuple[Access, Access, Access]:
    """An owner who gives out in turn, and two agents."""
    workspace, owner = a_workspace()
    choose(owner)
    return owner, a_member(workspace, name="Sana"), a_member(workspace, name="Bilal")


@pytest.fixture
def number(team: tuple[Access, Access, Access]) -> Number:
    return a_line(team[0])


def resolve(number: Number, holder: Access, ago: timedelta = timedelta(0)) -> None:
    a_caller(holder).put(f"/conversations/{only(number).id}/closure")
    with scope(number.workspace_id):
        Conversation.objects.update(resolved_at=now() - ago)


@pytest.mark.parametrize("ago", [timedelta(0), LONG_AGO], ids=["soon", "long after"])
def test_a_reopened_one_goes_back_to_who_had_it(
    team: tuple[Access, Access, Access], number: Number, ago: timedelta
) -> None:
    _owner, sana, bilal = team
    come(sana)
    write(number, ONE)
    resolve(number, sana, ago)
    come(sana, bilal)
    write(number, ONE, word="Again")
    assert held(number) == {ONE: sana.member_id}


@pytest.mark.parametrize("ago", [timedelta(0), LONG_AGO], ids=["soon", "long after"])
def test_where_they_are_away_it_goes_to_the_next(
    team: tuple[Access, Access, Access], number: Number, ago: timedelta
) -> None:
    _owner, sana, bilal = team
    come(sana)
    write(number, ONE)
    resolve(number, sana, ago)
    come(bilal)
    set_away(sana, away=True)
    write(number, ONE, word="Again")
    assert held(number) == {ONE: bilal.member_id}
    with scope(number.workspace_id):
        told = Event.objects.filter(conversation_id__isnull=False).order_by("seq").last()
    assert told
    assert (told.assignee_id, told.former_id) == (bilal.member_id, sana.member_id)


def test_where_nobody_is_there_it_waits_and_they_come_first_if_they_come_first(
    team: tuple[Access, Access, Access], number: Number
) -> None:
    _owner, sana, _bilal = team
    come(sana)
    write(number, ONE)
    resolve(number, sana)
    set_away(sana, away=True)
    write(number, ONE, word="Again")
    assert held(number) == {ONE: None}
    set_away(sana, away=False)
    assert give_out(number.workspace_id) == 1
    assert held(number) == {ONE: sana.member_id}


def test_whoever_is_full_is_passed_over_for_their_own_customer_too(
    team: tuple[Access, Access, Access], number: Number
) -> None:
    owner, sana, bilal = team
    choose(owner, open_limit=1)
    come(sana)
    write(number, ONE)
    resolve(number, sana, LONG_AGO)
    write(number, TWO)
    come(bilal)
    write(number, ONE, word="Again")
    assert held(number) == {ONE: bilal.member_id, TWO: sana.member_id}


def test_a_snoozed_one_stays_with_who_put_it_aside(
    team: tuple[Access, Access, Access], number: Number
) -> None:
    _owner, sana, bilal = team
    come(sana)
    write(number, ONE)
    a_caller(sana).put(f"/conversations/{only(number).id}/snooze", {"until": None})
    set_away(sana, away=True)
    come(bilal)
    write(number, ONE, word="Again")
    assert held(number) == {ONE: sana.member_id}


def test_one_that_is_open_stays_with_its_holder_whether_they_are_there_or_not(
    team: tuple[Access, Access, Access], number: Number
) -> None:
    _owner, sana, bilal = team
    come(sana)
    write(number, ONE)
    set_away(sana, away=True)
    come(bilal)
    write(number, ONE, word="Hello?")
    assert held(number) == {ONE: sana.member_id}


def test_by_hand_a_soon_reopened_one_keeps_its_holder(
    team: tuple[Access, Access, Access], number: Number
) -> None:
    owner, sana, _bilal = team
    come(sana)
    write(number, ONE)
    resolve(number, sana)
    choose(owner, giving="by_hand")
    set_away(sana, away=True)
    write(number, ONE, word="Again")
    assert held(number) == {ONE: sana.member_id}
