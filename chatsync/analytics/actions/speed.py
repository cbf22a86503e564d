"""Keeping what pages tell of their speed, and summing it so that no single view stays."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from itertools import product

import msgspec
import structlog
from django.db import connection, transaction

from chatsync.analytics.beacons import Line, Told, decode_lines
from chatsync.analytics.models import BeaconBatch, Grain
from chatsync.analytics.speed import (
    AGAIN,
    OF_PAGE,
    PAGE,
    PRESS,
    PRESSED,
    SEEN,
    SHIFT,
    STRETCHES,
    TOTALS_OF_PAGE,
    UNANSWERED,
    VIEW,
    VISIT,
    WAIT,
    stretch_of,
)
from chatsync.kit.clock import now
from chatsync.kit.db import recordset
from chatsync.privacy.registry import VISIT as VISIT_COOKIE

_log = structlog.get_logger()
_BATCHES_AT_ONCE = 20
_ROWS_AT_ONCE = 500
_TAKE = """
    DELETE FROM analytics_beaconbatch WHERE id IN (
        SELECT id FROM analytics_beaconbatch ORDER BY id LIMIT %s FOR UPDATE SKIP LOCKED)
    RETURNING at, body
"""


def _summing(counts: int, totals: int) -> str:
    """The statement that adds rows with so many counts and totals to those that are there."""

    def added(column: str, most: int) -> str:
        places = range(1, most + 1)
        return ", ".join(f"s.{column}[{n}] + EXCLUDED.{column}[{n}]" for n in places)

    return f"""
    INSERT INTO analytics_speedsum AS s (grain, device, metric, at, page, name, counts, totals)
    SELECT * FROM json_to_recordset(%s::json) AS told (
        grain text, device text, metric text, at timestamptz, page text, name text,
        counts int[], totals bigint[])
    ORDER BY 1, 2, 3, 4, 5, 6
    ON CONFLICT (grain, device, metric, at, page, name) DO UPDATE SET
        counts = ARRAY[{added("counts", counts)}], totals = ARRAY[{added("totals", totals)}]
    """  # noqa: S608  our own numbers


_SUM_PAGES = _summing(STRETCHES * len(OF_PAGE), len(TOTALS_OF_PAGE))
_SUM_OTHERS = _summing(STRETCHES, 1)
_GO_ON = """
    INSERT INTO analytics_opensitting AS v (mark, device, used_ms, last)
    SELECT * FROM json_to_recordset(%s::json) AS told (
        mark text, device text, used_ms bigint, last timestamptz)
    ORDER BY 1
    ON CONFLICT (mark) DO UPDATE SET
        used_ms = v.used_ms + EXCLUDED.used_ms, last = GREATEST(v.last, EXCLUDED.last)
"""
_END = """
    DELETE FROM analytics_opensitting WHERE mark IN (
        SELECT mark FROM analytics_opensitting WHERE last < %s ORDER BY mark LIMIT %s
        FOR UPDATE SKIP LOCKED)
    RETURNING device, used_ms, last
"""
_Key = tuple[datetime, str, str, str, str]
"""The day, page, device, metric and name of a sum."""
_Place = tuple[Grain, datetime, str, str]
"""A stretch of time and where it begins, the page and the device; empty are all of them."""


@dataclass
class _Sum:
    counts: list[int] = field(default_factory=lambda: [0] * STRETCHES)
    total: int = 0


class _Sums:
    """Sums in the making, each kind once."""

    def __init__(self) -> None:
        self._of: defaultdict[_Key, _Sum] = defaultdict(_Sum)

    def add(self, key: _Key, at: int | None, value: int = 0, times: int = 1) -> None:
        """Add a value to a total and, where `at` says so, `times` to that count."""
        one = self._of[key]
        if at is not None:
            one.counts[at] += times
        one.total += value

    def pages(self) -> Iterator[dict[str, object]]:
        """What is known of the views of each page and device, of either, and of all."""
        wide: defaultdict[_Place, dict[str, _Sum]] = defaultdict(dict)
        for (place, metric, name), one in self._wide().items():
            if not name and metric in TOTALS_OF_PAGE:
                wide[place][metric] = one
        for place, by in wide.items():
            counts = [count for metric in OF_PAGE for count in by.get(metric, _NOTHING).counts]
            totals = [by.get(metric, _NOTHING).total for metric in TOTALS_OF_PAGE]
            yield _row(place, PAGE, "", counts, totals)

    def others(self) -> Iterator[dict[str, object]]:
        """Buttons, parts of pages, and visits."""
        for (place, metric, name), one in self._wide().items():
            if name or metric not in TOTALS_OF_PAGE:
                yield _row(place, metric, name, one.counts, [one.total])

    def _wide(self) -> dict[tuple[_Place, str, str], _Sum]:
        """The same for days and months, and where all pages or all devices are meant."""
        wide: defaultdict[tuple[_Place, str, str], _Sum] = defaultdict(_Sum)
        for (day, page, device, metric, name), one in self._of.items():
            grains = ((Grain.DAY, day), (Grain.MONTH, day.replace(day=1)))
            # A button or a part means something on its own page alone.
            pages = {page} if name else {page, ""}
            for (grain, at), its_page, its_device in product(grains, pages, {device, ""}):
                into = wide[(grain, at, its_page, its_device), metric, name]
                into.counts = [a + b for a, b in zip(into.counts, one.counts, strict=True)]
                into.total += one.total
        return wide


_NOTHING = _Sum()


def _row(
    place: _Place, metric: str, name: str, counts: list[int], totals: list[int]
) -> dict[str, object]:
    grain, at, page, device = place
    return {
        "grain": grain.value, "at": at.isoformat(), "page": page, "device": device,
        "metric": metric, "name": name, "counts": counts, "totals": totals,
    }  # fmt: skip


def keep_batch(body: str) -> None:
    """Store what came since the last time; it is durable when this returns."""
    BeaconBatch.objects.create(at=now().replace(minute=0, second=0, microsecond=0), body=body)


def sum_up() -> int:
    """Sum what was stored and every visit that is over; returns how many reports.

    Exactly once: what is summed is deleted in the same transaction.
    """
    done = 0
    while True:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(_TAKE, [_BATCHES_AT_ONCE])
            batches = cursor.fetchall()
            if not batches:
                break
            sums, sittings = _Sums(), _Sittings()
            for at, body in batches:
                for line in _read(body):
                    _add_view(sums, at.replace(hour=0), line)
                    sittings.add(line)
                    done += 1
            _write(sums)
            sittings.write()
    end_sittings()
    return done


def _read(body: str) -> list[Line]:
    """A batch that an older version wrote otherwise must not hold up those that follow."""
    try:
        return decode_lines(body)
    except (msgspec.ValidationError, msgspec.DecodeError):
        _log.warning("beacons_not_read")
        return []


def _add_view(sums: _Sums, day: datetime, line: Line) -> None:
    told, page, device = line.told, line.told.p, line.device
    sums.add((day, page, device, VIEW, ""), 0 if told.n else None, told.a)
    sums.add((day, page, device, SEEN, ""), None, told.v)
    for metric, value in _vitals(told):
        sums.add((day, page, device, metric, ""), stretch_of(metric, value), value)
    if told.e:
        part, by = told.e
        sums.add((day, page, device, SHIFT, part), stretch_of(SHIFT, by), by)
    for button, waited, is_again in told.c:
        press = (day, page, device, PRESS, button)
        sums.add(press, PRESSED)
        if is_again:
            sums.add(press, AGAIN)
        if waited < 0:
            sums.add(press, UNANSWERED)
        else:
            sums.add((day, page, device, WAIT, button), stretch_of(WAIT, waited), waited)


def _vitals(told: Told) -> Iterator[tuple[str, int]]:
    figures = {"lcp": told.l, "fcp": told.f, "ttfb": told.t, "inp": told.i, "cls": told.x}
    return ((metric, value) for metric, value in figures.items() if value is not None)


class _Sittings:
    """How much longer each visit of some batches has become."""

    def __init__(self) -> None:
        self._used: defaultdict[str, int] = defaultdict(int)
        self._device: dict[str, str] = {}

    def add(self, line: Line) -> None:
        self._used[line.visit] += line.told.a
        self._device[line.visit] = line.device

    def write(self) -> None:
        last = now().replace(second=0, microsecond=0).isoformat()
        rows = [
            {"mark": mark, "device": self._device[mark], "used_ms": used, "last": last}
            for mark, used in self._used.items()
        ]
        _execute(_GO_ON, rows)


def end_sittings() -> int:
    """Sum the visits that nothing was heard of for as long as their cookie lives."""
    lifetime = VISIT_COOKIE.lifetime or timedelta()
    return _end_before(now() - lifetime)


def _end_before(moment: datetime) -> int:
    ended = 0
    while True:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(_END, [moment, _ROWS_AT_ONCE])
            found = cursor.fetchall()
            sums = _Sums()
            for device, used, last in found:
                day = last.replace(hour=0, minute=0)
                sums.add((day, "", device, VISIT, ""), stretch_of(VISIT, used), used)
            _write(sums)
        ended += len(found)
        if len(found) < _ROWS_AT_ONCE:
            return ended


def _write(sums: _Sums) -> None:
    _execute(_SUM_PAGES, list(sums.pages()))
    _execute(_SUM_OTHERS, list(sums.others()))


def _execute(statement: str, rows: list[dict[str, object]]) -> None:
    pieces: Iterable[list[dict[str, object]]] = (
        rows[start : start + _ROWS_AT_ONCE] for start in range(0, len(rows), _ROWS_AT_ONCE)
    )
    with connection.cursor() as cursor:
        for piece in pieces:
            cursor.execute(statement, [recordset(piece)])


def delete_batches(before: datetime, most: int) -> int:
    """What was never summed: a batch that cannot be read, or of a collector that is gone."""
    return _delete("analytics_beaconbatch", "at", before, most)


def delete_sittings(before: datetime, most: int) -> int:
    """Visits that no collector ended."""
    return _delete("analytics_opensitting", "last", before, most)


def delete_speed_sums(before: datetime, most: int) -> int:
    """Sums by day and month that are old."""
    return _delete("analytics_speedsum", "at", before, most)


def _delete(table: str, column: str, before: datetime, most: int) -> int:
    with connection.cursor() as cursor:
        cursor.execute(
            f"DELETE FROM {table} WHERE ctid IN ("  # noqa: S608  our own names
            f"SELECT ctid FROM {table} WHERE {column} < %s LIMIT %s)",
            [before, most],
        )
        return int(cursor.rowcount)
