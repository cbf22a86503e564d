"""Who enters `/ops`, and what everybody else sees there."""

import re
from typing import Any

import pytest
from django.test import Client

from chatsync.accounts.actions import create_person, enroll_totp
from chatsync.accounts.models import Person
from chatsync.accounts.passwords import hash_password
from chatsync.accounts.tests.people import PASSWORD, code_now, sign_in
from chatsync.ops.tests.stand import an_operator, operators_browser, text_of
from chatsync.workspaces.models import Workspace
from chatsync.workspaces.tests.make import a_workspace

pytestmark = pytest.mark.usefixtures("db")
ONE = "/ops/tenants/{}"
PATHS = [
    *("/ops", "/ops/tenants", "/ops/operators", "/ops/nothing"),
    *(ONE, f"{ONE}/limits", f"{ONE}/standing", f"{ONE}/step-in", f"{ONE}/step-in/end"),
    "/ops/operators/00000000-0000-7000-8000-000000000000/removal",
    *("/ops/billing", "/ops/parked", "/ops/mail", "/ops/invitations", "/ops/invitations/new"),
    *("/ops/desk", "/ops/desk/new"),
]


def _workspace_of(owner_login: str) -> Workspace:
    workspace, access = a_workspace()
    Person.objects.filter(id=access.person_id).update(
        login=owner_login, password=hash_password(PASSWORD)
    )
    return workspace


@pytest.mark.parametrize("path", PATHS)
def test_whoever_is_signed_out_is_led_to_sign_in_and_back(path: str) -> None:
    workspace, _owner = a_workspace()
    address = path.format(workspace.org)
    for answer in (Client().get(address), Client().post(address)):
        assert answer["Location"] == f"/login?next={address.replace('/', '%2F')}"


@pytest.mark.parametrize("path", PATHS)
@pytest.mark.parametrize("method", ["get", "post", "delete"])
def test_a_member_gets_the_page_of_an_unknown_address(path: str, method: str) -> None:
    workspace = _workspace_of("ayesha")
    client = sign_in("ayesha")
    asked = getattr(client, method)(path.format(workspace.org))
    assert asked.status_code == 404
    assert _levelled(asked) == _levelled(client.get("/account/nothing"))


def _levelled(answer: Any) -> str:
    """The page without its address, which its forms repeat, and their tokens, which tell time."""
    page = answer.content.decode().replace(answer.request["PATH_INFO"], "here")
    return re.sub(r'((?:name="form_token" value|nonce)=")[^"]+', r"\1", page)


def test_an_operator_without_a_second_factor_sets_one_up_first() -> None:
    person = create_person(name="Omar", login="omar", password_hash=hash_password(PASSWORD))
    Person.objects.filter(id=person.id).update(is_operator=True)
    client = sign_in("omar")
    for path in ("/ops", "/ops/tenants", "/w"):
        assert client.get(path)["Location"] == "/account/factors"
    assert "Your work needs a second factor" in text_of(client.get("/account/factors"))
    enroll_totp(person.id)
    assert client.get("/ops/tenants").status_code == 200


def test_an_operator_keeps_the_last_second_factor() -> None:
    client = operators_browser()
    client.post("/account/factors/app/off")
    assert client.get("/ops/tenants").status_code == 200


def test_a_password_alone_does_not_open_the_pages() -> None:
    an_operator()
    client = sign_in("root")
    assert client.get("/ops/tenants")["Location"].startswith("/login")


def test_an_operator_of_no_workspace_lands_on_the_overview() -> None:
    client = operators_browser()
    assert client.get("/w")["Location"] == "/ops"
    assert 'href="/ops/tenants"' in text_of(client.get("/ops"))
    assert 'href="/ops"' in text_of(client.get("/account"))


def test_a_member_has_no_link_to_the_pages() -> None:
    _workspace_of("ayesha")
    assert "/ops" not in text_of(sign_in("ayesha").get("/account"))


@pytest.mark.parametrize("form", ["limits", "standing"])
def test_a_form_asks_first_who_is_there(form: str) -> None:
    workspace, _owner = a_workspace()
    _person, secret = an_operator()
    client = sign_in("root")
    client.post("/login/code", {"code": code_now(secret)})
    session = client.session
    session["account_authentication_methods"] = []
    session.save()
    path = f"/ops/tenants/{workspace.org}/{form}"
    for answer in (client.get(path), client.post(path, {"reason": "x", "suspend": "1"})):
        assert answer["Location"].startswith("/account/confirm?next=")


def test_an_unknown_workspace_or_address_is_nowhere_for_an_operator_too() -> None:
    client = operators_browser()
    for path in ("/ops/tenants/org_" + "0" * 32, "/ops/tenants/x", "/ops/nothing"):
        assert client.get(path).status_code == 404
        assert client.get(f"{path}/limits").status_code == 404
