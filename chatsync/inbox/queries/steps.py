"""How far a message of ours came, step by step."""

from datetime import datetime
from uuid import UUID

from django.db import connection

from chatsync.inbox.models import RANK, MessageStatus
from chatsync.inbox.queries.shapes import made
from chatsync.inbox.queries.threads import demand_visible
from chatsync.inbox.schemas.steps import StepOut, StepsOut
from chatsync.kit.problem import absent
from chatsync.kit.tenancy import scope
from chatsync.workspaces.access import Access

_OURS = """
  SELECT m.direction, m.origin, m.stored_at, m.settled_as, m.settled_at, m.number_id, m.wamid
  FROM inbox_message m WHERE m.workspace_id = %s AND m.conversation_id = %s AND m.id = %s
"""
_REPORTED = """
  SELECT s.status, s.at FROM inbox_statusreport s
  WHERE s.workspace_id = %s AND s.number_id = %s AND s.wamid = %s AND s.rank >= 0
"""


def steps(access: Access, conversation_id: UUID, message_id: UUID) -> StepsOut:
    """The steps of a message in a visible conversation, in order. Raises NotFound.

    Queued and settled are our own times, the others those that Meta reported (whole seconds).
    """
    with scope(access.workspace_id), connection.cursor() as cursor:
        demand_visible(access, conversation_id)
        cursor.execute(_OURS, [access.workspace_id, conversation_id, message_id])
        row = cursor.fetchone()
        if row is None:
            raise absent()
        direction, origin, stored_at, settled_as, settled_at, number_id, wamid = row
        cursor.execute(_REPORTED, [access.workspace_id, number_id, wamid])
        known: dict[str, datetime] = dict(cursor.fetchall())
    if direction == "in":
        known[MessageStatus.RECEIVED] = stored_at
    elif origin == "live":
        known[MessageStatus.QUEUED] = stored_at
    if settled_at:
        known.setdefault(settled_as, settled_at)
    ordered = sorted(known.items(), key=lambda step: RANK[step[0]])
    return StepsOut.model_construct(
        steps=[made(StepOut, status=status, at=at) for status, at in ordered]
    )
