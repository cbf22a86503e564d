"""Stepping into a workspace from the operator's pages, and leaving it."""

from typing import Any

import pytest
from django.test import Client

from chatsync.accounts.models import Person
from chatsync.accounts.tests.people import sign_in
from chatsync.config import wiring
from chatsync.kit.tenancy import scope
from chatsync.ops.tests.stand import an_operator, operators_browser, text_of, told_of
from chatsync.workspaces.access import access_of_person
from chatsync.workspaces.models import Member, Role, Workspace
from chatsync.workspaces.tests.make import a_workspace

assert wiring.__doc__, "facts are heard: lost rights end what runs"
pytestmark = pytest.mark.usefixtures("db")
SCRIPT = "<script>go()</script>"


@pytest.fixture
def client(db: None) -> Any:
    return operators_browser()


@pytest.fixture
def workspace(db: None) -> Workspace:
    return a_workspace()[0]


def _form(workspace: Workspace) -> str:
    return f"/ops/tenants/{workspace.org}/step-in"


def _looks(workspace: Workspace) -> bool:
    operator = Person.objects.get(login="root")
    return access_of_person(operator.id, workspace.id) is not None


def test_an_operator_steps_in_with_a_reason_and_leaves(client: Any, workspace: Workspace) -> None:
    inbox = f"/w/{workspace.org}/inbox"
    assert client.get(inbox).status_code == 404
    assert client.post(_form(workspace), {"reason": "A number waits"})["Location"] == inbox
    assert client.get(inbox).status_code in {200, 503}
    assert client.get("/w")["Location"] == inbox
    page = text_of(client.get(f"/ops/tenants/{workspace.org}"))
    assert "A number waits" in page
    assert "Ends by itself in 60 minutes." in " ".join(page.split())
    left = client.post(f"{_form(workspace)}/end")
    assert left["Location"] == f"/ops/tenants/{workspace.org}"
    assert client.get(inbox).status_code == 404
    acts = [act for _kind, act, *_rest in told_of(workspace)]
    assert acts == ["operator.stepped_in", "operator.stepped_out"]


def test_the_form_says_what_it_means_and_wants_a_reason(client: Any, workspace: Workspace) -> None:
    assert "You can change and send nothing." in text_of(client.get(_form(workspace)))
    for reason in ("", " "):
        page = text_of(client.post(_form(workspace), {"reason": reason}))
        assert "Fill in this field." in page
    assert "at most 200 characters" in text_of(client.post(_form(workspace), {"reason": "x" * 201}))
    assert not _looks(workspace)


def test_while_it_runs_the_form_offers_the_way_in_and_the_way_out(
    client: Any, workspace: Workspace
) -> None:
    client.post(_form(workspace), {"reason": SCRIPT})
    page = text_of(client.get(_form(workspace)))
    assert f'href="/w/{workspace.org}/inbox"' in page
    assert f'action="{_form(workspace)}/end"' in page
    assert SCRIPT not in page
    assert "already" in text_of(client.post(_form(workspace), {"reason": "Once more"}))
    assert len(told_of(workspace)) == 1


def test_a_member_opens_the_workspace_as_one(client: Any, workspace: Workspace) -> None:
    with scope(workspace.id):
        Member.objects.create(person=Person.objects.get(login="root"), role=Role.AGENT)
    page = text_of(client.post(_form(workspace), {"reason": "x"}))
    assert "You are a member of this workspace." in page
    assert told_of(workspace) == []


def test_it_asks_first_who_is_there_and_leaving_does_not(workspace: Workspace) -> None:
    client = operators_browser()
    client.post(_form(workspace), {"reason": "x"})
    session = client.session
    session["account_authentication_methods"] = []
    session.save()
    answer = client.post(_form(workspace), {"reason": "x"})
    assert answer["Location"].startswith("/account/confirm?next=")
    assert client.get(f"{_form(workspace)}/end").status_code == 405
    client.post(f"{_form(workspace)}/end")
    assert not _looks(workspace)


@pytest.mark.parametrize("path", ["step-in", "step-in/end"])
def test_nobody_else_finds_the_pages(workspace: Workspace, path: str) -> None:
    owner, _secret = an_operator("nomore")
    Person.objects.filter(id=owner.id).update(is_operator=False)
    with scope(workspace.id):
        Member.objects.create(person=owner, role=Role.OWNER)
    address = f"/ops/tenants/{workspace.org}/{path}"
    client = Client()
    client.force_login(owner)
    for answer in (client.get(address), client.post(address, {"reason": "x"})):
        assert answer.status_code == 404
    assert sign_in("nobody").post(address)["Location"].startswith("/login")
    assert told_of(workspace) == []
