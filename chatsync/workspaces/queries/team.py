"""Reading seats and invitations."""

from dataclasses import dataclass
from datetime import timedelta
from uuid import UUID

from django.db import connection

from chatsync.accounts.factors import with_second_factor
from chatsync.accounts.session_limits import Limits, modes_offered
from chatsync.kit.clock import now
from chatsync.kit.pages import Place, cut, one_more
from chatsync.kit.tenancy import scope
from chatsync.workspaces.access import Access
from chatsync.workspaces.models import Invitation, Member, Workspace
from chatsync.workspaces.schemas import (
    InvitationOut,
    InvitationPage,
    PlainSettings,
    SeatOut,
    SettingsOut,
    Team,
)
from chatsync.workspaces.standing import is_shut
from chatsync.workspaces.tokens import digest_of_token, workspace_in

_ELSEWHERE = """
  SELECT asked.id FROM unnest(%s::uuid[]) AS asked (id)
  WHERE EXISTS (SELECT FROM chatsync_memberships(asked.id) m WHERE m.workspace_id <> %s)
"""


@dataclass(frozen=True)
class Offer:
    """What an invitation that works offers. `email`: only this address may accept.

    `frozen`: suspended or closed, so nobody may join now.
    """

    workspace_id: UUID
    workspace_name: str
    role: str
    email: str | None
    frozen: bool


def offer_of(token: str) -> Offer | None:
    """What a token offers; None for one that is unknown, used, revoked or expired."""
    workspace_id = workspace_in(token)
    if workspace_id is None:
        return None
    with scope(workspace_id):
        found = Invitation.objects.filter(
            digest=digest_of_token(token), accepted_at=None, revoked_at=None, expires_at__gt=now()
        ).first()
        workspace = Workspace.objects.filter(id=workspace_id).first()
    if found is None or workspace is None:
        return None
    return Offer(workspace_id, workspace.name, found.role, found.email, is_shut(workspace))


def team(access: Access) -> Team:
    """Everybody with a seat, the longest-standing first."""
    with scope(access.workspace_id):
        workspace = Workspace.objects.get(id=access.workspace_id)
        seats = list(Member.objects.filter(active=True).select_related("person").order_by("id"))
        people = [seat.person_id for seat in seats]
        elsewhere = people_elsewhere(people, access.workspace_id)
    secured = with_second_factor(people)
    return Team(
        items=[_seat(seat, elsewhere, secured) for seat in seats],
        staff_limit=workspace.staff_limit,
    )


def people_elsewhere(people: list[UUID], workspace_id: UUID) -> set[UUID]:
    """Those of the people who are members of another workspace too."""
    with connection.cursor() as cursor:
        cursor.execute(_ELSEWHERE, [people, workspace_id])
        return {row[0] for row in cursor.fetchall()}


def invitation_page(access: Access, after: Place | None, limit: int) -> InvitationPage:
    """Invitations that nobody accepted yet, expired ones too, the newest first."""
    with scope(access.workspace_id):
        waiting = Invitation.objects.filter(accepted_at=None, revoked_at=None).order_by("-id")
        if after:
            waiting = waiting.filter(id__lt=after.id)
        rows = list(waiting[: one_more(limit)])
    page, cursor = cut(rows, limit, lambda row: Place(None, row.id))
    items = [InvitationOut.model_validate(row) for row in page]
    return InvitationPage(items=items, next_cursor=cursor)


def settings_of(access: Access) -> SettingsOut:
    """What the workspace's owner may set."""
    with scope(access.workspace_id):
        workspace = Workspace.objects.get(id=access.workspace_id)
    offered = modes_offered()
    mode = workspace.session_mode if workspace.session_mode in offered else "strict"
    return SettingsOut.model_validate(
        {
            **PlainSettings.model_validate(workspace).model_dump(),
            "session_mode": mode,
            "session_modes": [_times(name, its) for name, its in offered.items()],
            "requires_factor": workspace.requires_factor,
        }
    )


def _times(mode: str, its: Limits) -> dict[str, object]:
    hour = timedelta(hours=1)
    return {
        "mode": mode,
        "idle_minutes": its.idle // timedelta(minutes=1),
        "hours": its.absolute // hour,
        "hours_by_password": its.absolute_by_password // hour,
    }


def _seat(seat: Member, elsewhere: set[UUID], secured: set[UUID]) -> SeatOut:
    person = seat.person
    alone = person.id not in elsewhere and not person.email and not person.is_operator
    return SeatOut.model_validate(
        {
            "id": seat.id,
            "name": person.name,
            "role": seat.role,
            "active": seat.active,
            "joined_at": seat.joined_at,
            "login": person.login,
            "email": person.email,
            "password_resettable": alone,
            "has_factor": person.id in secured,
        }
    )
