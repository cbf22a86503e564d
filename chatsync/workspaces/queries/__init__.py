"""Reading tenants: a person's workspaces, members, keys, and who stands at the door."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db import connection

from chatsync.accounts.models import Person
from chatsync.kit.build import build_id
from chatsync.kit.ids import org_id
from chatsync.kit.pages import Place, cut, one_more
from chatsync.kit.problem import absent
from chatsync.kit.tenancy import scope
from chatsync.realtime.models import Counter, Epoch
from chatsync.workspaces.access import Access
from chatsync.workspaces.models import ApiKey, Workspace
from chatsync.workspaces.queries.step_ins import looked_into_by, step_ins_told
from chatsync.workspaces.schemas import (
    ApiKeyOut,
    ApiKeyPage,
    ClosingOut,
    Me,
    MemberOut,
    MemberPage,
    MyMembership,
    MyPerson,
    MyWorkspace,
    RealtimePlace,
    StandingOut,
    WorkspaceRef,
)

_MEMBERS = """
  SELECT m.id, p.name, m.role, m.active, m.joined_at FROM workspaces_member m
  JOIN accounts_person p ON p.id = m.person_id
  WHERE m.workspace_id = %s
"""
KEY_RATE = 200
"""Requests per second that one key may make over time."""
KEY_BURST = 1000
"""Requests that one key may make at once after a rest."""
_KNOCK = f"""
  WITH found AS (SELECT workspace_id, key_id FROM chatsync_api_key(%s)),
  admitted AS (
    INSERT INTO workspaces_keypace AS p (key_id, due_at)
    SELECT key_id, now() + interval '1 second' / {KEY_RATE} FROM found
    ON CONFLICT (key_id) DO UPDATE
    SET due_at = greatest(p.due_at, now()) + interval '1 second' / {KEY_RATE}
    WHERE p.due_at <= now() + interval '1 second' * {KEY_BURST} / {KEY_RATE}
    RETURNING p.key_id
  )
  SELECT workspace_id, key_id, EXISTS (SELECT FROM admitted) FROM found
"""  # noqa: S608


@dataclass(frozen=True, slots=True)
class Knock:
    """A known key at the door, and whether its pace lets it in."""

    workspace_id: UUID
    key_id: UUID
    admitted: bool


def knock(digest: bytes) -> Knock | None:
    """Find a key by its digest and count the request, in one atomic statement.

    The pace is a leaky bucket kept as one moment per key (generic cell rate algorithm): parallel
    requests cannot slip through together.
    """
    with connection.cursor() as cursor:
        cursor.execute(_KNOCK, [digest])
        row = cursor.fetchone()
    return Knock(*row) if row else None


def seats_of(person_id: UUID) -> list[UUID]:
    """The workspaces in which a person has a seat, the first joined first."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT workspace_id FROM chatsync_memberships(%s)", [person_id])
        return [row[0] for row in cursor.fetchall()]


def workspaces_of(person_id: UUID) -> list[WorkspaceRef]:
    """The workspaces of a person: an active member's, the first joined first, then those into
    which they look as an operator."""
    ids = seats_of(person_id)
    ids += [found_id for found_id in looked_into_by(person_id) if found_id not in ids]
    named: list[tuple[UUID, str]] = []
    for workspace_id in ids:
        with scope(workspace_id):
            named += Workspace.objects.filter(id=workspace_id).values_list("id", "name")
    return [WorkspaceRef(id=org_id(found_id), name=name) for found_id, name in named]


def me(access: Access) -> Me:
    """Who asks, where, with which rights, and from which push on to listen."""
    with scope(access.workspace_id):
        # The number comes first: what is committed between the two reads is then told again.
        counter = Counter.objects.filter(workspace_id=access.workspace_id).first()
        workspace = Workspace.objects.get(id=access.workspace_id)
        person = Person.objects.get(id=access.person_id)
    return Me(
        person=MyPerson(id=person.id, name=person.name, login=person.login, email=person.email),
        workspace=MyWorkspace.model_validate(
            {
                "id": workspace.org,
                "name": workspace.name,
                "time_zone": workspace.time_zone,
                "locale": workspace.locale,
                "visibility": workspace.visibility,
                "status": workspace.standing,
                "reason": workspace.suspension_reason or None,
                "purge_at": workspace.purge_at,
            }
        ),
        member=MyMembership.model_validate(
            {
                "id": access.member_id,
                "role": access.role,
                "capabilities": sorted(access.capabilities),
            }
        ),
        step_ins=step_ins_told(access.workspace_id),
        workspaces=workspaces_of(access.person_id),
        realtime=RealtimePlace(
            epoch=Epoch.objects.get(id=1).epoch, seq=counter.seq if counter else 0
        ),
        version=build_id(),
    )


def standing(access: Access) -> StandingOut:
    """How the workspace stood, what the asker might do when the request came in, who looks in."""
    return StandingOut.model_validate(
        {
            "status": access.status,
            "reason": access.reason or None,
            "purge_at": access.purge_at,
            "role": access.role,
            "capabilities": sorted(access.capabilities),
            "step_ins": step_ins_told(access.workspace_id),
        }
    )


def closing(access: Access) -> ClosingOut:
    """Whether the workspace is closed, and when it is deleted."""
    with scope(access.workspace_id):
        workspace = Workspace.objects.get(id=access.workspace_id)
    return ClosingOut(closed_at=workspace.closed_at, purge_at=workspace.purge_at)


def member_page(access: Access, after: Place | None, limit: int) -> MemberPage:
    """Active members, the longest-standing first."""
    sql, values = f"{_MEMBERS} AND m.active", [access.workspace_id]
    if after:
        sql, values = f"{sql} AND m.id > %s", [*values, after.id]
    rows = _rows(access, f"{sql} ORDER BY m.id LIMIT %s", [*values, one_more(limit)])
    page, cursor = cut(rows, limit, lambda row: Place(None, row[0]))
    return MemberPage(items=[_member(row) for row in page], next_cursor=cursor)


def member(access: Access, member_id: UUID) -> MemberOut:
    """One member, a former one too. Raises NotFound."""
    rows = _rows(access, f"{_MEMBERS} AND m.id = %s", [access.workspace_id, member_id])
    if not rows:
        raise absent()
    return _member(rows[0])


def api_key_page(access: Access, after: Place | None, limit: int) -> ApiKeyPage:
    """Keys that work, the newest first; never their secret part."""
    with scope(access.workspace_id):
        keys = ApiKey.objects.filter(revoked_at__isnull=True).order_by("-id")
        if after:
            keys = keys.filter(id__lt=after.id)
        rows = list(keys[: one_more(limit)])
    page, cursor = cut(rows, limit, lambda key: Place(None, key.id))
    return ApiKeyPage(items=[ApiKeyOut.model_validate(key) for key in page], next_cursor=cursor)


def _rows(access: Access, sql: str, values: Sequence[Any]) -> list[Any]:
    with scope(access.workspace_id), connection.cursor() as cursor:
        cursor.execute(sql, values)
        rows: list[Any] = cursor.fetchall()
    return rows


def _member(row: Sequence[Any]) -> MemberOut:
    return MemberOut(id=row[0], name=row[1], role=row[2], active=row[3], joined_at=row[4])
