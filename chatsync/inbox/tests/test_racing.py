"""Several reach for one conversation at once: one gets it, the others read who was quicker."""

from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
from django.db import connections

from chatsync.inbox.models import Conversation
from chatsync.inbox.tests.make import a_conversation
from chatsync.kit.tenancy import scope
from chatsync.workspaces.models import Role
from chatsync.workspaces.tests.make import Caller, a_caller, a_member, a_workspace

pytestmark = pytest.mark.usefixtures("db")


@pytest.fixture
def team() -> list[Caller]:
    """Two agents and a manager of a workspace where all is seen."""
    workspace, _owner = a_workspace(visibility="all")
    seats = [("Sana", Role.AGENT), ("Bilal", Role.AGENT), ("Hina", Role.MANAGER)]
    return [a_caller(a_member(workspace, role, name)) for name, role in seats]


@pytest.fixture
def talk(team: list[Caller]) -> Conversation:
    return a_conversation(team[0].access)


def reach(caller: Caller, talk: Conversation, to: Caller, **seen: Any) -> Any:
    body = {"member_id": str(to.access.member_id), **seen}
    return caller.put(f"/conversations/{talk.id}/assignment", body)


def at_once(*deeds: Any) -> list[Any]:
    def done(deed: Any) -> Any:
        try:
            return deed()
        finally:
            connections.close_all()

    with ThreadPoolExecutor(len(deeds)) as threads:
        return list(threads.map(done, deeds))


def holder(talk: Conversation) -> str:
    with scope(talk.workspace_id):
        return str(Conversation.objects.get(id=talk.id).assignee_id)


def test_of_two_who_take_and_one_who_assigns_one_wins(
    team: list[Caller], talk: Conversation
) -> None:
    sana, bilal, hina = team
    said = at_once(
        lambda: sana.put("/conversations/next/assignment"),
        lambda: reach(bilal, talk, bilal, held_by=None),
        lambda: reach(hina, talk, hina, held_by=None),
    )
    won = [one.json() for one in said if one.status_code == 200]
    assert [one["assignee"]["id"] for one in won] == [holder(talk)]
    lost = [one.json() for one in said if one.status_code != 200]
    quicker = f"{won[0]['assignee']['name']} was quicker and has this conversation now."
    assert len(lost) == 2
    assert {(one["code"], one["detail"]) for one in lost} <= {
        ("moved", quicker),
        ("queue_empty", "Nobody is waiting. New conversations appear here by themselves."),
    }


def test_a_manager_who_looked_before_it_was_taken_takes_it_from_nobody(
    team: list[Caller], talk: Conversation
) -> None:
    sana, bilal, hina = team
    reach(sana, talk, sana, held_by=None)
    late = reach(hina, talk, bilal, held_by=None)
    assert (late.status_code, late.json()["code"]) == (409, "moved")
    assert late.json()["detail"] == "Sana was quicker and has this conversation now."
    assert reach(hina, talk, bilal, held_by=str(sana.access.member_id)).status_code == 200
    assert holder(talk) == str(bilal.access.member_id)


def test_one_that_was_given_back_meanwhile_is_not_moved_blindly(
    team: list[Caller], talk: Conversation
) -> None:
    sana, bilal, hina = team
    reach(sana, talk, sana)
    sana.delete(f"/conversations/{talk.id}/assignment")
    late = reach(hina, talk, bilal, held_by=str(sana.access.member_id))
    assert (late.status_code, late.json()["code"]) == (409, "moved")
    assert "gave this conversation back" in late.json()["detail"]


def test_repeating_a_deed_that_was_done_is_no_race(team: list[Caller], talk: Conversation) -> None:
    sana = team[0]
    assert [reach(sana, talk, sana, held_by=None).status_code for _ in range(2)] == [200, 200]
