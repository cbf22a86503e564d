"""What is read of the sums: the days that were asked for, each once, and the largest first."""

from collections.abc import Iterable
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest

from chatsync.analytics.actions.speed import keep_batch, sum_up
from chatsync.analytics.models import Grain
from chatsync.analytics.period import Period, last_days
from chatsync.analytics.queries.speed import Speed
from chatsync.analytics.tests.measured import batch
from chatsync.analytics.tests.test_speed_sums import line
from chatsync.config import wiring
from chatsync.kit.clock import moved

pytestmark = pytest.mark.usefixtures("db")
assert wiring.__doc__


def measured(days_ago: Iterable[int], page: str = "/", device: str = "phone", **more: Any) -> None:
    for days in days_ago:
        with moved(timedelta(days=-days)):
            keep_batch(batch(line(page, device, **more)))
            sum_up()


def told(grain: Grain, *days: date) -> list[tuple[Grain, datetime]]:
    return [(grain, datetime(day.year, day.month, day.day, tzinfo=UTC)) for day in days]


def test_a_whole_month_is_one_sum_and_the_ends_are_days() -> None:
    period = Period(date(2025, 1, 30), date(2025, 4, 2))
    assert period.pieces() == [
        *told(Grain.DAY, date(2025, 1, 30), date(2025, 1, 31)),
        *told(Grain.MONTH, date(2025, 2, 1), date(2025, 3, 1)),
        *told(Grain.DAY, date(2025, 4, 1), date(2025, 4, 2)),
    ]
    assert Period(date(2025, 4, 1), date(2025, 4, 29)).pieces()[0][0] == Grain.DAY


def test_the_month_that_runs_is_whole_where_the_days_reach_to_today() -> None:
    first = date(2031, 2, 1)
    with moved(datetime(2031, 2, 10, 9, tzinfo=UTC) - datetime.now(UTC)):
        assert Period(first, date(2031, 2, 10)).pieces() == told(Grain.MONTH, first)
        assert len(Period(first, date(2031, 2, 9)).pieces()) == 9


@pytest.mark.parametrize("part", ["", "page", "device"])
def test_each_day_of_the_period_and_of_the_time_before_counts_once(part: str) -> None:
    for days in ((0, 15, 44, 75, 89), (90, 120, 179), (180, 200)):
        measured(days, c=[["sign-in", 80, False]], x=20, e=["picture", 20])
    found = Speed(last_days(90), part, {"page": "/", "device": "phone"}.get(part, ""))
    assert (found.views.now.count, found.views.before.count) == (5, 3)
    for figures in (found.by_page[0][1], found.by_device[0][1]):
        assert (figures["view"].now.count, figures["view"].before.count) == (5, 3)
    assert sum(by["view"].now.count for _day, by in found.by_time) == 5
    button_by, jump_by = found.buttons[0].by, found.parts[0].by
    assert (button_by["press"].now.counts[0], button_by["press"].before.counts[0]) == (5, 3)
    assert (button_by["wait"].now.count, jump_by["shift"].now.total) == (5, 100)
    assert jump_by["shift"].before.count == 3


def test_what_was_viewed_most_comes_first_and_no_more_than_were_asked_for() -> None:
    for page, times in (("/", 2), ("/pricing", 4), ("/about", 2), ("/terms", 1)):
        measured([1] * times, page, c=[["sign-in", 80, False]], x=9, e=["picture", 9])
    measured([40] * 9, "/terms", l=900)
    found = Speed(last_days(28), most=3)
    assert [page for page, _by in found.by_page] == ["/pricing", "/", "/about"]
    assert [one.page for one in found.buttons] == ["/pricing", "/", "/about"]
    assert [one.page for one in found.parts] == ["/pricing", "/", "/about"]
    terms = dict(Speed(last_days(28)).by_page)["/terms"]
    assert (terms["view"].now.count, terms["view"].before.count) == (1, 9)
    assert terms["lcp"].now.count == 0
