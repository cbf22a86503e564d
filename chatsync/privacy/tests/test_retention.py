"""An owner chooses how long things are kept, knowing what that deletes."""

from datetime import timedelta

import pytest

from chatsync.config import wiring
from chatsync.inbox.tests.make import a_conversation
from chatsync.kit.clock import moved
from chatsync.kit.tenancy import scope
from chatsync.privacy.retention import retention_lines
from chatsync.workspaces.models import AuditEvent, Role, Workspace
from chatsync.workspaces.tests.make import Caller, a_caller, a_member, a_workspace

pytestmark = pytest.mark.usefixtures("db")
assert wiring.__doc__


@pytest.fixture
def owner() -> Caller:
    return a_caller(a_workspace()[1])


def test_ninety_days_hold_until_somebody_chooses(owner: Caller) -> None:
    assert owner.get("/retention").json() == {"days": 90, "most": 90}


def test_what_fewer_days_delete_is_said_beforehand(owner: Caller) -> None:
    a_conversation(owner.access)
    with moved(timedelta(days=8)):
        a_conversation(owner.access)
        said = owner.get("/retention/loss", days=7).json()
    assert (said["messages"], said["files"], said["counted_up_to"]) == (1, 0, 10_000)


def test_the_choice_holds_and_stands_in_the_audit_log(owner: Caller) -> None:
    assert owner.put("/retention", {"days": 7}).json()["days"] == 7
    assert owner.put("/retention", {"days": 7}).status_code == 200
    with scope(owner.access.workspace_id):
        entry = AuditEvent.objects.get(action="settings.changed")
        assert Workspace.objects.get().retention_days == 7
    assert entry.details == {"retention_days": 7, "before": 90}


@pytest.mark.parametrize("days", [0, 91, -1, "x", None])
def test_days_beyond_the_ceiling_are_refused(owner: Caller, days: object) -> None:
    assert owner.put("/retention", {"days": days}).status_code == 422


def test_an_agent_may_not_choose(owner: Caller) -> None:
    with scope(owner.access.workspace_id):
        workspace = Workspace.objects.get()
    agent = a_caller(a_member(workspace, Role.AGENT))
    assert agent.put("/retention", {"days": 7}).status_code == 403


def test_the_page_reads_the_table_that_the_purge_runs_from() -> None:
    lines = {line.name: line for line in retention_lines()}
    assert (lines["messages"].keeps.days, lines["messages"].chosen) == (90, True)
    assert lines["backups"].keeps.days == 30
