"""Who is there to be given conversations, and what a workspace has chosen about giving out."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Any
from uuid import UUID

from django.db import connection

from chatsync.inbox.models import Attendance, Giving, Rules
from chatsync.inbox.schemas import MemberRef
from chatsync.inbox.schemas.giving import (
    AttendanceOut,
    AttendancePage,
    OwnAttendanceOut,
    RulesOut,
)
from chatsync.kit.clock import now
from chatsync.kit.tenancy import current_workspace, scope
from chatsync.workspaces.access import Access
from chatsync.workspaces.capabilities import Can, roles_with

PRESENT_FOR = timedelta(minutes=2)
"""How long somebody counts as present after a page of theirs was last connected: long enough for a
phone that changes networks."""

_RULES = """
  SELECT r.open_limit, r.leads_too, r.pass_on_after_minutes FROM inbox_rules r
  JOIN workspaces_workspace w ON w.id = r.workspace_id
  WHERE r.workspace_id = %s AND r.giving = 'in_turn'
    AND w.status = 'active' AND w.closed_at IS NULL
"""
_TEAM = """
  SELECT m.id, p.name, a.seen_at >= %s, coalesce(a.is_away, false), a.given_at,
    (SELECT count(*) FROM inbox_conversation c WHERE c.workspace_id = m.workspace_id
      AND c.assignee_id = m.id AND c.status = 'open')
  FROM workspaces_member m
  JOIN accounts_person p ON p.id = m.person_id AND p.is_active
  LEFT JOIN inbox_attendance a ON a.workspace_id = m.workspace_id AND a.member_id = m.id
  WHERE m.workspace_id = %s AND m.active AND m.role = ANY (%s)
  ORDER BY a.given_at NULLS FIRST, m.id
"""


@dataclass(frozen=True)
class InTurn:
    """How conversations are given out here. `roles`: whose turn comes at all. `pass_on_after`: how
    long a holder may be missing while a customer waits."""

    open_limit: int | None
    roles: Sequence[str]
    pass_on_after: timedelta | None

    def has_room(self, open_now: int) -> bool:
        return self.open_limit is None or open_now < self.open_limit


def giving_in_turn(workspaces: Iterable[UUID]) -> set[UUID]:
    """Those of the workspaces in which conversations are given out in turn."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT workspace_id FROM chatsync_giving_in_turn(%s)", [list(workspaces)])
        return {row[0] for row in cursor.fetchall()}


def turns_due() -> list[UUID]:
    """The workspaces where somebody waits in nobody's hands, or in the hands of somebody who is
    missing too long, and somebody is there to be given."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT workspace_id FROM chatsync_turns_due(%s)", [now() - PRESENT_FOR])
        return [row[0] for row in cursor.fetchall()]


def resolving() -> list[UUID]:
    """The workspaces in which conversations are resolved by themselves."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT workspace_id FROM chatsync_resolving()")
        return [row[0] for row in cursor.fetchall()]


def in_turn_now() -> InTurn | None:
    """How the open scope's conversations are given out; None where by hand, or where nothing may
    be changed: suspended, paused or closed."""
    with connection.cursor() as cursor:
        cursor.execute(_RULES, [current_workspace()])
        row = cursor.fetchone()
    return _in_turn(*row) if row else None


def rules(access: Access) -> RulesOut:
    """What the workspace has chosen."""
    with scope(access.workspace_id):
        return RulesOut.model_validate(Rules.objects.first() or Rules())


def own_attendance(access: Access) -> OwnAttendanceOut:
    """Whether conversations are given out here, and whether one is away."""
    with scope(access.workspace_id):
        giving = Rules.objects.values_list("giving", flat=True).first() or Giving.BY_HAND
        mine = Attendance.objects.filter(member_id=access.member_id).first()
    return OwnAttendanceOut.model_validate({"giving": giving, "away": bool(mine and mine.is_away)})


def attendance(access: Access) -> AttendancePage:
    """Whose turn comes, the next one first: who is there, away, and how much they hold."""
    with scope(access.workspace_id), connection.cursor() as cursor:
        chosen = Rules.objects.first() or Rules()
        turn = _in_turn(chosen.open_limit, chosen.leads_too, chosen.pass_on_after_minutes)
        cursor.execute(_TEAM, [now() - PRESENT_FOR, access.workspace_id, list(turn.roles)])
        rows = cursor.fetchall()
    return AttendancePage(items=[_line(row, turn) for row in rows], next_cursor=None)


def _in_turn(open_limit: int | None, leads_too: bool, minutes: int | None) -> InTurn:
    roles = roles_with(Can.TAKE, without=None if leads_too else Can.ASSIGN)
    return InTurn(open_limit, roles, None if minutes is None else timedelta(minutes=minutes))


def _line(row: Sequence[Any], turn: InTurn) -> AttendanceOut:
    return AttendanceOut(
        id=row[0],
        member=MemberRef(id=row[0], name=row[1]),
        present=bool(row[2]),
        away=row[3],
        given_at=row[4],
        open=row[5],
        full=not turn.has_room(row[5]),
    )
