"""What became of the views of landing pages: sign-up rates, and one variant against the other."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import Sum

from chatsync.analytics.models import Funnel, Variant
from chatsync.analytics.period import Period
from chatsync.analytics.rates import LEAST_TOLD, Rate, difference, rate

STEPS = ("viewed", "called", "shown", "submitted", "verified", "messaged")
_OF_A_RATE = ("viewed", "verified")


@dataclass(frozen=True)
class Way:
    """One variant of one landing page: how many views reached each step, and the steps of a rate
    in the time before."""

    landing: str
    variant: str
    reached: dict[str, int]
    before: dict[str, int]

    @property
    def sign_ups(self) -> Rate | None:
        """Verified sign-ups of all views; None while either is too small to be told. None at all
        of many views is told: it says how low the rate must be.
        """
        return _sign_ups(self.reached)

    @property
    def sign_ups_before(self) -> Rate | None:
        """The same of the time before."""
        return _sign_ups(self.before)


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
    """Every landing page and variant that was seen in the period, compared with the one before."""
    before = _reached(period.before, campaign, _OF_A_RATE)
    nothing = dict.fromkeys(_OF_A_RATE, 0)
    return [
        Way(*one, reached, before.get(one, nothing))
        for one, reached in _reached(period, campaign, STEPS).items()
    ]


def _reached(
    period: Period, campaign: str | None, steps: Iterable[str]
) -> dict[tuple[str, str], dict[str, int]]:
    """How many views came how far, by landing page and variant."""
    rows = Funnel.objects.filter(day__gte=period.first, day__lte=period.last)
    if campaign is not None:
        rows = rows.filter(campaign=campaign)
    sums = {f"{step}_sum": Sum(step) for step in steps}
    found = rows.values("landing", "variant").annotate(**sums).order_by("landing", "variant")
    sums_of: list[dict[str, Any]] = [dict(row) for row in found]
    return {
        (row["landing"], row["variant"]): {step: row[f"{step}_sum"] for step in steps}
        for row in sums_of
    }


def _sign_ups(reached: dict[str, int]) -> Rate | None:
    viewed, verified = reached["viewed"], reached["verified"]
    if viewed < LEAST_TOLD or 0 < verified < LEAST_TOLD:
        return None
    return rate(verified, viewed)


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
