"""Who holds a conversation: Take next, assigning, giving back."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from threading import Barrier
from uuid import uuid4

import psycopg
import pytest
from django.db import connections

from chatsync.config.supervisor.postgres import DatabaseUrls
from chatsync.inbox.tests.make import a_conversation
from chatsync.kit.clock import now
from chatsync.workspaces.access import Access
from chatsync.workspaces.models import Role, Workspace
from chatsync.workspaces.tests.make import Caller, a_caller, a_member, a_workspace

pytestmark = pytest.mark.usefixtures("db")
NEXT = "/conversations/next/assignment"


@pytest.fixture
def house() -> tuple[Workspace, Access]:
    return a_workspace()


def take_at_once(*callers: Caller) -> list[tuple[int, str]]:
    """Everybody presses in the same moment, each with a connection of their own."""
    start = Barrier(len(callers))

    def press(caller: Caller) -> tuple[int, str]:
        start.wait()
        try:
            said = caller.put(NEXT)
            return said.status_code, said.json().get("id") or said.json()["code"]
        finally:
            connections.close_all()

    with ThreadPoolExecutor(len(callers)) as pool:
        return list(pool.map(press, callers))


def test_the_longest_waiting_is_taken_first(house: tuple[Workspace, Access]) -> None:
    workspace, owner = house
    agent = a_caller(a_member(workspace))
    late = a_conversation(owner, at=now() - timedelta(minutes=5))
    early = a_conversation(owner, at=now() - timedelta(minutes=50))

    taken = [agent.put(NEXT).json()["id"] for _turn in range(2)]

    assert taken == [str(early.id), str(late.id)]


def test_who_does_not_wait_is_taken_last(house: tuple[Workspace, Access]) -> None:
    workspace, owner = house
    a_conversation(owner, waiting_since=None, at=now() - timedelta(hours=3))
    waiting = a_conversation(owner)

    assert a_caller(a_member(workspace)).put(NEXT).json()["id"] == str(waiting.id)


def test_an_empty_queue_says_so(house: tuple[Workspace, Access]) -> None:
    workspace, owner = house
    a_conversation(owner, status="resolved")

    said = a_caller(a_member(workspace)).put(NEXT)

    assert (said.status_code, said.json()["code"]) == (404, "queue_empty")


def test_two_agents_at_once_get_different_conversations(house: tuple[Workspace, Access]) -> None:
    workspace, owner = house
    agents = [a_caller(a_member(workspace)) for _turn in range(4)]
    made = {str(a_conversation(owner).id) for _turn in range(4)}

    answers = take_at_once(*agents)

    assert {code for code, _said in answers} == {200}
    assert {said for _code, said in answers} == made


def test_one_conversation_has_one_winner(house: tuple[Workspace, Access]) -> None:
    workspace, owner = house
    agents = [a_caller(a_member(workspace)) for _turn in range(4)]
    a_conversation(owner)

    answers = sorted(take_at_once(*agents))

    assert [code for code, _said in answers] == [200, 404, 404, 404]
    assert {said for code, said in answers if code == 404} == {"queue_empty"}


@pytest.fixture
def receiving(
    house: tuple[Workspace, Access], database_urls: DatabaseUrls
) -> Iterator[psycopg.Connection]:
    """A transaction that holds the only conversation for a moment, as an arriving message does."""
    a_conversation(house[1])
    with psycopg.connect(database_urls.app) as other:
        other.execute("SELECT set_config('chatsync.workspace', %s, true)", [str(house[0].id)])
        other.execute("SELECT FROM inbox_conversation FOR UPDATE")
        yield other


def test_a_conversation_that_is_just_receiving_is_waited_for(
    house: tuple[Workspace, Access], receiving: psycopg.Connection, database_urls: DatabaseUrls
) -> None:
    agent = a_caller(a_member(house[0]))

    with ThreadPoolExecutor(1) as pool:
        pressed = pool.submit(take_at_once, agent)
        until_somebody_waits(database_urls)
        receiving.commit()

        assert pressed.result()[0][0] == 200


def until_somebody_waits(urls: DatabaseUrls) -> None:
    with psycopg.connect(urls.owner, autocommit=True) as watch:
        blocked = False
        while not blocked:
            row = watch.execute("SELECT EXISTS (SELECT FROM pg_locks WHERE NOT granted)")
            blocked = bool((row.fetchone() or [False])[0])


def test_assigning_needs_its_capability_but_taking_does_not(
    house: tuple[Workspace, Access],
) -> None:
    workspace, owner = house
    owner_access = owner
    agent, other = a_caller(a_member(workspace)), a_member(workspace)
    mine = a_conversation(owner_access, assignee_id=agent.access.member_id)

    given = agent.put(f"/conversations/{mine.id}/assignment", {"member_id": str(other.member_id)})
    kept = agent.put(
        f"/conversations/{mine.id}/assignment", {"member_id": str(agent.access.member_id)}
    )

    assert (given.status_code, kept.status_code) == (403, 200)


def test_an_agent_who_sees_the_unassigned_may_take_one_of_them() -> None:
    workspace, owner = a_workspace(visibility="own_unassigned")
    agent = a_caller(a_member(workspace))
    conversation = a_conversation(owner)

    said = agent.put(
        f"/conversations/{conversation.id}/assignment",
        {"member_id": str(agent.access.member_id)},
    )

    assert said.json()["assignee"]["id"] == str(agent.access.member_id)


def test_a_manager_gives_a_conversation_and_takes_it_back(
    house: tuple[Workspace, Access],
) -> None:
    workspace, owner = house
    manager = a_caller(a_member(workspace, Role.MANAGER))
    agent = a_member(workspace)
    conversation = a_conversation(owner)
    path = f"/conversations/{conversation.id}/assignment"

    given = manager.put(path, {"member_id": str(agent.member_id)})
    back = manager.delete(path)

    assert given.json()["assignee"]["id"] == str(agent.member_id)
    assert back.json()["assignee"] is None


def test_a_member_of_another_workspace_cannot_be_given_anything(
    house: tuple[Workspace, Access],
) -> None:
    conversation = a_conversation(house[1])
    _other, foreigner = a_workspace("Lahore Book House")
    owner = a_caller(house[1])
    path = f"/conversations/{conversation.id}/assignment"

    foreign = owner.put(path, {"member_id": str(foreigner.member_id)})
    unknown = owner.put(path, {"member_id": str(uuid4())})

    assert foreign.status_code == 404
    assert foreign.content == unknown.content
