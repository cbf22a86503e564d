"""What pages told is summed once, exactly, and nothing of a single view stays."""

import asyncio
from datetime import timedelta
from typing import Any

import pytest
from django.db import DatabaseError

from chatsync.analytics.actions import speed as deeds
from chatsync.analytics.actions.speed import keep_batch, sum_up
from chatsync.analytics.beacons import Line, encode_line, read_beacon
from chatsync.analytics.loops import collect
from chatsync.analytics.loops.collect import Collector, Marks
from chatsync.analytics.models import BeaconBatch, Grain, OpenSitting, SpeedSum
from chatsync.analytics.passing import Passing
from chatsync.analytics.speed import (
    BOUNDS,
    OF_PAGE,
    PAGE,
    STRETCHES,
    TOTALS_OF_PAGE,
    VITALS,
    bands,
    quantile,
    stretch_of,
)
from chatsync.analytics.tests.measured import batch, told
from chatsync.config import wiring
from chatsync.kit.clock import moved
from chatsync.privacy.purging import purge

pytestmark = pytest.mark.usefixtures("db")
assert wiring.__doc__


def line(page: str = "/", device: str = "phone", visit: str = "a" * 22, **more: Any) -> Line:
    return Line(visit, device, read_beacon(_written(told(page, **more))))


def _written(report: dict[str, Any]) -> bytes:
    return encode_line(report)


def kept(metric: str, page: str = "", device: str = "", name: str = "") -> tuple[int, int]:
    """How many, and the total, of a day; the month says the same."""
    is_of_page = metric in TOTALS_OF_PAGE
    kind = PAGE if is_of_page else metric
    rows = {}
    for row in SpeedSum.objects.filter(metric=kind, page=page, device=device, name=name):
        counts, total = row.counts, row.totals[0]
        if is_of_page:
            start = OF_PAGE.index(metric) * STRETCHES if metric in OF_PAGE else len(counts)
            counts = counts[start : start + STRETCHES]
            total = row.totals[TOTALS_OF_PAGE.index(metric)]
        rows[row.grain] = (sum(counts), total)
    assert rows.get(Grain.DAY) == rows.get(Grain.MONTH)
    return rows.get(Grain.DAY, (0, 0))


def test_every_figure_is_summed_by_page_and_device_and_of_all() -> None:
    keep_batch(
        batch(
            line(l=900, f=400, t=80, i=40, x=12, e=["picture", 12]),
            line(device="desktop", l=3000),
            line("/ur/", l=5000),
            line(n=False, v=900, a=300),
        )
    )
    assert sum_up() == 4
    assert kept("view") == (3, 12_300)
    assert kept("view", "/") == (2, 8300)
    assert kept("view", "/", "phone") == (1, 4300)
    assert kept("seen") == (0, 15_900)
    assert kept("lcp") == (3, 8900)
    assert kept("lcp", device="phone") == (2, 5900)
    assert [kept(key)[1] for key in ("fcp", "ttfb", "inp", "cls")] == [400, 80, 40, 12]
    assert kept("shift", "/", "phone", "picture") == (1, 12)
    assert kept("shift", name="picture") == (0, 0), "a part means something on its page alone"
    assert not BeaconBatch.objects.exists()


def test_presses_are_counted_by_button_with_how_long_they_took_to_answer() -> None:
    presses = [["sign-in", 80, False], ["sign-in", -1, True], ["see-prices", 450, False]]
    keep_batch(batch(line(c=presses)))
    sum_up()
    row = SpeedSum.objects.get(grain=Grain.DAY, metric="press", page="/", device="", name="sign-in")
    assert row.counts[:3] == [2, 1, 1]
    assert kept("wait", "/", name="sign-in") == (1, 80)
    assert kept("wait", "/", name="see-prices") == (1, 450)


def test_a_batch_is_summed_once_also_when_the_database_breaks_in_between(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def broken(_sums: Any) -> None:
        raise DatabaseError

    keep_batch(batch(line()))
    with monkeypatch.context() as breaking:
        breaking.setattr(deeds, "_write", broken)
        with pytest.raises(DatabaseError):
            sum_up()
    assert [sum_up(), sum_up()] == [1, 0]
    assert kept("view") == (1, 4000)


def test_a_batch_that_cannot_be_read_does_not_hold_up_the_next() -> None:
    keep_batch('[["of another version"]]')
    keep_batch(batch(line()))
    assert sum_up() == 1
    assert not BeaconBatch.objects.exists()


def test_a_visit_is_the_active_time_of_its_pages_and_ends_half_an_hour_after_the_last() -> None:
    keep_batch(batch(line(), line("/ur/", a=5000), line(visit="b" * 22, device="desktop", a=1000)))
    sum_up()
    assert OpenSitting.objects.count() == 2
    assert kept("visit") == (0, 0)
    OpenSitting.objects.all().delete()
    marks = Marks()
    for page in ("/", "/ur/"):
        one = line(page)
        keep_batch(f"[{encode_line(Line(marks.of(one.visit), one.device, one.told)).decode()}]")
    with moved(timedelta(minutes=20)):
        sum_up()
        assert OpenSitting.objects.get().used_ms == 8000
    with moved(timedelta(minutes=52)):
        sum_up()
    assert not OpenSitting.objects.exists()
    assert kept("visit") == kept("visit", device="phone") == (1, 8000)


def test_a_mark_means_nothing_a_day_later_or_to_another_collector() -> None:
    marks, other = Marks(), Marks()
    mine = marks.of("a" * 22)
    assert marks.of("a" * 22) == mine != other.of("a" * 22)
    with moved(timedelta(days=1)):
        assert marks.of("a" * 22) != mine


def test_what_the_database_does_not_take_waits_and_memory_is_bounded(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def away(_body: str) -> None:
        raise DatabaseError

    collector = Collector()
    monkeypatch.setattr(collect, "_MOST_WAITING", 3)
    for _ in range(5):
        collector.hear(encode_line(line()))
    collector.hear(b"[half a li")
    with monkeypatch.context() as broken:
        broken.setattr(collect, "keep_batch", away)
        assert collector.store() == 0
    assert collector.store() == 3
    assert sum_up() == 3


def test_what_is_stored_is_no_cookie() -> None:
    collector = Collector()
    collector.hear(encode_line(line(visit="v" * 22)))
    collector.store()
    assert "v" * 22 not in BeaconBatch.objects.get().body


def test_raw_reports_go_within_a_day_and_sums_after_two_years() -> None:
    keep_batch(batch(line()))
    sum_up()
    keep_batch(batch(line()))
    with moved(timedelta(hours=26)):
        purge()
    assert not BeaconBatch.objects.exists()
    assert not OpenSitting.objects.exists()
    assert SpeedSum.objects.exists()
    with moved(timedelta(days=790)):
        purge()
    assert not SpeedSum.objects.exists()


@pytest.mark.parametrize("metric", BOUNDS)
def test_a_quantile_lies_in_the_stretch_of_the_value(metric: str) -> None:
    bounds = BOUNDS[metric]
    assert len(bounds) == STRETCHES - 1
    assert list(bounds) == sorted(set(bounds))
    for value in (0, bounds[0], bounds[3] + 1, bounds[-1]):
        counts = [0] * STRETCHES
        at = stretch_of(metric, value)
        counts[at] = 7
        found = quantile(metric, counts, 0.75)
        assert found is not None
        assert (bounds[at - 1] if at else 0) <= found <= bounds[at]
    assert quantile(metric, [0] * STRETCHES, 0.75) is None


@pytest.mark.parametrize("vital", VITALS.values(), ids=lambda vital: vital.key)
def test_the_bands_begin_exactly_at_their_limits(vital: Any) -> None:
    counts = [0] * STRETCHES
    for value in (vital.good, vital.good + 1, vital.poor, vital.poor + 1):
        counts[stretch_of(vital.key, value)] += 1
    assert bands(vital, counts) == (1, 2, 1)


def test_the_collector_hears_stores_and_ends_in_order(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Any, settings: Any
) -> None:
    """The real socket: what a web process passes on is stored when the collector is stopped."""
    settings.DATA_DIR = tmp_path
    stored: list[str] = []
    monkeypatch.setattr(collect, "keep_batch", stored.append)

    async def go() -> None:
        collector = Collector()
        server = await collect._listen(collector, {})
        passing = Passing()
        passing.start()
        for _ in range(3):
            passing.take(encode_line(line()))
        await passing.stop()
        for _ in range(100):
            if len(collector._waiting) == 3:
                break
            await asyncio.sleep(0.01)
        server.close()
        await collect._in_thread(collector.store)

    asyncio.run(go())
    assert stored
    assert stored[0].count('"/"') == 3
