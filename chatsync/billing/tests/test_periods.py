"""Until when a bank transfer pays."""

from datetime import UTC, datetime, timedelta
from uuid import uuid4

import pytest

from chatsync.billing.models import Provider, Subscription, SubscriptionState
from chatsync.billing.periods import paid_until
from chatsync.billing.plans import Interval, Plan

AT = datetime(2026, 1, 31, 9, tzinfo=UTC)


def held(plan: Plan, ends_at: datetime | None, **facts: str) -> Subscription:
    given = {"provider": Provider.MANUAL, "state": SubscriptionState.ACTIVE, **facts}
    return Subscription(workspace_id=uuid4(), plan=plan, ends_at=ends_at, **given)


def test_the_first_one_pays_from_now_and_a_short_month_ends_with_its_last_day() -> None:
    assert paid_until([], Plan.GROWTH, Interval.MONTH, AT) == datetime(2026, 2, 28, 9, tzinfo=UTC)
    assert paid_until([], Plan.GROWTH, Interval.YEAR, AT) == AT.replace(year=2027)


@pytest.mark.parametrize("days", [10, -3], ids=["before its end", "within its grace"])
def test_the_same_plan_goes_on_from_its_end(days: int) -> None:
    ends_at = datetime(2026, 2, 10, 9, tzinfo=UTC)
    paid = paid_until(
        [held(Plan.GROWTH, ends_at)], Plan.GROWTH, Interval.MONTH, ends_at - timedelta(days=days)
    )
    assert paid == datetime(2026, 3, 10, 9, tzinfo=UTC)


def test_one_that_is_long_over_does_not_count() -> None:
    ends_at = AT - timedelta(days=6)
    paid = paid_until([held(Plan.GROWTH, ends_at)], Plan.GROWTH, Interval.MONTH, AT)
    assert paid == datetime(2026, 2, 28, 9, tzinfo=UTC)


def test_what_is_left_of_another_plan_is_worth_its_price() -> None:
    before = held(Plan.STARTER, AT + timedelta(days=17))
    paid = paid_until([before], Plan.GROWTH, Interval.MONTH, AT)
    assert paid - datetime(2026, 2, 28, 9, tzinfo=UTC) == timedelta(days=8), "4,000 to 8,500"
    after_grace = held(Plan.STARTER, AT - timedelta(days=1))
    assert paid_until([after_grace], Plan.GROWTH, Interval.MONTH, AT) == datetime(
        2026, 2, 28, 9, tzinfo=UTC
    )


def test_it_follows_what_a_card_has_paid_of_the_same_plan() -> None:
    card = held(Plan.GROWTH, AT + timedelta(days=3), provider=Provider.PADDLE)
    other = held(Plan.STARTER, AT + timedelta(days=3), provider=Provider.PADDLE)
    assert paid_until([card], Plan.GROWTH, Interval.MONTH, AT) == datetime(
        2026, 3, 3, 9, tzinfo=UTC
    )
    assert paid_until([other], Plan.GROWTH, Interval.MONTH, AT) == datetime(
        2026, 2, 28, 9, tzinfo=UTC
    )
