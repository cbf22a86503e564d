"""An operator who stepped in: reads like a manager with the log, changes nothing, sees no other."""

import json
from uuid import UUID

import pytest

from chatsync.accounts.actions import enroll_totp
from chatsync.accounts.models import Person
from chatsync.config.doors import document
from chatsync.kit.ids import workspace_uuid
from chatsync.kit.tenancy import scope
from chatsync.workspaces.actions.step_in import step_in, step_out
from chatsync.workspaces.capabilities import LOOKING, Can
from chatsync.workspaces.models import AuditEvent
from chatsync.workspaces.tests.make import of
from tests.support.lessons import demand_none
from tests.tenancy.callers import Caller, Seen, browser, undone
from tests.tenancy.operations import Operation, operations
from tests.tenancy.rights import expected
from tests.tenancy.routes import routes
from tests.tenancy.world import World, a_world, person, strangers

CAN = {Can.SEE_ALL, Can.SEE_PHONE, Can.SEE_MEMBERS, Can.SEE_PARKED, Can.SEE_AUDIT}
"""What an operator who looks in may do: written down a second time, by hand."""
SAFE = {"get", "head"}
OF_THE_VIEWER = {"me", "standing", "draft", "mentions", "counts", "list_events", "audit_events"}
"""What tells of the very person who reads, or of their reading."""


@pytest.fixture
def world(db: None) -> World:
    return a_world()


@pytest.fixture
def operator(world: World) -> Person:
    """Somebody who looks in; they came by a recovery code and are asked for nothing more."""
    made = person("looker", world.mark)
    Person.objects.filter(id=made.id).update(is_operator=True)
    step_in(_id(world), reason="Why.", operator=made)
    return made


@pytest.fixture
def caller(world: World, operator: Person) -> Caller:
    caller = browser(world, operator.login)
    enroll_totp(operator.id)
    return caller


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


def _code(seen: Seen) -> str:
    return str(json.loads(seen.body)["code"]) if seen.status == 403 else ""


def test_looking_is_granted_what_is_written_down() -> None:
    assert LOOKING == CAN
    assert not [can for can in LOOKING if can.endswith((".manage", ".export", ".reply"))]


def test_every_door_that_changes_something_is_shut_and_reads_are_as_granted(
    world: World, caller: Caller
) -> None:
    has, written = {str(can) for can in CAN}, expected()
    answers, faults = _answers(world, caller), []
    for operation, seen in answers:
        granted = written[operation.name] <= has
        wanted = "read_only" if operation.method not in SAFE else "" if granted else "forbidden"
        if _code(seen) != wanted or (not wanted and not seen.is_done):
            faults.append(f"{operation} answers {seen}, not {wanted or 'as it does to others'}")
    assert sum(_code(seen) == "read_only" for _operation, seen in answers) > 35
    assert sum(seen.is_done for _operation, seen in answers) > 20
    demand_none(faults, "An operator who only looks may change something, or sees too much or less")


def test_nothing_of_what_was_refused_was_done(world: World, caller: Caller) -> None:
    with scope(_id(world)):
        before = AuditEvent.objects.count()
    for operation in operations(document()):
        if operation.method not in SAFE:
            method, path, more = operation.request(operation.filled(world.ids))
            assert caller.call(method, path, **more).status == 403
    with scope(_id(world)):
        assert AuditEvent.objects.count() == before


def test_the_refusal_is_a_plain_sentence(caller: Caller) -> None:
    told = json.loads(caller.call("POST", "/api/v1/tags", content_type="application/json").body)
    assert told["code"] == "read_only"
    assert "looking into this workspace" in told["detail"]
    assert "reason" not in told


def test_it_reads_what_the_owner_reads(world: World, caller: Caller) -> None:
    owner = {it.name: seen for it, seen in _answers(world, browser(world, str(world.owner.email)))}
    read = 0
    for operation, seen in _answers(world, caller):
        if operation.method in SAFE and seen.is_done and operation.name not in OF_THE_VIEWER:
            read += 1
            assert seen.body == owner[operation.name].body, str(operation)
    assert read > 15


def test_a_thread_that_is_somebodys_is_seen_and_its_draft_is_not(
    world: World, caller: Caller
) -> None:
    seen = {operation.name: answer for operation, answer in _answers(world, caller)}
    assert world.mark.encode() in seen["thread"].body
    assert b'"phone":"+' in seen["contact"].body
    assert world.mark.encode() not in seen["draft"].body


def test_another_workspace_is_absent(world: World, caller: Caller) -> None:
    other = a_world()
    for operation in operations(document()):
        method, path, more = operation.request(operation.filled(other.ids))
        answers = [
            caller.call(method, path, headers={"ChatSync-Workspace": org}, **more)
            for org in (other.org, strangers()[0])
        ]
        assert answers[0] == answers[1]
        assert answers[0].status == 404
    foreign = [it for it in operations(document()) if it.slots and it.method in SAFE]
    for operation in foreign:
        theirs, none = (
            caller.call(*operation.request(operation.filled(ids))[:2])
            for ids in (other.ids, strangers()[1])
        )
        assert theirs == none, str(operation)


def test_the_page_opens_while_they_look_and_not_afterwards(
    world: World, operator: Person, caller: Caller
) -> None:
    pages = [route for route in routes() if "workspace" in route.names]
    assert {caller.open(route.address(world.org)).status for route in pages} <= {200, 503}
    step_out(_id(world), operator)
    for route in pages:
        assert caller.open(route.address(world.org)).status == 404
    for operation, seen in _answers(world, caller):
        assert seen.status == 404, str(operation)


def test_they_stand_in_no_list_of_people(world: World, operator: Person, caller: Caller) -> None:
    access = of(operator.id, _id(world))
    assert caller.call("GET", f"/api/v1/members/{access.member_id}").status == 404
    members = browser(world, str(world.owner.email)).call("GET", "/api/v1/members")
    assert operator.name.encode() not in members.body
