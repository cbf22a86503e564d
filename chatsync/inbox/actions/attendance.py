"""Noting who is there to be given conversations, and who says that they are away."""

from collections.abc import Collection, Mapping
from uuid import UUID

from django.db import connection

from chatsync.inbox.queries.attendance import giving_in_turn
from chatsync.kit.clock import now
from chatsync.kit.ids import uuid7
from chatsync.kit.tenancy import scope
from chatsync.workspaces.access import Access

_NOTE = """
  INSERT INTO inbox_attendance (id, workspace_id, member_id, seen_at, is_away)
  SELECT t.id, m.workspace_id, m.id, %s, false
  FROM unnest(%s::uuid[], %s::uuid[]) AS t (id, member_id)
  JOIN workspaces_member m ON m.workspace_id = %s AND m.id = t.member_id AND m.active
  ORDER BY m.id
  ON CONFLICT (workspace_id, member_id) DO UPDATE SET seen_at = excluded.seen_at
"""
_STEP_ASIDE = """
  INSERT INTO inbox_attendance (id, workspace_id, member_id, seen_at, is_away)
  VALUES (%s, %s, %s, %s, %s)
  ON CONFLICT (workspace_id, member_id) DO UPDATE
  SET is_away = excluded.is_away, seen_at = coalesce(excluded.seen_at, inbox_attendance.seen_at)
"""


def note_present(present: Mapping[UUID, Collection[UUID]]) -> set[UUID]:
    """Note that pages of these members are connected now, by workspace.

    Nothing is written where conversations are given out by hand. Returns the workspaces in which
    it was noted. Rows are written in the order in which giving out locks them.
    """
    noted = giving_in_turn(present)
    for workspace_id in noted:
        members = sorted(present[workspace_id])
        with scope(workspace_id), connection.cursor() as cursor:
            cursor.execute(_NOTE, [now(), [uuid7() for _ in members], members, workspace_id])
    return noted


def set_away(access: Access, *, away: bool) -> None:
    """Be given no conversations until one says that one is back; again changes nothing.

    Giving out holds the same row: either it came first and the conversation is theirs, or it sees
    that they are away. Coming back counts as being there.
    """
    with scope(access.workspace_id), connection.cursor() as cursor:
        seen_at = None if away else now()
        cursor.execute(_STEP_ASIDE, [uuid7(), access.workspace_id, access.member_id, seen_at, away])
