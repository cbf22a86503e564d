"""Whoever opens a conversation reads why it came to its holder."""

from datetime import timedelta
from typing import Any

import pytest

from chatsync.channels.models import Number
from chatsync.channels.tests.feed import a_line
from chatsync.inbox.actions.attendance import set_away
from chatsync.inbox.actions.give_out import give_out
from chatsync.inbox.actions.place import REOPENS_WITHIN
from chatsync.inbox.models import Conversation
from chatsync.inbox.queries.attendance import PRESENT_FOR
from chatsync.inbox.reactions import member_went
from chatsync.inbox.tests.giving import choose, come, held, only, write
from chatsync.kit.clock import moved, now
from chatsync.kit.tenancy import scope
from chatsync.workspaces.access import Access
from chatsync.workspaces.events import MemberWent
from chatsync.workspaces.models import Member
from chatsync.workspaces.tests.make import a_caller, a_member, a_workspace

pytestmark = pytest.mark.usefixtures("db")
ONE, TWO = "923001110001", "923001110002"


@pytest.fixture
def team() -> tuple[Access, Access, Access]:
    """An owner who gives out in turn, and two agents."""
    workspace, owner = a_workspace()
    choose(owner)
    return owner, a_member(workspace, name="Sana"), a_member(workspace, name="Bilal")


@pytest.fixture
def number(team: tuple[Access, Access, Access]) -> Number:
    """Somebody wrote, and Sana was given it in turn."""
    number = a_line(team[0])
    come(team[1])
    write(number, ONE)
    assert held(number) == {ONE: team[1].member_id}
    return number


def last_line(owner: Access, number: Number) -> tuple[Any, ...]:
    """The last line that says who holds it: its kind, the member, why, and who had it."""
    lines = a_caller(owner).get(f"/conversations/{only(number).id}/history").json()["items"]
    line = next(one for one in lines if one["kind"] in {"assigned", "given_back"})
    return line["kind"], line["member"]["name"], line["why"], (line["former"] or {}).get("name")


def test_it_was_their_turn(team: tuple[Access, Access, Access], number: Number) -> None:
    assert last_line(team[0], number) == ("assigned", "Sana", "turn", None)


def test_who_had_it_was_missing_while_the_customer_waited(
    team: tuple[Access, Access, Access], number: Number
) -> None:
    owner, _sana, bilal = team
    choose(owner, pass_on_after_minutes=10)
    with moved(PRESENT_FOR + timedelta(minutes=11)):
        come(bilal)
        assert give_out(number.workspace_id) == 1
    assert last_line(owner, number) == ("assigned", "Bilal", "missing", "Sana")


def test_who_had_it_was_away_when_the_customer_wrote_again(
    team: tuple[Access, Access, Access], number: Number
) -> None:
    owner, sana, bilal = team
    a_caller(sana).put(f"/conversations/{only(number).id}/closure")
    set_away(sana, away=True)
    come(bilal)
    write(number, ONE, word="Again")
    assert last_line(owner, number) == ("assigned", "Bilal", "missing", "Sana")


def test_who_had_it_came_back_first(team: tuple[Access, Access, Access], number: Number) -> None:
    owner, sana, _bilal = team
    a_caller(sana).put(f"/conversations/{only(number).id}/closure")
    set_away(sana, away=True)
    write(number, ONE, word="Again")
    set_away(sana, away=False)
    assert give_out(number.workspace_id) == 1
    assert last_line(owner, number) == ("assigned", "Sana", "before", None)


def test_who_had_it_holds_as_many_as_allowed(
    team: tuple[Access, Access, Access], number: Number
) -> None:
    owner, sana, bilal = team
    mine = only(number).id
    a_caller(sana).put(f"/conversations/{mine}/closure")
    with scope(number.workspace_id):
        Conversation.objects.update(resolved_at=now() - REOPENS_WITHIN - timedelta(hours=1))
    choose(owner, open_limit=1)
    write(number, TWO)
    come(bilal)
    write(number, ONE, word="Again")
    lines = a_caller(owner).get(f"/conversations/{mine}/history").json()["items"]
    line = next(one for one in lines if one["kind"] == "assigned")
    assert (line["member"]["name"], line["why"], line["former"]["name"]) == (
        "Bilal",
        "full",
        "Sana",
    )


def test_who_had_it_left_the_team(team: tuple[Access, Access, Access], number: Number) -> None:
    owner, sana, _bilal = team
    with scope(sana.workspace_id):
        Member.objects.filter(id=sana.member_id).update(active=False)
    for _again in range(2):
        member_went(MemberWent(sana.workspace_id, sana.member_id))
    assert last_line(owner, number) == ("given_back", "Sana", None, None)
    assert held(number) == {ONE: None}
