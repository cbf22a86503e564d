"""Stepping in: who may look, what is written down, who is told, and how it ends."""

from datetime import timedelta

import pytest

from chatsync.accounts.models import Person
from chatsync.accounts.operators import remove_operator
from chatsync.config import wiring
from chatsync.jobs.models import Mail
from chatsync.kit.clock import now
from chatsync.kit.errors import Conflict, Invalid, NotFound
from chatsync.kit.tenancy import scope
from chatsync.workspaces.access import Access, access_of_person
from chatsync.workspaces.actions.step_in import (
    end_due_step_ins,
    end_step_in,
    step_in,
    step_out,
)
from chatsync.workspaces.audit import verify
from chatsync.workspaces.capabilities import LOOKING
from chatsync.workspaces.models import AuditEvent, AuditTold, Member, Role, StepIn
from chatsync.workspaces.queries import workspaces_of
from chatsync.workspaces.queries.step_ins import step_ins_told
from chatsync.workspaces.tests.make import a_member, a_person, a_workspace, of

assert wiring.__doc__, "facts are heard: lost rights end what runs"
pytestmark = pytest.mark.usefixtures("db")
WHY = "They asked why a number waits."


def an_operator(name: str = "Omar") -> Person:
    person = a_person(name)
    person.is_operator = True
    person.save()
    return person


@pytest.fixture
def owner() -> Access:
    access = a_workspace()[1]
    Person.objects.filter(id=access.person_id).update(email="owner@x.pk")
    return access


@pytest.fixture
def operator() -> Person:
    return an_operator()


def looks(operator: Person, access: Access) -> Access | None:
    return access_of_person(operator.id, access.workspace_id)


def is_over(access: Access) -> None:
    """Let the running step-in have begun long ago."""
    past = now() - timedelta(minutes=61)
    with scope(access.workspace_id):
        StepIn.objects.update(begun_at=past, ends_at=past + timedelta(minutes=60))


def acts(access: Access) -> list[tuple[str, str, str, str | None]]:
    """Act, kind of actor, their name, and why it ended."""
    with scope(access.workspace_id):
        names = dict(AuditTold.objects.filter(part="actor").values_list("event_id", "text"))
        events = list(AuditEvent.objects.filter(action__startswith="operator").order_by("seq"))
    return [(it.action, it.actor_kind, names[it.id], it.details.get("why")) for it in events]


def test_who_stepped_in_sees_all_and_has_no_seat(owner: Access, operator: Person) -> None:
    assert looks(operator, owner) is None
    running = step_in(owner.workspace_id, reason=WHY, operator=operator)
    access = of(operator.id, owner.workspace_id)
    assert (access.via, access.role, access.capabilities) == ("step_in", "operator", LOOKING)
    assert (access.sees_all, access.member_id) == (True, running.id)
    with scope(owner.workspace_id):
        assert Member.objects.count() == 1
    _workspace, other = a_workspace("Lahore")
    assert looks(operator, other) is None
    assert [one.name for one in workspaces_of(operator.id)] == ["Karachi Kitchen"]


def test_it_stands_in_the_log_and_in_the_owners_mail(owner: Access, operator: Person) -> None:
    step_in(owner.workspace_id, reason=WHY, operator=operator)
    step_out(owner.workspace_id, operator)
    step_out(owner.workspace_id, operator)
    assert acts(owner) == [
        ("operator.stepped_in", "operator", "Omar", None),
        ("operator.stepped_out", "operator", "Omar", "left"),
    ]
    assert verify(owner.workspace_id).broken_at is None
    mail = Mail.objects.get()
    assert mail.recipient == "owner@x.pk"
    assert all(said in mail.text for said in ("Omar", WHY, "Karachi Kitchen"))


def test_everybody_in_the_workspace_reads_who_looks_and_why(
    owner: Access, operator: Person
) -> None:
    step_in(owner.workspace_id, reason=WHY, operator=operator)
    (one,) = step_ins_told(owner.workspace_id)
    assert (one.name, one.reason, one.ends_at - one.begun_at) == ("Omar", WHY, timedelta(hours=1))
    _workspace, other = a_workspace("Lahore")
    assert step_ins_told(other.workspace_id) == []


@pytest.mark.parametrize("reason", ["", " \n ", "x" * 501])
def test_it_needs_a_reason(owner: Access, operator: Person, reason: str) -> None:
    with pytest.raises(Invalid, match="up to 500 characters"):
        step_in(owner.workspace_id, reason=reason, operator=operator)
    assert looks(operator, owner) is None


def test_only_an_operator_from_outside_steps_in_and_once(owner: Access, operator: Person) -> None:
    with pytest.raises(NotFound):
        step_in(owner.workspace_id, reason=WHY, operator=a_person())
    with scope(owner.workspace_id):
        seat = Member.objects.create(person=operator, role=Role.AGENT)
    with pytest.raises(Conflict, match="You are a member"):
        step_in(owner.workspace_id, reason=WHY, operator=operator)
    with scope(owner.workspace_id):
        Member.objects.filter(id=seat.id).update(active=False)
    step_in(owner.workspace_id, reason=WHY, operator=operator)
    with pytest.raises(Conflict, match="already"):
        step_in(owner.workspace_id, reason=WHY, operator=operator)


def test_it_ends_by_itself_and_the_clock_writes_that_down(owner: Access, operator: Person) -> None:
    step_in(owner.workspace_id, reason=WHY, operator=operator)
    end_due_step_ins()
    assert looks(operator, owner)
    is_over(owner)
    assert looks(operator, owner) is None
    assert step_ins_told(owner.workspace_id) == []
    assert workspaces_of(operator.id) == []
    end_due_step_ins()
    end_due_step_ins()
    assert acts(owner)[1:] == [("operator.stepped_out", "system", "", "time is over")]


def test_after_its_end_one_may_step_in_again(owner: Access, operator: Person) -> None:
    step_in(owner.workspace_id, reason=WHY, operator=operator)
    is_over(owner)
    step_in(owner.workspace_id, reason="Once more.", operator=operator)
    assert looks(operator, owner)
    assert [act for act, *_rest in acts(owner)] == [
        "operator.stepped_in",
        "operator.stepped_out",
        "operator.stepped_in",
    ]


def test_an_owner_ends_it_and_nobody_of_another_workspace(owner: Access, operator: Person) -> None:
    running = step_in(owner.workspace_id, reason=WHY, operator=operator)
    workspace, other = a_workspace("Lahore")
    for stranger in (other, a_member(workspace)):
        with pytest.raises(NotFound):
            end_step_in(stranger, running.id)
    end_step_in(owner, running.id)
    assert looks(operator, owner) is None
    assert acts(owner)[-1][3] == "ended by an owner"
    with pytest.raises(NotFound):
        end_step_in(owner, running.id)


def test_lost_rights_end_it_at_once(owner: Access, operator: Person) -> None:
    colleague = an_operator("Noor")
    _workspace, other = a_workspace("Lahore")
    for access in (owner, other):
        step_in(access.workspace_id, reason=WHY, operator=operator)
        step_in(access.workspace_id, reason=WHY, operator=colleague)
    remove_operator(operator.id, by=colleague)
    for access in (owner, other):
        assert looks(operator, access) is None
        assert looks(colleague, access)
        assert acts(access)[-1][1:] == ("system", "", "no longer an operator")


def test_rights_that_were_lost_in_any_way_open_nothing(owner: Access, operator: Person) -> None:
    step_in(owner.workspace_id, reason=WHY, operator=operator)
    for lost in ({"is_operator": False}, {"is_active": False}):
        Person.objects.filter(id=operator.id).update(is_operator=True, is_active=True)
        assert looks(operator, owner)
        Person.objects.filter(id=operator.id).update(**lost)
        assert looks(operator, owner) is None
        assert step_ins_told(owner.workspace_id) == []
