"""Who asks, in which workspace, with which rights: settled once per request."""

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Literal
from uuid import UUID

from django.db import connection
from django.utils.translation import gettext_lazy as _

from chatsync.kit.clock import now
from chatsync.kit.errors import Forbidden
from chatsync.kit.tenancy import scope
from chatsync.workspaces.capabilities import LOOKING, Can, granted
from chatsync.workspaces.models import CLOSING_GRACE, Visibility, WorkspaceStatus

Via = Literal["session", "key", "step_in", "audit"]

_MEMBERSHIP = """
  SELECT m.id, m.person_id, m.role, w.visibility, w.hide_phones_from_agents,
    CASE WHEN w.closed_at IS NULL THEN w.status ELSE 'closing' END, w.suspension_reason,
    w.has_api, w.closed_at
  FROM workspaces_member m
  JOIN workspaces_workspace w ON w.id = m.workspace_id
  JOIN accounts_person p ON p.id = m.person_id AND p.is_active
"""
_STEP_IN = """
  SELECT s.id, s.person_id, 'operator', w.visibility, false,
    CASE WHEN w.closed_at IS NULL THEN w.status ELSE 'closing' END, w.suspension_reason,
    w.has_api, w.closed_at
  FROM workspaces_stepin s
  JOIN workspaces_workspace w ON w.id = s.workspace_id
  JOIN accounts_person p ON p.id = s.person_id AND p.is_active AND p.is_operator
  WHERE s.workspace_id = %s AND s.person_id = %s AND s.ended_at IS NULL AND s.ends_at > now()
"""
_NOTED_EVERY = timedelta(minutes=1)


@dataclass(frozen=True, slots=True)
class Access:
    """A member's rights in one workspace, for one request; or an operator's who stepped in."""

    person_id: UUID
    member_id: UUID
    """The seat; of a step-in its own id, which no seat has, so that nothing is theirs."""
    workspace_id: UUID
    role: str
    capabilities: frozenset[Can]
    visibility: str
    via: Via
    place: str = field(default="", compare=False)
    """Network and browser of the request, for the audit log; empty where there is none."""
    status: str = field(default=WorkspaceStatus.ACTIVE, compare=False)
    """How the workspace stood when the request came in; pages are told of it by a push."""
    reason: str = field(default="", compare=False)
    """Why it is suspended; empty where it is not."""
    has_api: bool = field(default=True, compare=False)
    """Whether its plan lets keys in."""
    purge_at: datetime | None = field(default=None, compare=False)
    """When it is deleted; None where it is not closed."""

    def may(self, capability: Can) -> bool:
        return capability in self.capabilities

    def demand(self, capability: Can) -> None:
        """Raises Forbidden when the member lacks the capability."""
        if capability not in self.capabilities:
            raise Forbidden(
                _("Your role does not allow this. Ask an owner of the workspace to do it.")
            )

    @property
    def only_looks(self) -> bool:
        """Whether an operator stepped in, or the audit looks: nothing may be changed."""
        return self.via in {"step_in", "audit"}

    @property
    def sees_all(self) -> bool:
        """Whether every conversation of the workspace is visible."""
        return self.visibility == Visibility.ALL or Can.SEE_ALL in self.capabilities

    @property
    def sees_unassigned(self) -> bool:
        return self.sees_all or self.visibility == Visibility.OWN_UNASSIGNED

    def sees(self, assignee_id: UUID | None) -> bool:
        """Whether a conversation with this holder (None: nobody) is visible."""
        if assignee_id is None:
            return self.sees_unassigned
        return self.sees_all or assignee_id == self.member_id


def access_of_person(person_id: UUID, workspace_id: UUID) -> Access | None:
    """The rights of a signed-in person in a workspace, as a member or by a running step-in.

    None where they have neither.
    """
    with scope(workspace_id), connection.cursor() as cursor:
        cursor.execute(
            f"{_MEMBERSHIP} WHERE m.workspace_id = %s AND m.person_id = %s AND m.active",
            [workspace_id, person_id],
        )
        row = cursor.fetchone()
        if row:
            return _access(row, workspace_id, "session")
        cursor.execute(_STEP_IN, [workspace_id, person_id])
        row = cursor.fetchone()
    return _access(row, workspace_id, "step_in") if row else None


def access_of_key(key_id: UUID, workspace_id: UUID) -> Access | None:
    """The rights behind an API key: its maker's, as they are now."""
    with scope(workspace_id), connection.cursor() as cursor:
        cursor.execute(
            "SELECT s.*, k.last_used_at FROM workspaces_apikey k "  # noqa: S608
            f"JOIN ({_MEMBERSHIP} WHERE m.active) AS s ON s.id = k.member_id "
            "WHERE k.workspace_id = %s AND k.id = %s AND k.revoked_at IS NULL",
            [workspace_id, key_id],
        )
        row = cursor.fetchone()
        if row:
            _note_use(key_id, row[-1])
    return _access(row[:-1], workspace_id, "key") if row else None


def _access(
    row: tuple[UUID, UUID, str, str, bool, str, str, bool, datetime | None],
    workspace_id: UUID,
    via: Via,
) -> Access:
    member_id, person_id, role, visibility, hides_phones, status, reason, has_api, closed_at = row
    return Access(
        person_id=person_id,
        member_id=member_id,
        workspace_id=workspace_id,
        role=role,
        capabilities=LOOKING if via == "step_in" else granted(role, hides_phones=hides_phones),
        visibility=visibility,
        via=via,
        status=status,
        reason=reason,
        has_api=has_api,
        purge_at=closed_at + CLOSING_GRACE if closed_at else None,
    )


def _note_use(key_id: UUID, noted_at: datetime | None) -> None:
    """A write per request would cost more than the request."""
    if noted_at and now() - noted_at < _NOTED_EVERY:
        return
    with connection.cursor() as cursor:
        cursor.execute(
            "UPDATE workspaces_apikey SET last_used_at = %s WHERE id = %s", [now(), key_id]
        )
