"""What became of the views of landing pages: sign-up rates, and one variant against the other."""

from dataclasses import dataclass
from typing import Any

from django.db.models import Sum

from chatsync.analytics.models import Funnel, Variant
from chatsync.analytics.period import Period
from chatsync.analytics.rates import LEAST_TOLD, Rate, difference, rate

STEPS = ("viewed", "called", "shown", "submitted", "verified", "messaged")


@dataclass(frozen=True)
class Way:
    """One variant of one landing page: how many views reached each step."""

    landing: str
    variant: str
    reached: dict[str, int]

    @property
    def sign_ups(self) -> Rate | None:
        """Verified sign-ups of all views; None while either is too small to be told. None at all
        of many views is told: it says how low the rate must be.
        """
        viewed, verified = self.reached["viewed"], self.reached["verified"]
        if viewed < LEAST_TOLD or 0 < verified < LEAST_TOLD:
            return None
        return rate(verified, viewed)


@dataclass(frozen=True)
class Comparison:
    """Both variants of a page: how much higher B's rate of sign-ups is."""

    landing: str
    gap: Rate | None

    @property
    def better(self) -> str:
        """The variant that is better beyond chance; empty where nobody can say."""
        if self.gap is None or self.gap.low <= 0 <= self.gap.high:
            return ""
        return "b" if self.gap.low > 0 else "a"


def ways(period: Period, campaign: str | None = None) -> list[Way]:
    """Every landing page and variant that was seen in the period."""
    rows = Funnel.objects.filter(day__gte=period.first, day__lte=period.last)
    if campaign is not None:
        rows = rows.filter(campaign=campaign)
    sums = {f"{step}_sum": Sum(step) for step in STEPS}
    found = rows.values("landing", "variant").annotate(**sums).order_by("landing", "variant")
    return [_way(dict(row)) for row in found]


def _way(row: dict[str, Any]) -> Way:
    return Way(row["landing"], row["variant"], {step: row[f"{step}_sum"] for step in STEPS})


def comparisons(found: list[Way]) -> list[Comparison]:
    """The pages of which both variants were seen."""
    by_page: dict[str, dict[str, Way]] = {}
    for way in found:
        by_page.setdefault(way.landing, {})[way.variant] = way
    return [
        Comparison(landing, _gap(both[Variant.A], both[Variant.B]))
        for landing, both in by_page.items()
        if len(both) == len(Variant)
    ]


def _gap(one: Way, other: Way) -> Rate | None:
    mine, theirs = one.sign_ups, other.sign_ups
    return difference(mine, theirs) if mine and theirs else None
