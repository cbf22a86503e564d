"""What is sold: the plans, what each opens, and what it costs (docs/operate.md, prices)."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta

from django.db.models import TextChoices

from chatsync.workspaces.entitlements import EVERYTHING, Entitlements


class Plan(TextChoices):
    STARTER = "starter"
    GROWTH = "growth"
    BUSINESS = "business"


class Interval(TextChoices):
    MONTH = "month"
    YEAR = "year"


MONTHS_PAID_IN_A_YEAR = 10
TRIAL = timedelta(days=7)
TRIAL_PLAN = Plan.STARTER
LOOK_AFTER = timedelta(days=6)
"""When a trial is looked at: is the shop so busy that it gets more days?"""
BUSY_ABOVE = 50
"""Customers who wrote, live; more than these make a trial longer."""
EXTENSION = timedelta(days=3)
GRACE = timedelta(days=5)
"""How long a plan by bank transfer goes on after its end, while the next transfer is on its way."""
AWAITED_FOR = timedelta(minutes=10)
"""How long what an owner asked of Paddle keeps others from asking, where no news comes."""
LOCKED_BEFORE_RENEWAL = timedelta(minutes=30)
"""Paddle takes no change of a subscription so shortly before it renews it."""

ENTITLEMENTS: dict[Plan, Entitlements] = {
    Plan.STARTER: Entitlements(
        staff_limit=3,
        number_limit=1,
        store_limit=0,
        has_commerce=False,
        has_api=False,
        has_ai=False,
        has_analytics=False,
    ),
    Plan.GROWTH: Entitlements(
        staff_limit=10,
        number_limit=2,
        store_limit=1,
        has_commerce=True,
        has_api=True,
        has_ai=False,
        has_analytics=False,
    ),
    Plan.BUSINESS: Entitlements(
        staff_limit=None,
        number_limit=5,
        store_limit=None,
        has_commerce=True,
        has_api=True,
        has_ai=True,
        has_analytics=True,
    ),
}
UNLOCKED = EVERYTHING
"""What every workspace has where billing is off."""


@dataclass(frozen=True)
class Price:
    """One line of the price table: rupees are shown, `amount` (in cents) is charged.

    `provider_id` is Paddle's id of the price; empty where it is not sold through Paddle.
    """

    plan: Plan
    interval: Interval
    rupees: int
    amount: int
    currency: str
    provider_id: str = ""

    @property
    def key(self) -> str:
        return f"{self.plan}.{self.interval}"


MONTHLY: dict[Plan, tuple[int, int]] = {
    Plan.STARTER: (4_000, 15_00),
    Plan.GROWTH: (8_500, 31_00),
    Plan.BUSINESS: (18_000, 65_00),
}
"""Rupees and US cents of a month, where the operator sets no others."""


def every_line() -> Iterator[tuple[Plan, Interval]]:
    return ((plan, interval) for plan in Plan for interval in Interval)


def months_paid(interval: Interval) -> int:
    return MONTHS_PAID_IN_A_YEAR if interval is Interval.YEAR else 1
