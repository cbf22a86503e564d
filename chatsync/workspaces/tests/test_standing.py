"""Suspending and lifting: what is kept, who reads it, and what stands in the log."""

import pytest

from chatsync.accounts.models import Person
from chatsync.channels.tests.feed import a_line, feed, texts
from chatsync.channels.tests.test_ingest import said
from chatsync.channels.tests.whatsapp_builders import inbound
from chatsync.config import wiring
from chatsync.kit.errors import Invalid
from chatsync.kit.tenancy import scope
from chatsync.workspaces.access import Access
from chatsync.workspaces.actions.standing import lift, suspend
from chatsync.workspaces.audit import verify
from chatsync.workspaces.models import AuditEvent, AuditTold, Workspace
from chatsync.workspaces.tests.make import a_person, a_workspace

assert wiring.__doc__, "facts are heard: the queue follows the standing"
pytestmark = pytest.mark.usefixtures("db")


@pytest.fixture
def owner() -> Access:
    return a_workspace()[1]


@pytest.fixture
def operator() -> Person:
    return a_person("Operator")


def stands(access: Access) -> tuple[str, str]:
    with scope(access.workspace_id):
        found = Workspace.objects.get(id=access.workspace_id)
    return found.status, found.suspension_reason


def acts(access: Access) -> list[tuple[str, str, str]]:
    """Act, kind of actor, and what was told of the object."""
    with scope(access.workspace_id):
        told = dict(AuditTold.objects.filter(part="object").values_list("event_id", "text"))
        events = list(AuditEvent.objects.filter(action__startswith="workspace.").order_by("seq"))
    return [(event.action, event.actor_kind, told[event.id]) for event in events]


def test_both_acts_stand_in_the_workspaces_log(owner: Access, operator: Person) -> None:
    suspend(owner.workspace_id, reason=" Unpaid \n invoice. ", operator=operator)
    assert stands(owner) == ("suspended", "Unpaid invoice.")
    lift(owner.workspace_id, operator=operator)
    assert stands(owner) == ("active", "")
    assert acts(owner) == [
        ("workspace.suspended", "operator", "Unpaid invoice."),
        ("workspace.lifted", "operator", ""),
    ]
    assert verify(owner.workspace_id).broken_at is None


def test_suspending_again_changes_the_reason(owner: Access, operator: Person) -> None:
    for reason in ("Unpaid invoice.", "Complaints of spam."):
        suspend(owner.workspace_id, reason=reason, operator=operator)
    assert stands(owner) == ("suspended", "Complaints of spam.")
    assert len(acts(owner)) == 2


@pytest.mark.parametrize("reason", ["", " \n ", "x" * 501])
def test_a_reason_that_says_nothing_or_too_much_is_refused(
    owner: Access, operator: Person, reason: str
) -> None:
    with pytest.raises(Invalid, match="up to 500 characters"):
        suspend(owner.workspace_id, reason=reason, operator=operator)
    assert stands(owner) == ("active", "")


@pytest.mark.parametrize("status", ["active", "paused"])
def test_only_a_suspension_is_lifted(owner: Access, operator: Person, status: str) -> None:
    with scope(owner.workspace_id):
        Workspace.objects.update(status=status)
    lift(owner.workspace_id, operator=operator)
    assert stands(owner) == (status, "")
    assert acts(owner) == []


def test_another_workspace_goes_on(owner: Access, operator: Person) -> None:
    _workspace, other = a_workspace("Lahore")
    suspend(owner.workspace_id, reason="Unpaid.", operator=operator)
    assert stands(other) == ("active", "")


def test_what_customers_write_is_stored_all_the_same(owner: Access, operator: Person) -> None:
    line = a_line(owner)
    suspend(owner.workspace_id, reason="Unpaid.", operator=operator)
    feed(line, inbound(said("Salam")))
    assert texts(owner) == ["Salam"]
