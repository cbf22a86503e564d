"""Counting customers for billing, which knows no messages."""

from datetime import datetime

from django.db import connection

from chatsync.kit.tenancy import current_workspace

_WROTE = """
SELECT count(*) FROM (
  SELECT DISTINCT c.contact_id FROM inbox_message m
  JOIN inbox_conversation c ON c.workspace_id = m.workspace_id AND c.id = m.conversation_id
  WHERE m.workspace_id = %s AND m.direction = 'in' AND m.origin = 'live' AND m.stored_at < %s
  LIMIT %s) AS customers
"""


def customers_who_wrote(before: datetime, most: int) -> int:
    """How many customers of the open scope have a live message stored before a moment, up to
    `most`: history that was imported and echoes of our own do not count."""
    with connection.cursor() as cursor:
        cursor.execute(_WROTE, [current_workspace(), before, most])
        found: int = cursor.fetchone()[0]
    return found
