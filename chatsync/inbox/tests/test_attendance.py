"""Who is there, who is away, and what an owner chooses about giving out: through the API."""

from typing import Any

import pytest

from chatsync.inbox.actions.attendance import note_present, set_away
from chatsync.inbox.models import Attendance, Rules
from chatsync.inbox.tests.giving import RULES, choose, come
from chatsync.inbox.tests.make import a_conversation
from chatsync.kit.tenancy import scope
from chatsync.workspaces.access import Access
from chatsync.workspaces.actions.members import remove_member
from chatsync.workspaces.models import AuditEvent, Role, Workspace
from chatsync.workspaces.tests.make import a_caller, a_member, a_workspace

pytestmark = pytest.mark.usefixtures("db")
SETTINGS = "/settings/conversations"
MINE = "/me/attendance"


@pytest.fixture
def shop() -> tuple[Workspace, Access]:
    return a_workspace()


def test_a_new_workspace_gives_out_by_hand_and_resolves_nothing_by_itself(
    shop: tuple[Workspace, Access],
) -> None:
    assert a_caller(shop[1]).get(SETTINGS).json() == {
        "giving": "by_hand",
        "open_limit": None,
        "leads_too": True,
        "pass_on_after_minutes": None,
        "resolve_after_days": None,
        "resolve_unanswered": False,
    }


def test_what_an_owner_chooses_is_kept_and_written_down_once(
    shop: tuple[Workspace, Access],
) -> None:
    owner = a_caller(shop[1])
    wanted = {**RULES, "open_limit": 8, "pass_on_after_minutes": 15, "resolve_after_days": 7}
    for _again in range(2):
        assert owner.put(SETTINGS, wanted).json() == wanted
    with scope(shop[0].id):
        (event,) = AuditEvent.objects.filter(action="settings.changed")
        assert Rules.objects.count() == 1
    assert event.details == {
        "giving": "in_turn",
        "open_limit": 8,
        "leads_too": False,
        "pass_on_after_minutes": 15,
        "resolve_after_days": 7,
    }


@pytest.mark.parametrize(
    "wrong",
    [
        {"open_limit": 0},
        {"open_limit": 501},
        {"pass_on_after_minutes": 0},
        {"pass_on_after_minutes": 1_441},
        {"resolve_after_days": 0},
        {"resolve_after_days": 91},
        {"giving": "at_random"},
    ],
    ids=str,
)
def test_what_cannot_be_is_refused(shop: tuple[Workspace, Access], wrong: dict[str, Any]) -> None:
    said = a_caller(shop[1]).put(SETTINGS, {**RULES, **wrong})
    assert said.status_code == 422
    assert [one["loc"] for one in said.json()["errors"]] == list(wrong)


def test_managers_see_who_is_there_the_next_one_first(shop: tuple[Workspace, Access]) -> None:
    workspace, owner = shop
    manager = a_member(workspace, Role.MANAGER, "Hina")
    sana, bilal = a_member(workspace, name="Sana"), a_member(workspace, name="Bilal")
    choose(owner, open_limit=1)
    come(sana, bilal)
    set_away(bilal, away=True)
    a_conversation(owner, assignee_id=sana.member_id)
    shown = a_caller(manager).get("/attendance").json()["items"]
    assert [
        (one["member"]["name"], one["present"], one["away"], one["open"], one["full"])
        for one in shown
    ] == [("Sana", True, False, 1, True), ("Bilal", True, True, 0, False)]


def test_one_says_that_one_is_away_and_back(shop: tuple[Workspace, Access]) -> None:
    choose(shop[1])
    agent = a_caller(a_member(shop[0]))
    assert agent.get(MINE).json() == {"giving": "in_turn", "away": False}
    assert agent.put(MINE, {"away": True}).json() == {"giving": "in_turn", "away": True}
    assert agent.get(MINE).json()["away"] is True
    assert agent.put(MINE, {"away": False}).json()["away"] is False


def test_presence_is_noted_only_where_it_decides_something(
    shop: tuple[Workspace, Access],
) -> None:
    workspace = shop[0]
    agent, other = a_member(workspace), a_workspace("Lahore Book House")[1]
    choose(other)
    present = {workspace.id: {agent.member_id}, other.workspace_id: {other.member_id}}
    assert note_present(present) == {other.workspace_id}
    with scope(workspace.id):
        assert not Attendance.objects.exists()


def test_what_is_known_of_a_member_goes_with_their_seat(shop: tuple[Workspace, Access]) -> None:
    workspace, owner = shop
    agent = a_member(workspace)
    choose(owner)
    come(agent)
    remove_member(owner, agent.member_id)
    come(agent)
    with scope(workspace.id):
        assert not Attendance.objects.exists()
