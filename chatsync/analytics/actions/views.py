"""Writing down how often pages were opened."""

from collections.abc import Iterator
from dataclasses import asdict, dataclass
from datetime import datetime

from django.db import DatabaseError, connection, transaction
from psycopg_pool import PoolTimeout

from chatsync.analytics.buffer import Waiting
from chatsync.analytics.models import Grain
from chatsync.kit.db import recordset

AT_ONCE = 200
"""Kinds of one transaction."""
_COLUMNS = (
    "grain",
    "at",
    "page",
    "variant",
    "referrer",
    "utm_source",
    "utm_medium",
    "utm_campaign",
    "device",
)
_WRITE = """
    INSERT INTO analytics_pagecount (grain, at, page, variant, referrer, utm_source, utm_medium,
        utm_campaign, device, views)
    SELECT * FROM json_to_recordset(%s::json) AS told (
        grain text, at timestamptz, page text, variant text, referrer text, utm_source text,
        utm_medium text, utm_campaign text, device text, views int)
    ORDER BY 1, 2, 3, 4, 5, 6, 7, 8, 9
    ON CONFLICT (grain, at, page, variant, referrer, utm_source, utm_medium, utm_campaign, device)
    DO UPDATE SET views = analytics_pagecount.views + EXCLUDED.views
"""


@dataclass(frozen=True)
class View:
    """One kind of view in one hour."""

    hour: datetime
    page: str
    variant: str
    referrer: str
    utm_source: str
    utm_medium: str
    utm_campaign: str
    device: str


WAITING: Waiting[View] = Waiting()


def write_views() -> int:
    """Write what waits, in small pieces; returns how many views. A piece that fails waits on."""
    written = 0
    for piece in _pieces(list(WAITING.take().items())):
        try:
            with transaction.atomic(), connection.cursor() as cursor:
                cursor.execute(_WRITE, [recordset(list(_rows(piece)))])
        except (DatabaseError, PoolTimeout):
            for view, count in piece:
                WAITING.add(view, count)
            continue
        written += sum(count for _view, count in piece)
    return written


def _pieces(waiting: list[tuple[View, int]]) -> Iterator[list[tuple[View, int]]]:
    return (waiting[start : start + AT_ONCE] for start in range(0, len(waiting), AT_ONCE))


def _rows(piece: list[tuple[View, int]]) -> Iterator[dict[str, object]]:
    """Each kind once for its hour, its day and its month; a piece may hold a day twice."""
    sums: dict[tuple[object, ...], int] = {}
    for view, count in piece:
        told = asdict(view)
        hour: datetime = told.pop("hour")
        for grain, at in _stretches(hour):
            key = (grain, at.isoformat(), *told.values())
            sums[key] = sums.get(key, 0) + count
    return ({**dict(zip(_COLUMNS, key, strict=True)), "views": many} for key, many in sums.items())


def _stretches(hour: datetime) -> tuple[tuple[Grain, datetime], ...]:
    day = hour.replace(hour=0)
    return (Grain.HOUR, hour), (Grain.DAY, day), (Grain.MONTH, day.replace(day=1))


def delete_hours(before: datetime, most: int) -> int:
    """Counts by the hour that are old; those by day and month stay."""
    return _deleted(before, most, [Grain.HOUR])


def delete_counts(before: datetime, most: int) -> int:
    """Counts by day and month that are old."""
    return _deleted(before, most, [Grain.DAY, Grain.MONTH])


def _deleted(before: datetime, most: int, grains: list[Grain]) -> int:
    with connection.cursor() as cursor:
        cursor.execute(
            "DELETE FROM analytics_pagecount WHERE ctid IN ("
            "SELECT ctid FROM analytics_pagecount WHERE grain = ANY(%s) AND at < %s LIMIT %s)",
            [[grain.value for grain in grains], before, most],
        )
        return int(cursor.rowcount)
