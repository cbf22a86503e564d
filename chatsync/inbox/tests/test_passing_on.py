"""A customer who waits for somebody who is not there: passed on, where the rules say so."""

from datetime import timedelta

import pytest

from chatsync.channels.models import Number
from chatsync.channels.tests.feed import a_line
from chatsync.inbox.actions.attendance import set_away
from chatsync.inbox.actions.give_out import give_out
from chatsync.inbox.models import HistoryLine
from chatsync.inbox.queries.attendance import PRESENT_FOR, turns_due
from chatsync.inbox.tests.giving import choose, come, held, only, write
from chatsync.kit.clock import moved
from chatsync.kit.tenancy import scope
from chatsync.workspaces.access import Access
from chatsync.workspaces.tests.make import a_caller, a_member, a_workspace

pytestmark = pytest.mark.usefixtures("db")
ONE = "923001110001"
SOON = PRESENT_FOR + timedelta(minutes=9)
LATER = PRESENT_FOR + timedelta(minutes=10, seconds=5)


@pytest.fixture
def team() -> tuple[Access, Access, Access]:
    """An owner whose rules pass on after ten minutes, and two agents."""
    workspace, owner = a_workspace()
    choose(owner, pass_on_after_minutes=10)
    return owner, a_member(workspace, name="Sana"), a_member(workspace, name="Bilal")


@pytest.fixture
def number(team: tuple[Access, Access, Access]) -> Number:
    """Somebody wrote, and Sana was given it."""
    number = a_line(team[0])
    come(team[1])
    write(number, ONE)
    assert held(number) == {ONE: team[1].member_id}
    return number


def test_it_goes_to_who_is_there_once_its_holder_was_missing_for_so_long(
    team: tuple[Access, Access, Access], number: Number
) -> None:
    _owner, sana, bilal = team
    with moved(SOON):
        come(bilal)
        assert give_out(number.workspace_id) == 0
    with moved(LATER):
        come(bilal)
        assert number.workspace_id in turns_due()
        assert give_out(number.workspace_id) == 1
    assert held(number) == {ONE: bilal.member_id}
    with scope(number.workspace_id):
        last = HistoryLine.objects.order_by("-at", "-id").first()
    assert last
    assert (last.member_id, last.actor_id) == (bilal.member_id, None)
    assert a_caller(sana).get(f"/conversations/{only(number).id}").status_code == 404


def test_it_stays_where_its_holder_is_there_or_nobody_is(
    team: tuple[Access, Access, Access], number: Number
) -> None:
    _owner, sana, bilal = team
    with moved(LATER):
        come(sana, bilal)
        assert number.workspace_id not in turns_due()
        assert give_out(number.workspace_id) == 0
        set_away(sana, away=True)
        set_away(bilal, away=True)
        assert give_out(number.workspace_id) == 0
    assert held(number) == {ONE: sana.member_id}


def test_who_says_that_they_are_away_is_missing_too(
    team: tuple[Access, Access, Access], number: Number
) -> None:
    _owner, sana, bilal = team
    with moved(LATER):
        come(sana, bilal)
        set_away(sana, away=True)
        assert number.workspace_id in turns_due()
        assert give_out(number.workspace_id) == 1
    assert held(number) == {ONE: bilal.member_id}


def test_without_such_a_rule_it_stays(team: tuple[Access, Access, Access], number: Number) -> None:
    owner, sana, bilal = team
    choose(owner)
    with moved(LATER):
        come(bilal)
        assert number.workspace_id not in turns_due()
        assert give_out(number.workspace_id) == 0
    assert held(number) == {ONE: sana.member_id}
