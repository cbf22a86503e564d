"""Quick replies, saved views, and the filters that a view keeps."""

from datetime import timedelta
from typing import Any

import pytest

from chatsync.inbox.actions.quick import MOST
from chatsync.inbox.models import QuickReply, SavedView
from chatsync.inbox.reactions import member_went
from chatsync.inbox.tests.make import a_conversation
from chatsync.kit.clock import now
from chatsync.kit.tenancy import scope
from chatsync.workspaces.events import MemberWent
from chatsync.workspaces.models import Workspace
from chatsync.workspaces.tests.make import Caller, a_caller, a_member, a_workspace

pytestmark = pytest.mark.usefixtures("db")

HOURS = {"name": "hours", "text": "We open at ten, {customer|friend}."}
VIEW = {"name": "Closing soon", "queue": "all", "only": "closing"}


@pytest.fixture
def shop() -> Workspace:
    return a_workspace()[0]


@pytest.fixture
def owner(shop: Workspace) -> Caller:
    return a_caller(a_member(shop, "owner", "Ayesha"))


@pytest.fixture
def agent(shop: Workspace) -> Caller:
    return a_caller(a_member(shop, "agent", "Bilal"))


def names(caller: Caller, path: str) -> list[str]:
    return [item["name"] for item in caller.get(path).json()["items"]]


def listed(caller: Caller, **query: Any) -> set[str]:
    return {item["id"] for item in caller.get("/conversations", **query).json()["items"]}


@pytest.mark.parametrize(("path", "body"), [("/quick-replies", HOURS), ("/views", VIEW)])
def test_the_teams_is_for_all_and_ones_own_for_oneself(
    owner: Caller, agent: Caller, path: str, body: dict[str, Any]
) -> None:
    assert owner.post(path, body).status_code == 201
    assert owner.post(path, {**body, "name": "Ayesha's", "mine": True}).status_code == 201
    assert agent.post(path, {**body, "name": "Bilal's", "mine": True}).status_code == 201
    assert names(agent, path) == ["Bilal's", body["name"]]
    assert names(owner, path) == ["Ayesha's", body["name"]]


@pytest.mark.parametrize(("path", "body"), [("/quick-replies", HOURS), ("/views", VIEW)])
def test_an_agent_changes_what_is_theirs_alone(
    owner: Caller, agent: Caller, path: str, body: dict[str, Any]
) -> None:
    teams = f"{path}/{owner.post(path, body).json()['id']}"
    hers = f"{path}/{owner.post(path, {**body, 'mine': True}).json()['id']}"
    his = f"{path}/{agent.post(path, {**body, 'mine': True}).json()['id']}"
    mine = {**body, "name": "New", "mine": True}

    assert agent.post(path, body).status_code == 403
    assert [agent.put(place, mine).status_code for place in (teams, hers, his)] == [403, 404, 200]
    assert agent.put(his, {**mine, "mine": False}).status_code == 403
    assert [agent.delete(place).status_code for place in (teams, hers, his)] == [403, 404, 204]
    assert owner.put(teams, {**body, "name": "Renamed"}).json()["name"] == "Renamed"


@pytest.mark.parametrize(("path", "body"), [("/quick-replies", HOURS), ("/views", VIEW)])
def test_a_name_stands_once_in_the_team_and_once_among_ones_own(
    owner: Caller, path: str, body: dict[str, Any]
) -> None:
    for mine in (False, True):
        assert owner.post(path, {**body, "mine": mine}).status_code == 201
        refused = owner.post(path, {**body, "mine": mine})
        assert (refused.status_code, refused.json()["code"]) == (409, "conflict")


def test_what_has_no_words_or_is_one_too_many_is_refused(owner: Caller) -> None:
    assert owner.post("/quick-replies", {"name": " ", "text": "x"}).status_code == 422
    assert owner.post("/quick-replies", {"name": "x", "text": " \n"}).status_code == 422
    assert owner.post("/quick-replies", {"name": "x", "text": "x" * 4097}).status_code == 422
    with scope(owner.access.workspace_id):
        QuickReply.objects.bulk_create(
            QuickReply(name=str(number), text="x") for number in range(MOST)
        )
    assert owner.post("/quick-replies", HOURS).status_code == 409
    assert owner.post("/quick-replies", {**HOURS, "mine": True}).status_code == 201


def test_a_view_goes_with_its_tag_and_takes_no_foreign_one(owner: Caller) -> None:
    tag = owner.post("/tags", {"name": "Wholesale"}).json()["id"]
    assert owner.post("/views", {**VIEW, "tag": tag}).json()["tag"] == tag
    foreigner = a_caller(a_workspace("Lahore Book House")[1])
    assert foreigner.post("/views", {**VIEW, "tag": tag}).status_code == 404
    owner.delete(f"/tags/{tag}")
    assert names(owner, "/views") == []


def test_whoever_goes_takes_along_what_only_they_used(owner: Caller, agent: Caller) -> None:
    owner.post("/quick-replies", HOURS)
    agent.post("/quick-replies", {**HOURS, "mine": True})
    agent.post("/views", {**VIEW, "mine": True})
    workspace_id, member_id = agent.access.workspace_id, agent.access.member_id
    member_went(MemberWent(workspace_id=workspace_id, member_id=member_id))
    with scope(workspace_id):
        assert [reply.member_id for reply in QuickReply.objects.all()] == [None]
        assert not SavedView.objects.exists()


def test_the_filters_keep_what_they_name(owner: Caller) -> None:
    def chat(**columns: Any) -> str:
        made = a_conversation(owner.access, **{"unread": 0, "waiting_since": None, **columns})
        return str(made.id)

    moment, hour = now(), timedelta(hours=1)
    unread = chat(unread=2)
    waiting = chat(waiting_since=moment, window_expires_at=moment + 9 * hour)
    closing = chat(waiting_since=moment, window_expires_at=moment + hour)
    closed = chat(waiting_since=moment, window_expires_at=moment - hour)
    answered = chat(window_expires_at=moment + hour)

    assert listed(owner) == {unread, waiting, closing, closed, answered}
    assert listed(owner, only="unread") == {unread}
    assert listed(owner, only="waiting") == {waiting, closing, closed}
    assert listed(owner, only="closing") == {closing}
    assert owner.get("/conversations", only="other").status_code == 422
