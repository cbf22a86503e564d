"""Walking through pages while rows move."""

from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest

from chatsync.inbox.tests.make import a_conversation, a_message, a_number
from chatsync.kit.clock import now
from chatsync.kit.ids import uuid7
from chatsync.kit.pages import Place, cursor_of
from chatsync.workspaces.tests.make import Caller, a_caller, a_member, a_workspace

pytestmark = pytest.mark.usefixtures("db")


@pytest.fixture
def owner() -> Caller:
    _workspace, access = a_workspace()
    return a_caller(access)


def walk(caller: Caller, path: str, start: str = "", **query: Any) -> list[dict[str, Any]]:
    """All pages, following the cursor to its end."""
    items, cursor = [], start
    while True:
        page = caller.get(path, **query, **({"cursor": cursor} if cursor else {})).json()
        items += page["items"]
        cursor = page["next_cursor"]
        if cursor is None:
            return items


def some(owner: Caller, count: int, **changes: Any) -> list[str]:
    """Conversations, the latest first; two share each moment."""
    number, start = a_number(owner.access), now() - timedelta(hours=1)
    made = [
        a_conversation(
            owner.access, number=number, at=start + timedelta(seconds=at // 2), **changes
        )
        for at in range(count)
    ]
    made.sort(key=lambda row: (row.last_message_at, row.id), reverse=True)
    return [str(row.id) for row in made]


def test_a_walk_sees_every_row_once_and_in_order(owner: Caller) -> None:
    ids = some(owner, 9)

    assert [row["id"] for row in walk(owner, "/conversations", limit=2)] == ids


def test_rows_that_move_up_meanwhile_hide_no_other(owner: Caller) -> None:
    ids = some(owner, 8)
    first = owner.get("/conversations", limit=3).json()
    a_message(owner.access, UUID(ids[6]), "I write again")
    a_message(owner.access, UUID(ids[1]), "Me too")

    rest = walk(owner, "/conversations", limit=3, start=first["next_cursor"])

    seen = [row["id"] for row in first["items"] + rest]
    assert sorted(seen) == sorted(set(ids) - {ids[6]})
    assert owner.get("/conversations", limit=2).json()["items"][1]["id"] == ids[6]


def test_an_agent_walks_through_own_and_unassigned_as_one_list() -> None:
    workspace, access = a_workspace(visibility="own_unassigned")
    owner, agent = a_caller(access), a_caller(a_member(workspace))
    some(owner, 4, assignee_id=agent.access.member_id)
    some(owner, 4)
    some(owner, 3, assignee_id=access.member_id)

    rows = walk(agent, "/conversations", limit=3)

    moments = [(row["last_message_at"], row["id"]) for row in rows]
    assert len(rows) == 8
    assert moments == sorted(moments, reverse=True)


@pytest.mark.parametrize("queue", ["mine", "unassigned", "all"])
@pytest.mark.parametrize("status", ["open", "resolved"])
def test_each_queue_and_status_is_walked_apart(queue: str, status: str) -> None:
    _workspace, access = a_workspace()
    owner = a_caller(access)
    mine = some(owner, 3, assignee_id=access.member_id, status=status)
    free = some(owner, 3, status=status)
    expected = {"mine": mine, "unassigned": free, "all": [*mine, *free]}[queue]

    found = walk(owner, "/conversations", queue=queue, status=status, limit=2)

    assert sorted(row["id"] for row in found) == sorted(expected)


def test_a_thread_is_walked_from_the_newest(owner: Caller) -> None:
    conversation = a_conversation(owner.access, at=now() - timedelta(hours=2))
    moment = now() - timedelta(hours=1)
    for at in range(6):
        a_message(owner.access, conversation.id, str(at), at=moment + timedelta(seconds=at // 3))

    rows = walk(owner, f"/conversations/{conversation.id}/messages", limit=2)

    assert [row["text"] for row in rows] == ["5", "4", "3", "2", "1", "0", "Salam"]


@pytest.mark.parametrize(
    "cursor", ["x", "W10", "!!!", "WyJhIiwgImIiXQ", "e30", "bnVsbA", "💥", "a" * 5000]
)
def test_a_cursor_of_somebody_else_is_refused(owner: Caller, cursor: str) -> None:
    for path in ("/conversations", "/contacts", "/members", "/api-keys"):
        said = owner.get(path, cursor=cursor)
        assert (said.status_code, said.json()["errors"][0]["loc"]) == (422, "cursor")


def test_a_cursor_of_another_list_gives_a_page_and_no_fault(owner: Caller) -> None:
    some(owner, 2)

    said = owner.get("/conversations", cursor=cursor_of(Place(None, uuid7())))

    assert said.status_code == 200


@pytest.mark.parametrize("limit", ["0", "101", "-1", "ten", "9" * 40])
def test_a_limit_out_of_bounds_is_refused(owner: Caller, limit: str) -> None:
    assert owner.get("/conversations", limit=limit).status_code == 422
