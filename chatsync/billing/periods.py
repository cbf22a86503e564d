"""Until when a bank transfer pays."""

import calendar
from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta

from chatsync.billing.models import Provider, Subscription
from chatsync.billing.plans import Interval, Plan
from chatsync.billing.prices import price_table
from chatsync.billing.verdict import is_live

_MONTHS = {Interval.MONTH: 1, Interval.YEAR: 12}


def paid_until(
    held: Sequence[Subscription], plan: Plan, interval: Interval, at: datetime
) -> datetime:
    """The end of the period that a transfer approved at that moment pays.

    The same plan goes on from where it ends, its days of grace included in what is paid. What is
    left of another plan that was paid by transfer buys as many days of this one as it cost.
    """
    live = [each for each in held if is_live(each, at)]
    ends = [each.ends_at for each in live if each.plan == plan and each.ends_at is not None]
    if ends:
        return _later(max(ends), _MONTHS[interval])
    return _later(at, _MONTHS[interval]) + max(_left(live, plan, at), default=timedelta(0))


def _left(live: Iterable[Subscription], plan: Plan, at: datetime) -> Iterable[timedelta]:
    monthly = {price.plan: price.rupees for price in price_table() if price.interval == "month"}
    for each in live:
        if each.provider == Provider.MANUAL and each.ends_at is not None:
            worth = monthly[Plan(each.plan)] / monthly[plan] if monthly[plan] else 0
            yield max(each.ends_at - at, timedelta(0)) * worth


def _later(at: datetime, months: int) -> datetime:
    """The same day so many months later, or the last of a shorter month."""
    years, month = divmod(at.month - 1 + months, 12)
    year = at.year + years
    day = min(at.day, calendar.monthrange(year, month + 1)[1])
    return at.replace(year=year, month=month + 1, day=day)
