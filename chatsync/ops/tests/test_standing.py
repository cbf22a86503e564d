"""Suspending a workspace from the operator's pages, and lifting it."""

from typing import Any

import pytest

from chatsync.config import wiring
from chatsync.kit.tenancy import scope
from chatsync.ops.tests.stand import operators_browser, text_of, told_of
from chatsync.workspaces.models import Workspace
from chatsync.workspaces.tests.make import a_caller, a_workspace

assert wiring.__doc__, "facts are heard: what is queued is held"
pytestmark = pytest.mark.usefixtures("db")


@pytest.fixture
def client(db: None) -> Any:
    return operators_browser()


def _status(workspace: Workspace) -> str:
    with scope(workspace.id):
        return Workspace.objects.get(id=workspace.id).status


def _do(client: Any, workspace: Workspace, **fields: str) -> Any:
    return client.post(f"/ops/tenants/{workspace.org}/standing", fields)


def test_a_workspace_is_suspended_with_a_reason_and_lifted(client: Any) -> None:
    workspace, owner = a_workspace()
    caller = a_caller(owner)
    answer = _do(client, workspace, suspend="1", reason="Unpaid since May")
    assert answer["Location"] == f"/ops/tenants/{workspace.org}?saved=standing"
    page = text_of(client.get(answer["Location"]))
    assert all(said in page for said in ("Suspended", "Unpaid since May", "Lift the suspension"))
    assert caller.get("/standing").json()["reason"] == "Unpaid since May"
    assert "Suspended" in text_of(client.get("/ops/tenants"))
    _do(client, workspace, lift="1")
    assert _status(workspace) == "active"
    acts = [(kind, act) for kind, act, _details, _name in told_of(workspace)]
    assert acts == [("operator", "workspace.suspended"), ("operator", "workspace.lifted")]


def test_a_suspension_needs_a_reason(client: Any) -> None:
    workspace, _owner = a_workspace()
    assert "Fill in this field." in text_of(_do(client, workspace, suspend="1", reason=" "))
    assert _status(workspace) == "active"


def test_a_form_that_is_out_of_date_does_not_do_the_opposite(client: Any) -> None:
    workspace, _owner = a_workspace()
    text_of(_do(client, workspace, lift="1"))
    assert _status(workspace) == "active"
    _do(client, workspace, suspend="1", reason="First")
    page = text_of(_do(client, workspace, suspend="1", reason="Second"))
    assert 'name="lift"' in page
    assert [act for _kind, act, _details, _name in told_of(workspace)] == ["workspace.suspended"]


def test_a_script_in_a_reason_is_words(client: Any) -> None:
    workspace, _owner = a_workspace()
    _do(client, workspace, suspend="1", reason="<script>go()</script>")
    page = text_of(client.get(f"/ops/tenants/{workspace.org}"))
    assert "<script>go" not in page
    assert "&lt;script&gt;go()" in page
