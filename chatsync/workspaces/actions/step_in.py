"""Stepping into a workspace: an operator looks for a while, and everybody in it knows (CP-3.2).

Whether a step-in opens anything is decided by `access.py` at every request, by the clock and the
operator's rights of that moment; what is done here writes it down and tells those whom it concerns.
"""

from enum import StrEnum
from uuid import UUID
from zoneinfo import ZoneInfo

from django.db import connection
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _

from chatsync.accounts.models import Person
from chatsync.accounts.sessions import tell_sockets
from chatsync.kit.clock import now
from chatsync.kit.errors import Conflict
from chatsync.kit.problem import absent
from chatsync.kit.tenancy import scope
from chatsync.workspaces.access import Access
from chatsync.workspaces.actions.saying import read_reason, tell_standing, write_to_owners
from chatsync.workspaces.actions.seats import demand_still, lock_seats
from chatsync.workspaces.audit import Act, Actor, Thing, record
from chatsync.workspaces.capabilities import Can
from chatsync.workspaces.models import LONGEST_STEP_IN, Member, StepIn, Workspace

_CLOCK = Actor("system", None, "")


class Ending(StrEnum):
    """Why a step-in ended, as the audit log says it."""

    LEFT = "left"
    OWNER = "ended by an owner"
    TIME = "time is over"
    RIGHTS = "no longer an operator"


def step_in(workspace_id: UUID, *, reason: str, operator: Person) -> StepIn:
    """Let an operator look into a workspace for 60 minutes; members see it, owners get a mail.

    Raises Invalid for a reason that says nothing or too much, Conflict for a member of the
    workspace and for somebody who looks already, and Workspace.DoesNotExist.
    """
    said = read_reason(reason)
    with scope(workspace_id):
        workspace = lock_seats()
        _demand_outside(operator)
        moment = now()
        running: StepIn = StepIn.objects.create(
            person=operator, reason=said, begun_at=moment, ends_at=moment + LONGEST_STEP_IN
        )
        minutes = LONGEST_STEP_IN.seconds // 60
        record(_actor(operator), Act.STEPPED_IN, _thing(running), {"minutes": minutes})
        _write_to_owners(workspace, running)
        tell_standing()
    return running


def step_out(workspace_id: UUID, operator: Person) -> None:
    """The operator leaves; whoever does not look is left alone. Raises Workspace.DoesNotExist."""
    with scope(workspace_id):
        lock_seats()
        running = StepIn.objects.filter(person=operator, ended_at=None).first()
        if running:
            _end(running, _actor(operator), Ending.LEFT)


def end_step_in(access: Access, step_in_id: UUID) -> None:
    """An owner ends a step-in: its pages close within seconds. Raises NotFound."""
    with scope(access.workspace_id):
        lock_seats()
        demand_still(access, Can.MANAGE_MEMBERS)
        running = StepIn.objects.filter(id=step_in_id, ended_at=None).first()
        if running is None:
            raise absent()
        _end(running, access, Ending.OWNER)


def end_step_ins_of(person_id: UUID) -> None:
    """End all that somebody who is no longer an operator looks into. Safe to repeat."""
    _end_all(person_id, Ending.RIGHTS)


def end_due_step_ins() -> None:
    """Write down the end of those whose time is over. Safe to repeat."""
    _end_all(None, Ending.TIME)


def _end_all(person_id: UUID | None, why: Ending) -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT workspace_id, step_in_id FROM chatsync_step_ins(%s)", [person_id])
        found: list[tuple[UUID, UUID]] = cursor.fetchall()
    for workspace_id, step_in_id in found:
        with scope(workspace_id):
            lock_seats()
            for running in StepIn.objects.filter(id=step_in_id, ended_at=None):
                _end(running, _CLOCK, why)


def _end(running: StepIn, by: Access | Actor, why: Ending) -> None:
    """Write it down, tell its sockets, and the pages of the workspace last."""
    _write_down_end(running, by, why)
    tell_sockets()
    tell_standing()


def _write_down_end(running: StepIn, by: Access | Actor, why: Ending) -> None:
    running.ended_at = now()
    running.save(update_fields=["ended_at"])
    record(by, Act.STEPPED_OUT, _thing(running), {"why": why})


def _demand_outside(operator: Person) -> None:
    if not Person.objects.filter(id=operator.id, is_operator=True, is_active=True).exists():
        raise absent()
    if Member.objects.filter(person=operator, active=True).exists():
        raise Conflict(_("You are a member of this workspace. Open it as one."))
    last = StepIn.objects.filter(person=operator, ended_at=None).first()
    if last is None:
        return
    if last.ends_at > now():
        raise Conflict(_("You are looking into this workspace already."))
    _write_down_end(last, _CLOCK, Ending.TIME)


def _write_to_owners(workspace: Workspace, running: StepIn) -> None:
    ends_at = timezone.localtime(running.ends_at, ZoneInfo(workspace.time_zone))
    write_to_owners(
        workspace,
        "workspaces/step_in",
        lambda: {
            "workspace": workspace.name,
            "operator": running.person.name,
            "reason": running.reason,
            "until": date_format(ends_at, "TIME_FORMAT"),
        },
    )


def _actor(operator: Person) -> Actor:
    return Actor("operator", operator.id, operator.name)


def _thing(running: StepIn) -> Thing:
    return Thing("step_in", str(running.id), running.reason)
