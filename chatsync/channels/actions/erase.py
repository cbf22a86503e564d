"""Erasing a customer from what WhatsApp sent raw."""

from collections.abc import Sequence
from uuid import UUID

from django.db import connection

from chatsync.channels.models import Number
from chatsync.kit.tenancy import current_workspace

_SHORTEST_MARK = 6
"""Shorter addresses would be found in what is about others."""

_SAID = """
  AND EXISTS (SELECT FROM unnest(%s::text[]) AS mark (value)
    WHERE position(convert_to(mark.value, 'UTF8') IN r.raw) > 0)
"""
_PARKED = f"DELETE FROM channels_parked r WHERE r.workspace_id = %s {_SAID}"  # noqa: S608
_NEWS = f"DELETE FROM channels_accountupdate r WHERE r.workspace_id = %s {_SAID}"  # noqa: S608
_UNROUTED = f"DELETE FROM channels_unrouted r WHERE r.phone_number_id = ANY(%s) {_SAID}"  # noqa: S608


def erase_raw(marks: Sequence[str]) -> dict[str, int]:
    """Delete raw updates of the open scope that name one of these addresses; returns how many."""
    long_enough = [mark for mark in marks if len(mark) >= _SHORTEST_MARK]
    if not long_enough:
        return {}
    mine = list(Number.objects.values_list("phone_number_id", flat=True))
    return {
        "parked": _deleted(_PARKED, current_workspace(), long_enough),
        "news": _deleted(_NEWS, current_workspace(), long_enough),
        "unrouted": _deleted(_UNROUTED, mine, long_enough),
    }


def _deleted(sql: str, whose: UUID | list[str], marks: list[str]) -> int:
    with connection.cursor() as cursor:
        cursor.execute(sql, [whose, marks])
        return int(cursor.rowcount)
