"""Every capability probed as each role, at every door that the API's description names."""

import pytest

from chatsync.config.doors import document
from chatsync.contacts.models import Contact
from chatsync.inbox.models import Conversation
from chatsync.kit.ids import workspace_uuid
from chatsync.kit.tenancy import scope
from chatsync.workspaces.capabilities import GRANTED
from chatsync.workspaces.models import Member, Workspace
from chatsync.workspaces.tests.make import a_key, of
from tests.support.lessons import demand_none
from tests.tenancy.callers import Caller, Seen, browser, program, undone
from tests.tenancy.operations import operations
from tests.tenancy.rights import AUTHORS_ONLY, ROLES, TEAMS, expected
from tests.tenancy.routes import routes
from tests.tenancy.world import World, a_world


@pytest.fixture
def world(db: None) -> World:
    return a_world()


def _set(world: World, **changed: object) -> None:
    """Change the agent's role, or a setting of the workspace."""
    workspace_id = workspace_uuid(world.org)
    assert workspace_id
    with scope(workspace_id):
        if "role" in changed:
            Member.objects.filter(id=world.ids["member"]).update(role=changed.pop("role"))
        if changed:
            Workspace.objects.filter(id=workspace_id).update(**changed)


def _as(world: World, role: str) -> Caller:
    """A program with the key of a member who has this role."""
    _set(world, role=role)
    workspace_id = workspace_uuid(world.org)
    assert workspace_id
    caller = program(world)
    caller.headers["Authorization"] = f"Bearer {a_key(of(world.agent.id, workspace_id))}"
    return caller


def _ask(world: World, caller: Caller) -> list[tuple[str, Seen]]:
    """Every operation with this workspace's own ids, each taken back afterwards."""
    answers = []
    for operation in operations(document()):
        method, path, more = operation.request(operation.filled(world.ids))
        with undone():
            answers.append((operation.name, caller.call(method, path, **more)))
    return answers


def test_the_doors_ask_for_what_is_written_down() -> None:
    asked = {
        described["operationId"]: set(described["x-capabilities"])
        for methods in document()["paths"].values()
        for described in methods.values()
    }
    written = expected()
    demand_none(
        [f"{name} is not listed" for name in asked.keys() - written.keys()]
        + [f"{name} is listed and gone" for name in written.keys() - asked.keys()]
        + [
            f"{name} asks for {asked[name] or 'nothing'}, {written[name] or 'nothing'} is listed"
            for name in asked.keys() & written.keys()
            if asked[name] != written[name]
        ],
        "EXPECTED in tests/tenancy/rights.py is not what the doors ask for: list each operation "
        "under its capability, on purpose.",
    )


def test_the_roles_are_granted_what_is_written_down() -> None:
    assert {str(role): set(granted) for role, granted in GRANTED.items()} == ROLES


@pytest.mark.parametrize("role", ROLES)
def test_a_role_is_refused_where_it_lacks_the_capability_and_nowhere_else(
    world: World, role: str
) -> None:
    has, written = {str(capability) for capability in ROLES[role]}, expected()
    answers = _ask(world, _as(world, role))
    faults = []
    for name, seen in answers:
        lacks = not written[name] <= has
        refused = seen.status == 403 and b'"forbidden"' in seen.body
        if lacks and not refused:
            faults.append(f"{name} opens to a {role}: {seen}")
        if refused and not lacks and name not in AUTHORS_ONLY | TEAMS:
            faults.append(f"{name} refuses a {role}: {seen}")
    assert len(answers) > 50
    demand_none(faults, "What a door does is not what tests/tenancy/rights.py lists.")


def test_an_agent_finds_nothing_of_a_thread_that_is_not_theirs(world: World) -> None:
    """Lists, counts, search, files and events, with every id of the thread in hand."""
    told = _thread_traces(world)
    workspace_id = workspace_uuid(world.org)
    assert workspace_id
    caller = _as(world, "agent")
    with scope(workspace_id):
        Conversation.objects.update(assignee=Member.objects.get(person=world.owner))
    demand_none(
        (f"{name}: {seen}" for name, seen in _ask(world, caller) if _told(seen, told)),
        "An agent with the visibility `own` is told of a colleague's conversation.",
    )


@pytest.mark.parametrize("visibility", ["own_unassigned", "all"])
def test_a_wider_visibility_opens_the_same_thread(world: World, visibility: str) -> None:
    caller = _as(world, "agent")
    _set(world, visibility=visibility)
    seeing = {name for name, seen in _ask(world, caller) if _told(seen, _thread_traces(world))}
    assert {"conversation", "conversations", "thread", "find", "contact"} <= seeing


def test_hidden_phone_numbers_are_nowhere_for_agents_alone(world: World) -> None:
    agent = _as(world, "agent")
    _set(world, visibility="all")
    phones = _phones(world)
    assert [name for name, seen in _ask(world, agent) if _told(seen, phones)]
    _set(world, hide_phones_from_agents=True)
    demand_none(
        (f"{name}: {seen}" for name, seen in _ask(world, agent) if _told(seen, phones)),
        "An agent reads a customer's number in a workspace that hides them.",
    )
    for digits in phones:
        found = agent.call("GET", f"/api/v1/search?q={digits}")
        assert found.body == b'{"items":[],"next_cursor":null}'
    manager = _as(world, "manager")
    assert [name for name, seen in _ask(world, manager) if _told(seen, phones)]


@pytest.mark.parametrize("role", ROLES)
def test_every_role_opens_the_workspaces_page_and_no_other(world: World, role: str) -> None:
    _set(world, role=role)
    caller = browser(world, world.agent.login)
    for route in [it for it in routes() if "workspace" in it.names]:
        assert caller.open(route.address(world.org)).status in {200, 503}


def _thread_traces(world: World) -> set[str]:
    mark = world.mark
    return {f"Is my order {mark}", f"Salam {mark}", f"Customer {mark}"}


def _phones(world: World) -> set[str]:
    workspace_id = workspace_uuid(world.org)
    assert workspace_id
    with scope(workspace_id):
        return {str(it.phone).lstrip("+") for it in Contact.objects.all() if it.phone}


def _told(seen: Seen, traces: set[str]) -> list[str]:
    return [trace for trace in traces if trace.encode() in seen.body]
