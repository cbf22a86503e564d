"""Where parked updates lie, over all workspaces, and why: ids and times, never what they say."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any
from uuid import UUID

from django.db import connection
from django.db.models import Q, QuerySet

from chatsync.channels.models import Unrouted
from chatsync.kit.pages import Place

NO_NUMBER = "No connected number has this phone-number id."
FOREIGN_APP = "The number is connected to another Meta app than the one that signed this."
NOT_STORED = "Could not be stored: "
_WRONG_PARTS = "Parts of another type than expected: "

_PLACES = "SELECT workspace_id, parked_id, parked_at FROM chatsync_parked(%s, %s, %s, %s, %s, %s)"
_COUNT = "SELECT count(*) FROM chatsync_parked(%s, %s, %s, %s, %s, %s)"


class Cause(StrEnum):
    """Why an update is parked. The rows keep a sentence; its beginning tells the cause."""

    NO_NUMBER = "no-number"
    FOREIGN_APP = "foreign-app"
    NOT_STORED = "not-stored"
    WRONG_PARTS = "wrong-parts"
    UNREADABLE = "unreadable"


_HEADS = {
    Cause.NO_NUMBER: NO_NUMBER,
    Cause.FOREIGN_APP: FOREIGN_APP,
    Cause.NOT_STORED: NOT_STORED,
    Cause.WRONG_PARTS: _WRONG_PARTS,
}


@dataclass(frozen=True)
class Wanted:
    """Which parked updates are asked for: of one cause, of one workspace, or of none at all."""

    cause: Cause | None = None
    workspace_id: UUID | None = None
    homeless: bool = False


@dataclass(frozen=True)
class Spot:
    """One parked update: the workspace that holds it (None: nobody's), its id, when it came."""

    workspace_id: UUID | None
    id: UUID
    at: datetime


def cause_of(reason: str) -> Cause:
    """The cause behind a stored reason; what is none of the known ones could not be read."""
    for cause, head in _HEADS.items():
        if reason.startswith(head):
            return cause
    return Cause.UNREADABLE


def spots(wanted: Wanted, after: Place | None, most: int) -> list[Spot]:
    """The newest `most` after a place, workspaces' and nobody's in one order."""
    found: list[Spot] = []
    if not wanted.homeless:
        with connection.cursor() as cursor:
            cursor.execute(_PLACES, _asked(wanted, after, most))
            found += [Spot(*row) for row in cursor.fetchall()]
    if wanted.workspace_id is None:
        rows = _homeless(wanted, after).order_by("-at", "-id").values_list("id", "at")
        found += [Spot(None, *row) for row in rows[:most]]
    return sorted(found, key=lambda spot: (spot.at, spot.id), reverse=True)[:most]


def count(wanted: Wanted, most: int) -> int:
    """How many there are, counted up to `most`."""
    found = 0
    if not wanted.homeless:
        with connection.cursor() as cursor:
            cursor.execute(_COUNT, _asked(wanted, None, most))
            found += cursor.fetchone()[0]
    if wanted.workspace_id is None:
        found += _homeless(wanted, None)[:most].count()
    return min(found, most)


def _asked(wanted: Wanted, after: Place | None, most: int) -> list[Any]:
    heads, others = _heads(wanted.cause)
    place = [after.at, after.id] if after else [None, None]
    return [wanted.workspace_id, heads, others, *place, most]


def _heads(cause: Cause | None) -> tuple[list[str], bool]:
    """Beginnings of the reasons, and whether every other reason is meant instead."""
    if cause is None:
        return [], True
    if cause in _HEADS:
        return [_HEADS[cause]], False
    return list(_HEADS.values()), True


def _homeless(wanted: Wanted, after: Place | None) -> QuerySet[Unrouted]:
    heads, others = _heads(wanted.cause)
    begun = Q(pk__in=[])
    for head in heads:
        begun |= Q(reason__startswith=head)
    rows = Unrouted.objects.filter(~begun if others else begun)
    if after:
        rows = rows.filter(Q(at__lt=after.at) | Q(at=after.at, id__lt=after.id))
    return rows
