"""How fast pages were where visitors agreed: the one reader of what pages tell (a test says so).

One cheap sum finds what is shown first; the many sums of a whole figure are made of that alone.
"""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from typing import Any

from django.db import connection

from chatsync.analytics.models import Grain
from chatsync.analytics.period import Period
from chatsync.analytics.speed import (
    OF_PAGE,
    PAGE,
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
_ALL = {
    "": "page = '' AND device = ''",
    "page": "page = %(value)s AND device = ''",
    "device": "page = '' AND device = %(value)s",
}
"""The rows that tell of everything that was asked for, by what it is narrowed to."""
_APART = {
    "page": {
        **_ALL,
        "": "page <> '' AND device = ''",
        "device": "page <> '' AND device = %(value)s",
    },
    "device": {
        **_ALL,
        "": "page = '' AND device <> ''",
        "page": "page = %(value)s AND device <> ''",
    },
}
"""Those that tell pages apart, and devices."""
_NAMED = {**_ALL, "": "device = ''", "device": "device = %(value)s"}
"""Those that tell of buttons and of parts of pages."""
_ROWS = """
    FROM analytics_speedsum
    WHERE (grain = 'd' AND at = ANY(%(days)s) OR grain = 'm' AND at = ANY(%(months)s))
"""
"""The period and the time before, in as few sums as tell them."""
_IS_NOW = "at >= %(start)s"


def _sums(column: str, most: int) -> str:
    return ", ".join(f"sum({column}[{n}])" for n in range(1, most + 1))


def _now_and_before(column: str) -> str:
    sums = (f"sum({column}) FILTER (WHERE {which})" for which in (_IS_NOW, f"NOT {_IS_NOW}"))
    return ", ".join(f"coalesce({one}, 0)" for one in sums)


_OF_PAGES = f"""{_sums("totals", len(TOTALS_OF_PAGE))},
    {_sums("counts", STRETCHES * len(OF_PAGE))} {_ROWS} AND metric = '{PAGE}' AND {{within}}"""
_OF_OTHERS = f"""{_IS_NOW}, sum(totals[1]), {_sums("counts", STRETCHES)}
    {_ROWS} AND metric = %(metric)s AND {{within}}"""
_MOMENTS = f"""
    SELECT at, totals, counts FROM analytics_speedsum
    WHERE metric = '{PAGE}' AND grain = %(grain)s AND at >= %(start)s AND at < %(end)s
        AND {{within}}
"""  # noqa: S608  our own names and numbers
_ALL_BEFORE = f"SELECT {_OF_PAGES} AND NOT {_IS_NOW} HAVING count(*) > 0"
_VIEWED_MOST = {
    column: f"""
    SELECT {column}, {_now_and_before("counts[1]")} {_ROWS} AND metric = '{PAGE}' AND {{within}}
    GROUP BY 1 ORDER BY 2 DESC, {column} COLLATE "C" LIMIT %(most)s
"""
    for column in DIMENSIONS
}
_OF_THOSE = {
    column: f"""
    SELECT {column}, {_OF_PAGES} AND {_IS_NOW} AND {column} = ANY(%(found)s) GROUP BY 1
"""
    for column in DIMENSIONS
}
_VISITS = f"SELECT {_OF_OTHERS} GROUP BY 1"
_PRESSED_MOST = f"""
    SELECT page, name, {_now_and_before("counts[1]")}, {_now_and_before("counts[2]")},
        {_now_and_before("counts[3]")}
    {_ROWS} AND metric = '{PRESS}' AND {{within}}
    GROUP BY 1, 2 ORDER BY 3 DESC, page COLLATE "C", name COLLATE "C" LIMIT %(most)s
"""
_JUMPED_FURTHEST = f"""
    SELECT page, name, {_now_and_before("totals[1]")} {_ROWS}
    AND metric = '{SHIFT}' AND {{within}}
    GROUP BY 1, 2 ORDER BY 3 DESC, page COLLATE "C", name COLLATE "C" LIMIT %(most)s
"""
_OF_THOSE_NAMES = f"""
    SELECT page, name, {_OF_OTHERS}
        AND page = ANY(%(pages)s) AND name = ANY(%(names)s) GROUP BY 1, 2, 3
"""


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
    """All figures of a period and of the one before, each table read when it is asked for.

    `part`, `value`: a dimension and the value to which all is narrowed; `most`: rows of a table,
    the largest; None are all.
    """

    period: Period
    part: str = ""
    value: str = ""
    most: int | None = None

    @property
    def views(self) -> Pair:
        return self.all[VIEW]

    @cached_property
    def all(self) -> Figures:
        figures = _figures()
        for _day, one in self.by_time:
            for metric, pair in one.items():
                figures[metric].now.add(pair.now.total, pair.now.counts)
        for row in self._read(_ALL_BEFORE.format(within=_ALL[self.part])):
            _add(figures, row, is_now=False)
        for is_now, total, *counts in self._read(
            _VISITS.format(within=_ALL[self.part]), metric=VISIT
        ):
            figures[VISIT].of(is_now=is_now).add(total, counts)
        return figures

    @cached_property
    def by_time(self) -> list[tuple[date, Figures]]:
        """One after the other, also those of which nothing is known."""
        times: defaultdict[date, Figures] = defaultdict(_figures)
        for at, totals, counts in self._read(_MOMENTS.format(within=_ALL[self.part])):
            _add(times[at.date()], [*totals, *counts], is_now=True)
        return [(day, times[day]) for day in self.period.stretches()]

    @cached_property
    def by_page(self) -> list[tuple[str, Figures]]:
        """By how often they were viewed."""
        return self._apart("page")

    @cached_property
    def by_device(self) -> list[tuple[str, Figures]]:
        """By how often they were used."""
        return self._apart("device")

    @cached_property
    def buttons(self) -> list[Named]:
        """By how often they were pressed."""
        found = []
        for page, name, *numbers in self._read(_PRESSED_MOST.format(within=_NAMED[self.part])):
            one = Named(page, name)
            one.by[PRESS].now.counts[:3] = numbers[0::2]
            one.by[PRESS].before.counts[:3] = numbers[1::2]
            found.append(one)
        self._fill(found, WAIT)
        return found

    @cached_property
    def parts(self) -> list[Named]:
        """By how far they jumped in all."""
        found = [
            Named(page, name)
            for page, name, *_ in self._read(_JUMPED_FURTHEST.format(within=_NAMED[self.part]))
        ]
        self._fill(found, SHIFT)
        return found

    @cached_property
    def _times(self) -> dict[str, Any]:
        now, before = self.period.pieces(), self.period.before.pieces()
        return {
            "grain": self.period.grain.value,
            "start": self.period.start,
            "end": self.period.end,
            "days": [at for grain, at in (*now, *before) if grain is Grain.DAY],
            "months": [at for grain, at in (*now, *before) if grain is Grain.MONTH],
        }

    def _apart(self, column: str) -> list[tuple[str, Figures]]:
        """Of single ones the time before is told by their views alone."""
        within, found = _APART[column][self.part], {}
        for value, _views, before in self._read(_VIEWED_MOST[column].format(within=within)):
            found[value] = _figures()
            found[value][VIEW].before.counts[0] = before
        those = _OF_THOSE[column].format(within=within)
        for value, *numbers in self._read(those, found=list(found)):
            _add(found[value], numbers, is_now=True)
        return list(found.items())

    def _fill(self, found: list[Named], metric: str) -> None:
        """What is known of these under one more metric."""
        known = {(one.page, one.name): one for one in found}
        lists = {"pages": list({page for page, _ in known}), "names": list({it for _, it in known})}
        for row in self._read(
            _OF_THOSE_NAMES.format(within=_NAMED[self.part]), metric=metric, **lists
        ):
            page, name, is_now, total, *counts = row
            if one := known.get((page, name)):
                one.by[metric].of(is_now=is_now).add(total, counts)

    def _read(self, statement: str, **more: Any) -> list[tuple[Any, ...]]:
        values = {**self._times, "value": self.value, "most": self.most, **more}
        with connection.cursor() as cursor:
            cursor.execute(statement, values)
            rows: list[tuple[Any, ...]] = cursor.fetchall()
        return rows


def p75(metric: str, figure: Figure) -> int | None:
    """What three of four views stayed below."""
    return quantile(metric, figure.counts, 0.75)


def _add(figures: Figures, numbers: Sequence[int], *, is_now: bool) -> None:
    """The totals and counts of a row of the metric `page`."""
    totals = dict(zip(TOTALS_OF_PAGE, numbers, strict=False))
    counts = numbers[len(TOTALS_OF_PAGE) :]
    for place, metric in enumerate(OF_PAGE):
        start = place * STRETCHES
        figures[metric].of(is_now=is_now).add(totals[metric], counts[start : start + STRETCHES])
    figures[SEEN].of(is_now=is_now).total += totals[SEEN]
