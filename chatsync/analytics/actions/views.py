"""Writing down how often pages were opened."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from datetime import datetime
from itertools import product

from django.db import DatabaseError, connection, transaction
from psycopg_pool import PoolTimeout

from chatsync.analytics.buffer import Waiting
from chatsync.analytics.models import Grain
from chatsync.kit.db import recordset

AT_ONCE = 200
"""Kinds of one transaction."""
PARTS = ("page", "referrer", "utm_source", "utm_medium", "utm_campaign", "device")
"""What views are summed by."""
_COUNT = """
    INSERT INTO analytics_pagecount AS c (hour, page, variant, referrer, utm_source, utm_medium,
        utm_campaign, device, views)
    SELECT * FROM json_to_recordset(%s::json) AS told (
        hour timestamptz, page text, variant text, referrer text, utm_source text,
        utm_medium text, utm_campaign text, device text, views int)
    ORDER BY 1, 2, 3, 4, 5, 6, 7, 8
    ON CONFLICT (hour, page, variant, referrer, utm_source, utm_medium, utm_campaign, device)
    DO UPDATE SET views = c.views + EXCLUDED.views
"""
_SUM = """
    INSERT INTO analytics_viewsum AS s (grain, within, within_value, at, part, value, views)
    SELECT * FROM json_to_recordset(%s::json) AS told (
        grain text, within text, within_value text, at timestamptz, part text, value text,
        views int)
    ORDER BY 1, 2, 3, 4, 5, 6
    ON CONFLICT (grain, within, within_value, at, part, value)
    DO UPDATE SET views = s.views + EXCLUDED.views
"""
_SUMMED_AS = ("grain", "within", "within_value", "at", "part", "value")


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
                cursor.execute(_COUNT, [recordset([_row(*one) for one in piece])])
                cursor.execute(_SUM, [recordset(_sums(piece))])
        except (DatabaseError, PoolTimeout):
            for view, count in piece:
                WAITING.add(view, count)
            continue
        written += sum(count for _view, count in piece)
    return written


def _pieces(waiting: list[tuple[View, int]]) -> Iterator[list[tuple[View, int]]]:
    return (waiting[start : start + AT_ONCE] for start in range(0, len(waiting), AT_ONCE))


def _row(view: View, count: int) -> dict[str, object]:
    return {**asdict(view), "hour": view.hour.isoformat(), "views": count}


def _sums(piece: list[tuple[View, int]]) -> list[dict[str, object]]:
    """Each sum once, however many kinds of the piece are in it."""
    sums: Counter[tuple[str, ...]] = Counter()
    for view, count in piece:
        told = asdict(view)
        parts = [("", ""), *((name, told[name]) for name in PARTS if told[name])]
        day = view.hour.replace(hour=0)
        for grain, at in ((Grain.DAY, day), (Grain.MONTH, day.replace(day=1))):
            for within, part in product(parts, parts):
                if not within[0] or within != part:
                    sums[grain.value, *within, at.isoformat(), *part] += count
    return [{**dict(zip(_SUMMED_AS, key, strict=True)), "views": sums[key]} for key in sums]


def delete_hours(before: datetime, most: int) -> int:
    """Counts by the hour that are old; the sums by day and month stay."""
    with connection.cursor() as cursor:
        cursor.execute(
            "DELETE FROM analytics_pagecount WHERE ctid IN ("
            "SELECT ctid FROM analytics_pagecount WHERE hour < %s LIMIT %s)",
            [before, most],
        )
        return int(cursor.rowcount)


def delete_sums(before: datetime, most: int) -> int:
    """Sums by day and month that are old."""
    with connection.cursor() as cursor:
        cursor.execute(
            "DELETE FROM analytics_viewsum WHERE ctid IN ("
            "SELECT ctid FROM analytics_viewsum WHERE at < %s LIMIT %s)",
            [before, most],
        )
        return int(cursor.rowcount)
