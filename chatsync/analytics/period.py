"""Which days a page of figures speaks of, and with which it compares them."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta

from chatsync.analytics.models import Grain
from chatsync.kit.clock import now
from chatsync.privacy.retention import TRAFFIC_KEPT

MOST_SINGLE_DAYS = 92
"""Longer stretches are told by whole months."""
DEFAULT_DAYS = 28
_DAY = timedelta(days=1)


class BadPeriod(ValueError):  # noqa: N818  what was typed is no period
    """The days cannot be read, or end before they begin."""


@dataclass(frozen=True)
class Period:
    """From the first day to the last, both included, in UTC."""

    first: date
    last: date

    @property
    def days(self) -> int:
        return (self.last - self.first).days + 1

    @property
    def grain(self) -> Grain:
        return Grain.DAY if self.days <= MOST_SINGLE_DAYS else Grain.MONTH

    @property
    def start(self) -> datetime:
        return datetime.combine(self.first, time(), UTC)

    @property
    def end(self) -> datetime:
        """The moment after the last day."""
        return datetime.combine(self.last + _DAY, time(), UTC)

    @property
    def before(self) -> "Period":
        """The stretch of the same length right before."""
        if self.grain is Grain.DAY:
            return Period(self.first - timedelta(days=self.days), self.first - _DAY)
        months = (self.last.year - self.first.year) * 12 + self.last.month - self.first.month + 1
        return Period(_months_later(self.first, -months), self.first - _DAY)

    @property
    def is_running(self) -> bool:
        """It reaches to a day that is not over, so that its figures still grow."""
        return self.last >= now().date()

    @property
    def is_kept(self) -> bool:
        """Whether all of it is there; of older days the oldest are gone."""
        return self.start >= now() - TRAFFIC_KEPT

    def stretches(self) -> list[date]:
        """The first day of each day or month."""
        if self.grain is Grain.DAY:
            return [self.first + timedelta(days=at) for at in range(self.days)]
        starts, month = [], self.first
        while month <= self.last:
            starts.append(month)
            month = _months_later(month, 1)
        return starts

    def pieces(self) -> list[tuple[Grain, datetime]]:
        """The fewest sums that tell of all these days: a whole month, and days at the ends. The
        month that runs is whole too: nothing was counted after its last day yet."""
        found, day = [], self.first
        while day <= self.last:
            after = _months_later(day.replace(day=1), 1)
            is_whole = day.day == 1 and (after - _DAY <= self.last or self.is_running)
            found.append(
                (Grain.MONTH if is_whole else Grain.DAY, datetime.combine(day, time(), UTC))
            )
            day = after if is_whole else day + _DAY
        return found


def last_days(days: int) -> Period:
    """So many days up to today; more than three months are whole months."""
    today = now().date()
    return _whole(Period(today - timedelta(days=days - 1), today))


def last_months(months: int) -> Period:
    """So many whole months, the last of which is the one that runs."""
    this = now().date().replace(day=1)
    return Period(_months_later(this, 1 - months), _months_later(this, 1) - _DAY)


def read_period(first: str, last: str) -> Period:
    """What was asked for; the last four weeks where nothing was. Raises BadPeriod."""
    if not first and not last:
        return last_days(DEFAULT_DAYS)
    try:
        period = Period(date.fromisoformat(first), date.fromisoformat(last))
        if not date(2020, 1, 1) <= period.first <= period.last <= date(2200, 1, 1):
            raise BadPeriod
    except ValueError as wrong:
        raise BadPeriod from wrong
    return _whole(period)


def _whole(period: Period) -> Period:
    if period.grain is Grain.DAY:
        return period
    after = _months_later(period.last.replace(day=1), 1)
    return Period(period.first.replace(day=1), after - _DAY)


def _months_later(day: date, months: int) -> date:
    place = day.year * 12 + day.month - 1 + months
    return date(place // 12, place % 12 + 1, 1)
