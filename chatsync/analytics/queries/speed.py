"""How fast pages were where visitors agreed: the one reader of what pages tell (a test says so)."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.db import connection

from chatsync.analytics.period import Period
from chatsync.analytics.speed import (
    OF_PAGE,
    PRESS,
    SEEN,
    SHIFT,
    STRETCHES,
    TOTALS_OF_PAGE,
    VIEW,
    VISIT,
    WAIT,
    quantile,
)

DIMENSIONS = ("page", "device")
"""What can be told apart, and narrowed to one value of one of them."""
MOST_ROWS = 200
"""Rows of one table; the largest."""
_BY_NAME = (PRESS, WAIT, SHIFT)
_NAMED = (*_BY_NAME, VISIT)
_WITHIN = {"": "device = ''", "page": "page = %s", "device": "device = %s"}
_DEVICES = "page = '' AND device <> ''"
"""The rows that are asked for, in pieces that an index finds; where nothing is narrowed, both."""
_TOTAL = {"": "page = '' AND device = ''", "page": "device = ''", "device": "page = ''"}
"""Which of these rows tell of everything that was asked for."""
_ALL = {
    "": "page = '' AND device = ''",
    "page": "page = %s AND device = ''",
    "device": "device = %s AND page = ''",
}
_AT = "grain = %s AND at >= %s AND at < %s"


def _sums(column: str, most: int) -> str:
    return ", ".join(f"sum({column}[{n}])" for n in range(1, most + 1))


_PAGES = f"""
    SELECT page, device, CASE WHEN {{total}} THEN at END,
        {_sums("totals", len(TOTALS_OF_PAGE))}, {_sums("counts", STRETCHES * len(OF_PAGE))}
    FROM analytics_speedsum WHERE metric = 'page' AND {_AT} AND {{within}} GROUP BY 1, 2, 3
"""  # noqa: S608  our own names and numbers
_VIEWS = f"""
    SELECT page, device, sum(counts[1])
    FROM analytics_speedsum WHERE metric = 'page' AND {_AT} AND {{within}} GROUP BY 1, 2
"""  # noqa: S608
_OTHERS = f"""
    SELECT page, metric, name, sum(totals[1]), {_sums("counts", STRETCHES)}
    FROM analytics_speedsum
    WHERE metric = ANY(%s) AND {_AT} AND {{within}} GROUP BY 1, 2, 3
"""  # noqa: S608
_OTHERS_WITHIN = {"": "device = ''", "page": "page = %s AND device = ''", "device": "device = %s"}


@dataclass
class Figure:
    """Counts per stretch of a metric, and the sum of its values."""

    counts: list[int] = field(default_factory=lambda: [0] * STRETCHES)
    total: int = 0

    @property
    def count(self) -> int:
        return sum(self.counts)

    def add(self, total: int, counts: Sequence[int]) -> None:
        self.counts = [one + other for one, other in zip(self.counts, counts, strict=True)]
        self.total += total


@dataclass
class Pair:
    """A figure of the period, and the same of the time before."""

    now: Figure = field(default_factory=Figure)
    before: Figure = field(default_factory=Figure)

    def of(self, *, is_now: bool) -> Figure:
        return self.now if is_now else self.before


Figures = defaultdict[str, Pair]
"""Figures by metric."""


def _figures() -> Figures:
    return defaultdict(Pair)


@dataclass
class Named:
    """What is told of a button, or of a part of a page."""

    page: str
    name: str
    by: Figures = field(default_factory=_figures)


@dataclass
class Speed:
    """All figures of a period."""

    period: Period
    all: Figures = field(default_factory=_figures)
    by_page: list[tuple[str, Figures]] = field(default_factory=list)
    by_device: list[tuple[str, Figures]] = field(default_factory=list)
    buttons: list[Named] = field(default_factory=list)
    parts: list[Named] = field(default_factory=list)
    by_time: list[tuple[date, Figures]] = field(default_factory=list)

    @property
    def views(self) -> Pair:
        return self.all[VIEW]


def speed(period: Period, only: tuple[str, str] = ("", "")) -> Speed:
    """The figures of a period and of the one before.

    `only`: a dimension and the value to which all is narrowed.
    """
    part, value = only
    found, narrowed = _Found(period, part), [value] if part else []
    now, before = _days(period), _days(period.before)
    total = _TOTAL[part]
    pages = _read(_PAGES.format(total=total, within=_WITHIN[part]), [*now, *narrowed])
    # Of single pages the time before is told by their views alone.
    views = _read(_VIEWS.format(within=_WITHIN[part]), [*before, *narrowed])
    if not part:
        pages += _read(_PAGES.format(total=total, within=_DEVICES), now)
        views += _read(_VIEWS.format(within=_DEVICES), before)
    for row in pages:
        found.add_page(row)
    for page, device, count in views:
        found.add_views_before(page, device, count)
    for row in _read(_PAGES.format(total=total, within=_ALL[part]), [*before, *narrowed]):
        found.add_all_before(row)
    for days, is_now in ((now, True), (before, False)):
        values = [list(_NAMED), *days, *narrowed]
        for row in _read(_OTHERS.format(within=_OTHERS_WITHIN[part]), values):
            found.add_other(row, is_now=is_now)
    return found.told()


def _days(period: Period) -> list[Any]:
    return [period.grain.value, period.start, period.end]


def _read(statement: str, values: list[Any]) -> list[tuple[Any, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(statement, values)
        rows: list[tuple[Any, ...]] = cursor.fetchall()
    return rows


def p75(metric: str, figure: Figure) -> int | None:
    """What three of four views stayed below."""
    return quantile(metric, figure.counts, 0.75)


class _Found:
    """The rows of all reads, put in their places."""

    def __init__(self, period: Period, part: str) -> None:
        self._speed = Speed(period)
        self._part = part
        self._pages: dict[str, Figures] = defaultdict(_figures)
        self._devices: dict[str, Figures] = defaultdict(_figures)
        self._times: dict[date, Figures] = defaultdict(_figures)
        self._named: dict[tuple[str, str, str], Named] = {}

    def add_page(self, row: tuple[Any, ...]) -> None:
        page, device, at, *numbers = row
        into = self._places(page, device)
        if at is not None:
            into = [*into, self._times[at.date()]]
        for figures in into:
            _add(figures, numbers, is_now=True)

    def add_views_before(self, page: str, device: str, views: int) -> None:
        for figures in self._places(page, device):
            if figures is not self._speed.all:
                figures[VIEW].before.counts[0] += views

    def add_all_before(self, row: tuple[Any, ...]) -> None:
        _page, _device, _at, *numbers = row
        _add(self._speed.all, numbers, is_now=False)

    def add_other(self, row: tuple[Any, ...], *, is_now: bool) -> None:
        page, metric, name, total, *counts = row
        figures = self._speed.all
        if name:
            kind = SHIFT if metric == SHIFT else PRESS
            figures = self._named.setdefault((kind, page, name), Named(page, name)).by
        figures[metric].of(is_now=is_now).add(total, counts)

    def told(self) -> Speed:
        found = self._speed
        found.by_page, found.by_device = _largest(self._pages), _largest(self._devices)
        named = self._named.items()
        found.buttons = _most([one for key, one in named if key[0] == PRESS], PRESS)
        found.parts = _most([one for key, one in named if key[0] == SHIFT], SHIFT)
        found.by_time = [(day, self._times[day]) for day in found.period.stretches()]
        return found

    def _places(self, page: str, device: str) -> list[Figures]:
        """Where a row of that page and device is told."""
        places = []
        if (not page or self._part == "page") and (not device or self._part == "device"):
            places.append(self._speed.all)
        if page and (not device or self._part == "device"):
            places.append(self._pages[page])
        if device and (not page or self._part == "page"):
            places.append(self._devices[device])
        return places


def _add(figures: Figures, numbers: Sequence[int], *, is_now: bool) -> None:
    """The totals and counts of a row of the metric `page`."""
    totals = dict(zip(TOTALS_OF_PAGE, numbers, strict=False))
    counts = numbers[len(TOTALS_OF_PAGE) :]
    for place, metric in enumerate(OF_PAGE):
        start = place * STRETCHES
        figures[metric].of(is_now=is_now).add(totals[metric], counts[start : start + STRETCHES])
    figures[SEEN].of(is_now=is_now).total += totals[SEEN]


def _largest(found: dict[str, Figures]) -> list[tuple[str, Figures]]:
    """By how often they were viewed."""

    def size(item: tuple[str, Figures]) -> tuple[int, str]:
        return -item[1][VIEW].now.count, item[0]

    return sorted(found.items(), key=size)[:MOST_ROWS]


def _most(found: list[Named], metric: str) -> list[Named]:
    """Buttons by their presses; parts by how far they jumped in all."""

    def size(one: Named) -> tuple[int, str, str]:
        figure = one.by[metric].now
        return -(figure.total if metric == SHIFT else figure.counts[0]), one.page, one.name

    return sorted(found, key=size)[:MOST_ROWS]
