"""Who gets through an API door."""

from typing import Any
from uuid import uuid4

import pytest
from django.conf import settings
from django.test import Client

from chatsync.accounts.models import Person
from chatsync.kit.ids import org_id
from chatsync.kit.tenancy import scope
from chatsync.workspaces.models import Member, Role, Workspace
from chatsync.workspaces.tests.make import a_caller, a_key, a_member, a_workspace, of

pytestmark = pytest.mark.usefixtures("db")
ME, KEYS = "/api/v1/me", "/api/v1/api-keys"


class Browser(Client):
    """A signed-in page of one workspace."""

    def __init__(self, person: Person, org: str, *, csrf: bool = True) -> None:
        super().__init__(enforce_csrf_checks=True, HTTP_HOST="localhost:8000")
        self.force_login(person, backend="allauth.account.auth_backends.AuthenticationBackend")
        self.headers_sent = {"Origin": "http://localhost:8000", "Sec-Fetch-Site": "same-origin"}
        if org:
            self.headers_sent["ChatSync-Workspace"] = org
        if csrf:
            token = "a" * 32
            self.cookies[settings.CSRF_COOKIE_NAME] = token
            self.headers_sent["X-CSRFToken"] = token

    def call(self, method: str, path: str, **arguments: Any) -> Any:
        send = getattr(self, method)
        return send(path, headers=self.headers_sent, **arguments)


@pytest.fixture
def house() -> tuple[Workspace, Person]:
    workspace, access = a_workspace()
    return workspace, Person.objects.get(id=access.person_id)


def test_nobody_gets_in_without_session_or_key() -> None:
    said = Client().get(ME)

    assert (said.status_code, said.json()["code"]) == (401, "not_signed_in")
    assert said.headers["Content-Type"] == "application/problem+json"


def test_a_session_names_its_workspace(house: tuple[Workspace, Person]) -> None:
    workspace, person = house

    said = Browser(person, workspace.org).call("get", ME)

    assert said.status_code == 200, said.content
    assert said.json()["workspace"]["id"] == workspace.org
    assert said.json()["member"]["role"] == "owner"
    assert said.json()["workspaces"] == [{"id": workspace.org, "name": workspace.name}]


def test_a_session_without_workspace_is_told_to_reload(house: tuple[Workspace, Person]) -> None:
    said = Browser(house[1], "").call("get", ME)

    assert (said.status_code, said.json()["code"]) == (400, "wrong_workspace")
    assert "Reload" in said.json()["detail"]


def test_foreign_unknown_and_malformed_workspaces_answer_alike(
    house: tuple[Workspace, Person],
) -> None:
    other, _access = a_workspace("Lahore Book House")
    named = [other.org, org_id(uuid4()), "org_1", "x", str(other.id), other.org.upper()]

    said = [Browser(house[1], org).call("get", ME) for org in named]

    assert {answer.status_code for answer in said} == {404}
    assert len({answer.content for answer in said}) == 1


def test_a_session_writes_only_with_its_csrf_token(house: tuple[Workspace, Person]) -> None:
    workspace, person = house
    body = {"data": {"name": "Till"}, "content_type": "application/json"}

    without = Browser(person, workspace.org, csrf=False).call("post", KEYS, **body)
    with_token = Browser(person, workspace.org).call("post", KEYS, **body)

    assert (without.status_code, with_token.status_code) == (403, 201), with_token.content


def test_a_former_member_is_out_at_once(house: tuple[Workspace, Person]) -> None:
    workspace, person = house
    browser, key = Browser(person, workspace.org), a_key(of(person.id, workspace.id))
    with scope(workspace.id):
        Member.objects.filter(person=person).update(active=False)

    assert browser.call("get", ME).status_code == 404
    assert Client(headers={"Authorization": f"Bearer {key}"}).get(ME).status_code == 401


def test_a_key_of_a_blocked_person_is_refused(house: tuple[Workspace, Person]) -> None:
    workspace, person = house
    key = a_key(of(person.id, workspace.id))
    Person.objects.filter(id=person.id).update(is_active=False)

    assert Client(headers={"Authorization": f"Bearer {key}"}).get(ME).status_code == 401


@pytest.mark.parametrize(
    "header",
    ["", "Bearer", "Bearer x", "Basic abc", "Bearer cs_live_12345678_" + "a" * 32, "Bearer a b"],
)
def test_unknown_keys_are_refused(header: str, house: tuple[Workspace, Person]) -> None:
    browser = Client(headers={"Authorization": header})
    browser.force_login(house[1], backend="allauth.account.auth_backends.AuthenticationBackend")

    said = browser.get(ME, headers={"ChatSync-Workspace": house[0].org})

    assert (said.status_code, said.json()["code"]) == (401, "not_signed_in")


def test_the_workspace_beside_a_key_must_match(house: tuple[Workspace, Person]) -> None:
    workspace, person = house
    other, _access = a_workspace("Lahore Book House")
    caller = a_caller(of(person.id, workspace.id))

    def ask(org: str) -> int:
        return int(caller.client.get(ME, headers={"ChatSync-Workspace": org}).status_code)

    assert [ask(workspace.org), ask(other.org), ask("x")] == [200, 404, 404]


def test_a_role_without_the_capability_is_refused(house: tuple[Workspace, Person]) -> None:
    agent = a_caller(a_member(house[0], Role.AGENT))

    said = agent.get("/api-keys")

    assert (said.status_code, said.json()["code"]) == (403, "forbidden")


def test_a_person_with_two_workspaces_sees_both_named(house: tuple[Workspace, Person]) -> None:
    _workspace, person = house
    other, _access = a_workspace("Lahore Book House")
    with scope(other.id):
        Member.objects.create(person=person, role=Role.AGENT)

    me = a_caller(of(person.id, other.id)).get("/me").json()

    assert [found["name"] for found in me["workspaces"]] == ["Karachi Kitchen", other.name]
    assert me["member"]["role"] == "agent"


def test_members_are_listed_without_those_of_others(house: tuple[Workspace, Person]) -> None:
    workspace, person = house
    agent = a_member(workspace, Role.AGENT, "Bilal")
    a_member(a_workspace("Lahore Book House")[0], Role.AGENT, "Stranger")
    former = a_member(workspace, Role.AGENT, "Gone")
    with scope(workspace.id):
        Member.objects.filter(id=former.member_id).update(active=False)

    listed = a_caller(of(person.id, workspace.id)).get("/members").json()["items"]

    assert [member["name"] for member in listed] == [person.name, "Bilal"]
    assert listed[1]["id"] == str(agent.member_id)
