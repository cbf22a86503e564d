"""A workspace that lets nobody in without a second factor: pages, API, sockets and new members."""

import pytest
from django.test import Client

from chatsync.accounts.actions import enroll_totp
from chatsync.accounts.models import Person
from chatsync.accounts.queries import verify_session
from chatsync.accounts.tests.people import PASSWORD, code_now, confirm, key_of, sign_in
from chatsync.config import wiring
from chatsync.config.tests.running import cut, in_thread, open_page, told, web
from chatsync.kit.errors import Invalid
from chatsync.workspaces.access import Access
from chatsync.workspaces.actions.adjust import change_settings
from chatsync.workspaces.actions.members import leave_workspace
from chatsync.workspaces.queries.team import settings_of, team
from chatsync.workspaces.schemas import SettingsIn
from chatsync.workspaces.tests.make import a_caller, a_member, a_workspace

pytestmark = pytest.mark.usefixtures("db")
assert wiring.__doc__


def demand_factors(owner: Access, needed: bool = True) -> None:
    wanted = settings_of(owner).model_dump() | {"requires_factor": needed}
    change_settings(owner, SettingsIn.model_validate(wanted))


@pytest.fixture
def shop() -> tuple[Access, Access]:
    """An owner with a second factor, and an agent without."""
    workspace, owner = a_workspace()
    enroll_totp(owner.person_id)
    return owner, a_member(workspace)


def browser(access: Access) -> Client:
    person = Person.objects.get(id=access.person_id)
    person.set_password(PASSWORD)
    person.save()
    return sign_in(person.login)


def answers(client: Client, access: Access) -> tuple[str, int, str]:
    """Where a page leads to, and what the API says."""
    org = f"org_{access.workspace_id.hex}"
    page = client.get(f"/w/{org}/inbox").headers.get("Location", "")
    api = client.get("/api/v1/me", headers={"ChatSync-Workspace": org})
    return page, api.status_code, api.json().get("code", "")


def test_whoever_is_signed_in_without_one_sets_one_up_first(shop: tuple[Access, Access]) -> None:
    owner, agent = shop
    client = browser(agent)
    assert answers(client, agent) == ("", 200, "")
    demand_factors(owner)
    assert answers(client, agent) == ("/account/factors", 403, "second_factor_required")
    assert verify_session(key_of(client)) is None
    page = client.get("/account/factors").content.decode()
    assert "Your work needs a second factor." in page
    enroll_totp(agent.person_id)
    assert answers(client, agent) == ("", 200, "")


def test_the_last_factor_stays_as_long_as_a_workspace_needs_it(
    shop: tuple[Access, Access],
) -> None:
    owner, agent = shop
    demand_factors(owner)
    secret = enroll_totp(agent.person_id)
    client = browser(agent)
    client.post("/login/code", {"code": code_now(secret)})
    confirm(client)
    client.post("/account/factors/app/off")
    assert [seat.has_factor for seat in team(owner).items] == [True, True]
    demand_factors(owner, needed=False)
    client.post("/account/factors/app/off")
    assert [seat.has_factor for seat in team(owner).items] == [True, False]


def test_nobody_shuts_themselves_out() -> None:
    _workspace, owner = a_workspace()
    with pytest.raises(Invalid) as refused:
        demand_factors(owner)
    assert refused.value.extra["errors"][0]["loc"] == "requires_factor"
    assert not settings_of(owner).requires_factor


def test_who_leaves_is_asked_no_more(shop: tuple[Access, Access]) -> None:
    owner, agent = shop
    demand_factors(owner)
    client = browser(agent)
    assert client.get("/account").headers["Location"] == "/account/factors"
    leave_workspace(agent)
    assert client.get("/account").status_code == 200


def test_it_stands_in_the_audit_log_and_goes_by_the_api(shop: tuple[Access, Access]) -> None:
    owner, _agent = shop
    caller = a_caller(owner)
    now = caller.get("/settings").json()
    wanted = {key: now[key] for key in ("name", "time_zone", "locale", "visibility")}
    body = {**wanted, "hide_phones_from_agents": False, "requires_factor": True}
    assert caller.put("/settings", body).json()["requires_factor"]
    del body["requires_factor"]
    assert caller.put("/settings", body).json()["requires_factor"]
    (event,) = caller.get("/audit-events").json()["items"]
    assert event["details"] == {"requires_factor": True}


async def test_an_open_page_of_whoever_has_none_is_cut() -> None:
    owner, agent, client = await in_thread(_open_shop)
    cookie = "; ".join(f"{name}={morsel.value}" for name, morsel in client.cookies.items())
    async with web() as port, open_page(port, agent, cookie) as page:
        assert (await told(page))["type"] == "hello"
        await in_thread(demand_factors, owner)
        assert await cut(page) == 4401


def _open_shop() -> tuple[Access, Access, Client]:
    workspace, owner = a_workspace()
    enroll_totp(owner.person_id)
    agent = a_member(workspace)
    return owner, agent, browser(agent)
