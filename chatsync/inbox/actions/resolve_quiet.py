"""Resolving by itself what nobody has written in for as many days as the workspace chose."""

from datetime import timedelta
from uuid import UUID

from django.db import connection

from chatsync.inbox.actions.close import close
from chatsync.inbox.actions.hold import hold_many
from chatsync.inbox.actions.tell import tell
from chatsync.inbox.queries.attendance import resolving
from chatsync.kit.clock import now
from chatsync.kit.tenancy import scope

_AT_ONCE = 200
_TURNS = 10
"""Batches of one workspace in one run: the others come to their turn."""

_RULES = """
  SELECT r.resolve_after_days, r.resolve_unanswered FROM inbox_rules r
  JOIN workspaces_workspace w ON w.id = r.workspace_id
  WHERE r.workspace_id = %s AND r.resolve_after_days IS NOT NULL
    AND w.status = 'active' AND w.closed_at IS NULL
"""
# A message that came late bears an old time of its own, and one that was woken or reopened may have
# an old last message: neither is quiet before it was so for as long.
_QUIET = """
  SELECT c.id FROM inbox_conversation c
  WHERE c.workspace_id = %(workspace)s AND c.status = 'open' AND c.last_message_at < %(before)s
    AND (%(unanswered)s OR (c.last_direction = 'out' AND c.waiting_since IS NULL))
    AND NOT EXISTS (SELECT FROM inbox_message m WHERE m.workspace_id = c.workspace_id
      AND m.id = c.last_message_id AND m.stored_at >= %(before)s)
    AND NOT EXISTS (SELECT FROM inbox_historyline h WHERE h.workspace_id = c.workspace_id
      AND h.conversation_id = c.id AND h.at >= %(before)s AND h.kind IN ('woken', 'reopened'))
  ORDER BY c.last_message_at, c.id LIMIT %(most)s
  FOR NO KEY UPDATE OF c SKIP LOCKED
"""


def resolve_quiet() -> int:
    """Resolve what is quiet for too long, in every workspace that wishes it; returns how many.

    Safe to repeat. Snoozed ones stay, and those that wait for an answer unless an owner chose so.
    A customer who writes opens theirs again.
    """
    return sum(_all_of(workspace_id) for workspace_id in resolving())


def _all_of(workspace_id: UUID) -> int:
    resolved = 0
    for _turn in range(_TURNS):
        batch = _batch(workspace_id)
        resolved += batch
        if batch < _AT_ONCE:
            break
    return resolved


def _batch(workspace_id: UUID) -> int:
    with scope(workspace_id), connection.cursor() as cursor:
        hold_many()
        cursor.execute(_RULES, [workspace_id])
        row = cursor.fetchone()
        if row is None:
            return 0
        days, unanswered = row
        asked = {
            "workspace": workspace_id,
            "before": now() - timedelta(days=days),
            "unanswered": unanswered,
            "most": _AT_ONCE,
        }
        cursor.execute(_QUIET, asked)
        quiet = [found[0] for found in cursor.fetchall()]
        if quiet:
            close(quiet, actor_id=None)
            tell(conversations=quiet)
    return len(quiet)
