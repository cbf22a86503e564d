"""Periods, rates with their uncertainty, and what the tables come to."""

from datetime import UTC, date, datetime, timedelta

import pytest

from chatsync.analytics.actions.views import WAITING, View, write_views
from chatsync.analytics.models import Funnel, Grain
from chatsync.analytics.period import BadPeriod, Period, last_days, last_months, read_period
from chatsync.analytics.queries.funnels import comparisons, ways
from chatsync.analytics.queries.traffic import traffic
from chatsync.analytics.rates import difference, rate
from chatsync.kit.clock import moved, now


def seen(day: date, page: str = "/", count: int = 1, **told: str) -> None:
    """That many views at noon of a day."""
    hour = datetime(day.year, day.month, day.day, 12, tzinfo=UTC)
    kind = {
        "variant": "",
        "referrer": "none",
        "utm_source": "",
        "utm_medium": "",
        "utm_campaign": "",
        "device": "phone",
        **told,
    }
    WAITING.add(View(hour=hour, page=page, **kind), count)


@pytest.mark.parametrize(
    ("part", "whole", "low", "high"),
    [
        (0, 10, 0.0, 0.2775),
        (5, 10, 0.2366, 0.7634),
        (10, 10, 0.7225, 1.0),
        (81, 263, 0.2553, 0.3662),
    ],
)
def test_a_rate_lies_in_wilsons_interval(part: int, whole: int, low: float, high: float) -> None:
    told = rate(part, whole)
    assert told
    assert (round(told.low, 4), round(told.high, 4)) == (low, high)


def test_a_rate_is_never_above_one_and_none_of_nothing() -> None:
    told = rate(12, 10)
    assert told
    assert (told.share, told.high) == (1.0, 1.0)
    assert rate(0, 0) is None


def test_a_difference_lies_in_newcombes_interval() -> None:
    one, other = rate(48, 80), rate(56, 70)
    assert one
    assert other
    gap = difference(one, other)
    assert [round(it, 4) for it in (gap.share, gap.low, gap.high)] == [0.2, 0.0524, 0.3339]


def test_the_period_before_is_as_long_and_ends_where_it_begins() -> None:
    week = Period(date(2026, 3, 2), date(2026, 3, 8))
    assert week.before == Period(date(2026, 2, 23), date(2026, 3, 1))
    year = read_period("2025-04-11", "2026-03-20")
    assert year == Period(date(2025, 4, 1), date(2026, 3, 31))
    assert (year.grain, len(year.stretches())) == (Grain.MONTH, 12)
    assert year.before == Period(date(2024, 4, 1), date(2025, 3, 31))
    assert last_days(7).days == 7


@pytest.mark.parametrize("day", [date(2027, 11, 1), date(2027, 11, 30), date(2028, 2, 29)])
def test_a_year_is_twelve_months_and_all_of_the_year_before_is_kept(day: date) -> None:
    with moved(datetime(day.year, day.month, day.day, 23, tzinfo=UTC) - datetime.now(UTC)):
        year = last_months(12)
        assert (len(year.stretches()), year.before.days) == (12, 365)
        assert (year.stretches()[-1].month, year.is_running) == (day.month, True)
        assert year.before.is_kept
        assert not year.before.is_running
        assert not last_days(365 * 2).before.is_kept


@pytest.mark.parametrize(
    ("first", "last"),
    [
        ("x", "2026-01-01"),
        ("2026-01-02", "2026-01-01"),
        ("2026-01-01", ""),
        ("0001-01-01", "2026-01-01"),
        ("2026-02-30", "2026-03-01"),
        ("2026-01-01", "9999-12-31"),
    ],
)
def test_days_that_are_no_period_are_refused(first: str, last: str) -> None:
    with pytest.raises(BadPeriod):
        read_period(first, last)


@pytest.mark.parametrize("days", [10, 400])
def test_views_are_summed_by_each_dimension_and_compared_with_before(days: int) -> None:
    period = last_days(days)
    seen(period.first, "/", 3, device="desktop")
    seen(period.last, "/l/spring", 4, referrer="search", utm_campaign="eid")
    seen(period.before.last, "/", 7)
    seen(period.before.first - timedelta(days=1), "/", 100)
    write_views()
    found = traffic(period)
    assert (found.total, found.before) == (7, 7)
    assert [(it.value, it.views, it.before) for it in found.by["page"]] == [
        ("/l/spring", 4, 0),
        ("/", 3, 7),
    ]
    assert {it.value: it.views for it in found.by["device"]} == {"phone": 4, "desktop": 3}
    assert {it.value: it.views for it in found.by["utm_campaign"]} == {"eid": 4}
    assert found.by_time[0][1] == 3
    assert found.by_time[-1][1] == 4
    assert sum(views for _day, views in found.by_time) == found.total


def test_a_filter_narrows_every_figure() -> None:
    today = now().date()
    seen(today, "/", 3)
    seen(today, "/terms", 4, device="tablet")
    write_views()
    found = traffic(last_days(7), ("device", "tablet"))
    assert found.total == 4
    assert [it.value for it in found.by["page"]] == ["/terms"]
    assert traffic(last_days(7), ("device", "watch")).total == 0


def way(variant: str, viewed: int, verified: int, landing: str = "spring") -> None:
    Funnel.objects.create(
        day=now().date(), landing=landing, variant=variant, viewed=viewed, verified=verified
    )


@pytest.mark.parametrize(
    ("a", "b", "better"),
    [((200, 20), (200, 60), "b"), ((200, 60), (200, 20), "a"), ((200, 20), (200, 24), "")],
)
def test_a_variant_is_better_only_beyond_chance(
    a: tuple[int, int], b: tuple[int, int], better: str
) -> None:
    way("a", *a)
    way("b", *b)
    way("a", 100, 50, landing="alone")
    (one,) = comparisons(ways(last_days(7)))
    assert (one.landing, one.better) == ("spring", better)


def test_rates_of_few_are_not_told() -> None:
    way("a", 100, 4)
    way("b", 100, 5)
    few, enough = ways(last_days(7))
    assert few.sign_ups is None
    assert enough.sign_ups
    assert comparisons([few, enough])[0].gap is None


def test_no_sign_up_of_many_views_says_how_low_the_rate_must_be() -> None:
    way("a", 400, 0)
    way("b", 400, 40)
    way("a", 4, 0, landing="tea")
    none, some, few = ways(last_days(7))
    assert none.sign_ups
    assert (none.sign_ups.share, round(none.sign_ups.high, 4)) == (0, 0.0095)
    assert comparisons([none, some])[0].better == "b"
    assert few.sign_ups is None
