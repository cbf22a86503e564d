"""Closing a workspace and taking that back: deeds of an owner, told to everybody in it.

From closing on it is read-only, and what customers write is still stored. After the grace period
`chatsync/privacy/closing.py` deletes it.
"""

from zoneinfo import ZoneInfo

from django.template.loader import render_to_string
from django.utils import timezone, translation
from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _

from chatsync.jobs.events import emit
from chatsync.jobs.mail import queue_mail
from chatsync.kit.clock import now
from chatsync.kit.errors import Conflict, Invalid
from chatsync.kit.tenancy import scope
from chatsync.workspaces.access import Access
from chatsync.workspaces.actions.saying import tell_standing
from chatsync.workspaces.actions.seats import demand_still, lock_seats
from chatsync.workspaces.audit import Act, Thing, record
from chatsync.workspaces.capabilities import Can
from chatsync.workspaces.events import StandingChanged
from chatsync.workspaces.models import CLOSING_GRACE, Member, Role, Workspace
from chatsync.workspaces.queries.team import people_elsewhere


def close_workspace(access: Access, name: str) -> None:
    """Close the workspace whose name was typed; members see it at once, those with mail get one.

    Closing again changes nothing. Raises Invalid for another name.
    """
    with scope(access.workspace_id):
        workspace = lock_seats()
        demand_still(access, Can.CLOSE_WORKSPACE)
        if " ".join(name.split()) != workspace.name:
            said = _("Type the name of the workspace as it stands above.")
            raise Invalid(said, errors=[{"loc": "workspace_name", "msg": said}])
        if workspace.closed_at is not None:
            return
        workspace.closed_at, workspace.closed_by_id = now(), access.person_id
        days = {"days_until_deleted": CLOSING_GRACE.days}
        _change(access, workspace, Act.CLOSED, days)
        _write_to_members(workspace, "closed")
        tell_standing()


def reopen_workspace(access: Access) -> None:
    """Take the closing back; what waited is sent. Raises Conflict once the time is over."""
    with scope(access.workspace_id):
        workspace = lock_seats()
        demand_still(access, Can.CLOSE_WORKSPACE)
        if workspace.closed_at is None:
            return
        if workspace.is_past_grace:
            raise Conflict(_("The time to take this back is over: the workspace is being deleted."))
        workspace.closed_at = workspace.closed_by_id = None
        _change(access, workspace, Act.REOPENED, {})
        _write_to_members(workspace, "reopened")
        tell_standing()


def _change(access: Access, workspace: Workspace, act: Act, details: dict[str, int]) -> None:
    workspace.save(update_fields=["closed_at", "closed_by_id"])
    record(access, act, Thing("workspace", workspace.org), details)
    emit(StandingChanged(workspace_id=workspace.id))


def _write_to_members(workspace: Workspace, what: str) -> None:
    """Each in their own language; whoever is in no other workspace reads what that means."""
    seats = Member.objects.filter(active=True, person__email__isnull=False)
    members = list(seats.select_related("person").order_by("id"))
    elsewhere = people_elsewhere([seat.person_id for seat in members], workspace.id)
    for seat in members:
        with translation.override(seat.person.language or workspace.locale):
            words = {
                "workspace": workspace.name,
                "until": _day(workspace),
                "is_owner": seat.role == Role.OWNER,
                "loses_account": seat.person_id not in elsewhere and not seat.person.is_operator,
            }
            queue_mail(
                recipient=str(seat.person.email),
                subject=render_to_string(f"workspaces/{what}_subject.txt", words),
                text=render_to_string(f"workspaces/{what}_message.txt", words),
            )


def _day(workspace: Workspace) -> str:
    if workspace.purge_at is None:
        return ""
    return date_format(
        timezone.localtime(workspace.purge_at, ZoneInfo(workspace.time_zone)), "DATETIME_FORMAT"
    )
