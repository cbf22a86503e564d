"""`chatsync audit-session`: one short sign-in for each role, so that the audit opens their pages.

They are people of the installation, each with the rights of their role and no more; the workspace
reads in its audit log that it was done.
"""

from collections.abc import Iterator
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.conf import settings

from chatsync.accounts.held_back import held_back
from chatsync.accounts.models import Person
from chatsync.accounts.operators import operators
from chatsync.accounts.reading import open_reading_sign_in
from chatsync.accounts.session_limits import READS_AT_MOST
from chatsync.kit.errors import NotFound
from chatsync.kit.ids import workspace_uuid
from chatsync.kit.tenancy import every_workspace, scope
from chatsync.privacy.registry import SESSION
from chatsync.workspaces.audit import Act, Actor, Thing, record
from chatsync.workspaces.models import Member, Role, Workspace

_COMMAND_LINE = Actor("operator", None, "")
OPERATOR = "operator"


@dataclass(frozen=True)
class AuditSignIn:
    """Somebody of a role; `session` is the cookie's value, to be kept like a password."""

    role: str
    login: str
    session: str
    workspace: str
    ends_at: datetime


def audit_sign_ins(org: str) -> dict[str, Any]:
    """Sign in an owner, a manager and an agent of a workspace, and an operator.

    `org` may be empty where there is one workspace alone. `missing` names roles that nobody has,
    or nobody who could enter now. Raises NotFound.
    """
    opened = [*_members(_workspace(org)), *_an_operator()]
    roles = (*Role.values, OPERATOR)
    found = {one.role for one in opened}
    return {
        "url": settings.BASE_URL,
        "cookie": SESSION.name,
        "sessions": [{**asdict(one), "ends_at": one.ends_at.isoformat()} for one in opened],
        "missing": [role for role in roles if role not in found],
    }


def _workspace(org: str) -> UUID:
    known = every_workspace()
    if org:
        wanted = workspace_uuid(org)
        if wanted is None or wanted not in known:
            raise NotFound(f"There is no workspace {org}. /ops/tenants lists them.")
        return wanted
    if len(known) != 1:
        raise NotFound("Name one of the workspaces with --workspace; /ops/tenants lists them.")
    return known[0]


def _members(workspace_id: UUID) -> Iterator[AuditSignIn]:
    with scope(workspace_id):
        workspace = Workspace.objects.get(id=workspace_id)
        seats = Member.objects.filter(active=True, person__is_active=True).order_by("id")
        for role in Role.values:
            able = (it for it in seats.filter(role=role).select_related("person"))
            seat = next((it for it in able if held_back(it.person) is None), None)
            if seat is None:
                continue
            key, ends_at = open_reading_sign_in(seat.person)
            thing = Thing("member", str(seat.id), seat.person.name, seat.person.id)
            minutes = int(READS_AT_MOST.total_seconds() // 60)
            record(_COMMAND_LINE, Act.AUDITED, thing, {"minutes": minutes})
            yield AuditSignIn(role, seat.person.login, key, workspace.org, ends_at)


def _an_operator() -> Iterator[AuditSignIn]:
    for person in operators():
        if _can_enter(person):
            key, ends_at = open_reading_sign_in(person)
            yield AuditSignIn(OPERATOR, person.login, key, "", ends_at)
            return


def _can_enter(person: Person) -> bool:
    return person.is_active and held_back(person) is None
