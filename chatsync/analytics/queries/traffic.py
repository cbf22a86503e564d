"""How often pages were opened, by page, source, campaign and device, and compared with before."""

from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from django.db import connection

from chatsync.analytics.period import Period

DIMENSIONS = ("page", "referrer", "utm_source", "utm_medium", "utm_campaign", "device")
"""What can be told apart, and narrowed to one value of one of them."""
_READ = """
SELECT part, value, CASE WHEN part = '' THEN at END,
       sum(views) FILTER (WHERE at >= %s), sum(views) FILTER (WHERE at < %s)
FROM analytics_viewsum
WHERE grain = %s AND within = %s AND within_value = %s AND at >= %s AND at < %s
GROUP BY 1, 2, 3
"""


@dataclass(frozen=True)
class Counted:
    """One value with its views in the period, and in the one before."""

    value: str
    views: int
    before: int


@dataclass
class Traffic:
    """All figures of a period."""

    period: Period
    by_time: list[tuple[date, int]] = field(default_factory=list)
    by: dict[str, list[Counted]] = field(default_factory=dict)
    total: int = 0
    before: int = 0


def traffic(period: Period, only: tuple[str, str] = ("", "")) -> Traffic:
    """The figures of a period and of the one before, in one look.

    `only`: a dimension and the value to which all is narrowed.
    """
    start = period.start
    values: list[datetime | str] = [
        start,
        start,
        period.grain.value,
        *only,
        period.before.start,
        period.end,
    ]
    with connection.cursor() as cursor:
        cursor.execute(_READ, values)
        return _told(period, cursor.fetchall())


def _told(period: Period, rows: list[tuple[Any, ...]]) -> Traffic:
    found = Traffic(period, by={name: [] for name in DIMENSIONS})
    times: dict[date, int] = {}
    for part, value, at, views, before in rows:
        if part:
            found.by[part].append(Counted(value, views or 0, before or 0))
            continue
        times[at.date()] = views or 0
        found.total += views or 0
        found.before += before or 0
    for counted in found.by.values():
        counted.sort(key=lambda one: (-one.views, -one.before, one.value))
    found.by_time = [(day, times.get(day, 0)) for day in period.stretches()]
    return found
