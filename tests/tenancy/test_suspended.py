"""A suspended workspace: every door of the API reads on, and changes only what it must."""

import json
from uuid import UUID

import pytest

from chatsync.config.doors import document
from chatsync.kit.ids import workspace_uuid
from chatsync.workspaces.actions.standing import lift, suspend
from tests.support.lessons import demand_none
from tests.tenancy.callers import Caller, Seen, browser, program, undone
from tests.tenancy.operations import Operation, operations
from tests.tenancy.world import World, a_world

STILL_OPEN = {
    "leave",
    "remove",
    "send_out",
    "end_api_key",
    "disconnect",
    "mark_read",
    "see_mentions",
    "read_policy_notice",
    "put_closure",
    "take_closure_back",
    "make_whole_export",
    "stop_whole_export",
}
"""What changes something and stays open: ending access, letting go, closing, what one has read."""
REASON = "The last invoice is unpaid."


@pytest.fixture
def world(db: None) -> World:
    return a_world()


@pytest.fixture(params=["session", "key"])
def caller(request: pytest.FixtureRequest, world: World) -> Caller:
    if request.param == "key":
        return program(world)
    return browser(world, str(world.owner.email))


def _id(world: World) -> UUID:
    found = workspace_uuid(world.org)
    assert found
    return found


def _answers(world: World, caller: Caller) -> list[tuple[Operation, Seen]]:
    answers = []
    for operation in operations(document()):
        method, path, more = operation.request(operation.filled(world.ids))
        with undone():
            answers.append((operation, caller.call(method, path, **more)))
    return answers


def _is_refused(seen: Seen) -> bool:
    return seen.status == 403 and json.loads(seen.body)["code"] == "read_only"


def test_every_unsafe_door_is_shut_but_those_that_are_named(world: World, caller: Caller) -> None:
    suspend(_id(world), reason=REASON, operator=world.former)
    answers = _answers(world, caller)
    faults = []
    for operation, seen in answers:
        writes = operation.method not in {"get", "head"} and operation.name not in STILL_OPEN
        if _is_refused(seen) != writes:
            faults.append(f"{operation}: {seen}")
    assert sum(_is_refused(seen) for _operation, seen in answers) > 25
    assert {operation.name for operation, _seen in answers} >= STILL_OPEN
    demand_none(faults, "A suspended workspace changes something, or refuses what stays open.")


def test_what_stays_open_works(world: World, caller: Caller) -> None:
    suspend(_id(world), reason=REASON, operator=world.former)
    done = {operation.name for operation, seen in _answers(world, caller) if seen.is_done}
    assert done >= STILL_OPEN | {"me", "standing", "conversations", "thread", "numbers", "parked"}


def test_a_refusal_is_a_plain_sentence_with_the_reason(world: World, caller: Caller) -> None:
    suspend(_id(world), reason=REASON, operator=world.former)
    told = json.loads(caller.call("POST", "/api/v1/tags", content_type="application/json").body)
    assert (told["code"], told["reason"]) == ("read_only", REASON)
    assert "suspended this workspace" in told["detail"]
    assert told["detail"].endswith(REASON)


def test_lifting_opens_every_door_again(world: World, caller: Caller) -> None:
    suspend(_id(world), reason=REASON, operator=world.former)
    lift(_id(world), operator=world.former)
    demand_none(
        (
            f"{operation}: {seen}"
            for operation, seen in _answers(world, caller)
            if _is_refused(seen)
        ),
        "A workspace that goes on is refused something.",
    )


def test_everybody_reads_how_the_workspace_stands(world: World) -> None:
    suspend(_id(world), reason=REASON, operator=world.former)
    agent = browser(world, world.agent.login)
    told = json.loads(agent.call("GET", "/api/v1/standing").body)
    assert (told["status"], told["reason"], told["role"]) == ("suspended", REASON, "agent")
    mine = json.loads(agent.call("GET", "/api/v1/me").body)["workspace"]
    assert (mine["status"], mine["reason"]) == ("suspended", REASON)
