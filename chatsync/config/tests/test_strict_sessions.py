"""Short sessions of a strict workspace: pages, API, sockets and files end with them."""

from collections.abc import AsyncIterator
from datetime import timedelta
from uuid import UUID

import pytest
from django.contrib.sessions.backends.db import SessionStore
from django.http import HttpRequest, StreamingHttpResponse
from django.test import Client
from pytest_django.fixtures import Settings

from chatsync.accounts import middleware
from chatsync.accounts.models import Person
from chatsync.accounts.queries import verify_session
from chatsync.accounts.tests.people import PASSWORD, is_in, key_of, sign_in
from chatsync.config import wiring
from chatsync.config.tests.running import cut, in_thread, open_page, told, web
from chatsync.kit import clock, streams
from chatsync.kit.errors import Invalid
from chatsync.kit.tenancy import scope
from chatsync.workspaces.access import Access
from chatsync.workspaces.actions.adjust import change_settings
from chatsync.workspaces.actions.members import leave_workspace
from chatsync.workspaces.audit import Act
from chatsync.workspaces.models import Member, Role
from chatsync.workspaces.queries.audit import audit_page
from chatsync.workspaces.queries.team import settings_of
from chatsync.workspaces.schemas import SettingsIn
from chatsync.workspaces.schemas.audit import AuditAsked
from chatsync.workspaces.tests.make import a_member, a_workspace

pytestmark = pytest.mark.usefixtures("db")
assert wiring.__doc__

MINUTES = timedelta(minutes=1)
HOURS = timedelta(hours=1)


def _set(owner: Access, mode: str) -> None:
    wanted = settings_of(owner).model_dump() | {"session_mode": mode}
    change_settings(owner, SettingsIn.model_validate(wanted))


def _shop() -> tuple[Access, Access, Client]:
    """A strict workspace, its owner, and an agent in a browser."""
    workspace, owner = a_workspace()
    _set(owner, "strict")
    agent = a_member(workspace)
    return owner, agent, _browser(agent)


def _browser(access: Access) -> Client:
    person = Person.objects.get(id=access.person_id)
    person.set_password(PASSWORD)
    person.save()
    return sign_in(person.login)


def _statuses(client: Client, access: Access, **headers: str) -> tuple[int, int]:
    """What a page and the API answer."""
    org = f"org_{access.workspace_id.hex}"
    page = client.get(f"/w/{org}/inbox", headers=headers)
    api = client.get("/api/v1/me", headers={"ChatSync-Workspace": org, **headers})
    return page.status_code, api.status_code


def _is_open(client: Client, access: Access, **headers: str) -> bool:
    """Without a built dashboard its page says so (503); signed-out people are sent away (302)."""
    page, api = _statuses(client, access, **headers)
    assert (page == 302) == (api == 401)
    return api == 200


def test_half_an_hour_without_input_ends_page_and_api() -> None:
    _owner, agent, client = _shop()
    with clock.moved(29 * MINUTES):
        assert _is_open(client, agent)
    with clock.moved(58 * MINUTES):
        assert _is_open(client, agent)
    with clock.moved(89 * MINUTES):
        assert not _is_open(client, agent)
        assert verify_session(key_of(client)) is None


def test_twelve_hours_end_it_whatever_the_person_does() -> None:
    _owner, agent, client = _shop()
    for at in range(25, 12 * 60, 25):
        with clock.moved(at * MINUTES):
            assert _is_open(client, agent)
    with clock.moved(12 * HOURS + MINUTES):
        assert not _is_open(client, agent)


def test_refetches_and_polls_keep_nobody_signed_in() -> None:
    _owner, agent, client = _shop()
    headers = {"ChatSync-Workspace": f"org_{agent.workspace_id.hex}"}
    with clock.moved(29 * MINUTES):
        assert _is_open(client, agent, **{"ChatSync-Background": "1"})
        assert client.get("/api/v1/events?since=0&wait=0", headers=headers).status_code < 500
        assert is_in(client)
    with clock.moved(31 * MINUTES):
        assert not _is_open(client, agent)


def test_a_new_mode_holds_for_open_sessions_at_once() -> None:
    workspace, owner = a_workspace()
    client = _browser(a_member(workspace))
    with clock.moved(40 * MINUTES):
        assert is_in(client)
        _set(owner, "strict")
        assert not is_in(client)


def test_the_strictest_workspace_of_a_person_decides_until_they_leave_it() -> None:
    _owner, agent, client = _shop()
    _other, elsewhere = a_workspace("Lahore")
    _join(elsewhere.workspace_id, agent.person_id)
    with clock.moved(31 * MINUTES):
        assert not is_in(client)
    leave_workspace(agent)
    client = sign_in(Person.objects.get(id=agent.person_id).login)
    with clock.moved(31 * MINUTES):
        assert is_in(client)


def _join(workspace_id: UUID, person_id: UUID) -> None:
    with scope(workspace_id):
        Member.objects.create(person_id=person_id, role=Role.AGENT)


def test_an_operator_may_leave_no_choice(settings: Settings) -> None:
    workspace, owner = a_workspace()
    client = _browser(a_member(workspace))
    settings.SESSION_MODE = "strict"
    with clock.moved(31 * MINUTES):
        assert not is_in(client)
    assert settings_of(owner).session_mode == "strict"
    with pytest.raises(Invalid):
        _set(owner, "counter")


def test_an_operators_bounds_hold_for_both_modes(settings: Settings) -> None:
    settings.SESSION_IDLE = 10 * MINUTES
    _workspace, owner = a_workspace()
    offered = {one.mode: one.idle_minutes for one in settings_of(owner).session_modes}
    assert offered == {"counter": 10, "strict": 10}


def test_the_choice_is_written_down() -> None:
    owner, _agent, _client = _shop()
    events = audit_page(owner, AuditAsked(action=Act.SETTINGS_CHANGED), None, 5).items
    assert [event.details for event in events] == [{"session_mode": "strict"}]


async def test_an_open_page_is_cut_when_the_half_hour_is_over() -> None:
    _owner, agent, client = await in_thread(_shop)
    cookie = "; ".join(f"{name}={morsel.value}" for name, morsel in client.cookies.items())
    async with web() as port, open_page(port, agent, cookie) as page:
        assert (await told(page))["type"] == "hello"
        with clock.moved(31 * MINUTES):
            assert await cut(page) == 4401


async def test_a_file_that_runs_is_cut_when_the_half_hour_is_over(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(streams, "LOOK_EVERY_S", 0.0)
    _owner, agent, client = await in_thread(_shop)
    pieces = await in_thread(_running_file, agent, key_of(client))
    assert await anext(pieces) == b"a"
    with clock.moved(31 * MINUTES), pytest.raises(ConnectionAbortedError):
        await anext(pieces)


def _running_file(agent: Access, key: str) -> AsyncIterator[bytes]:
    async def file() -> AsyncIterator[bytes]:
        for piece in (b"a", b"b", b"c"):
            yield piece

    request = HttpRequest()
    request.path = "/api/v1/media/x"
    request.session = SessionStore(key)
    request.user = Person.objects.get(id=agent.person_id)
    answered = middleware.SessionLimits(lambda _request: StreamingHttpResponse(file()))(request)
    assert isinstance(answered, StreamingHttpResponse)
    return aiter(answered)
