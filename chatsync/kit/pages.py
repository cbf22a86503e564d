"""Keyset pages: a cursor says where the last page ended, so that moving rows are not repeated."""

import base64
import json
from binascii import Error as NotBase64
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TypeVar
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from chatsync.kit.errors import Invalid

DEFAULT_LIMIT = 50
MAX_LIMIT = 100

_Row = TypeVar("_Row")


@dataclass(frozen=True)
class Place:
    """Where a page ended: the sort value of its last row (time or nothing), and the row's id."""

    at: datetime | None
    id: UUID


def cursor_of(place: Place) -> str:
    """An opaque text for the reader; it holds nothing that the page did not show."""
    said = [place.at.isoformat() if place.at else None, str(place.id)]
    return base64.urlsafe_b64encode(json.dumps(said).encode()).decode().rstrip("=")


def read_cursor(cursor: str | None) -> Place | None:
    """The place a cursor names. Raises Invalid for a text that we did not write."""
    if not cursor:
        return None
    try:
        padded = cursor.encode("ascii") + b"=" * (-len(cursor) % 4)
        at, row_id = json.loads(base64.b64decode(padded, altchars=b"-_", validate=True))
        moment = None if at is None else datetime.fromisoformat(at)
        place = Place(moment, UUID(row_id))
    except (NotBase64, ValueError, TypeError, AttributeError, RecursionError):
        raise _wrong_cursor() from None
    if moment is not None and moment.tzinfo is None:
        raise _wrong_cursor()
    return place


def _wrong_cursor() -> Invalid:
    said = _("This cursor is not one of ours. Start again without a cursor.")
    return Invalid(said, errors=[{"loc": "cursor", "msg": said}])


def cut(
    rows: Sequence[_Row], limit: int, place_of: Callable[[_Row], Place]
) -> tuple[list[_Row], str | None]:
    """A page of at most `limit` from rows read one too many, and the cursor of the next."""
    page = list(rows[:limit])
    more = len(rows) > limit
    return page, cursor_of(place_of(page[-1])) if more else None


def one_more(limit: int) -> int:
    """How many rows to read so that `cut` knows whether another page follows."""
    return limit + 1
