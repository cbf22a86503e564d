"""Rates with their uncertainty: what a count of sign-ups says, and what it cannot say.

Wilson's score interval (1927) for one rate, Newcombe's method 10 (1998) for the difference of two;
both hold for small numbers too. 95 percent: of twenty such intervals one misses the truth.
"""

from dataclasses import dataclass
from math import sqrt

LEAST_TOLD = 5
"""Smaller counts are not shown: they might speak of one person."""
_Z = 1.959964


@dataclass(frozen=True)
class Rate:
    """A share between 0 and 1, and where it may really lie."""

    share: float
    low: float
    high: float


def rate(part: int, whole: int) -> Rate | None:
    """`part` of `whole`; None of nothing. Never above one: a process that was killed may have lost
    views whose sign-ups were counted."""
    if whole <= 0:
        return None
    part = min(part, whole)
    share = part / whole
    bottom = 1 + _Z**2 / whole
    centre = (share + _Z**2 / (2 * whole)) / bottom
    reach = _Z * sqrt(share * (1 - share) / whole + _Z**2 / (4 * whole**2)) / bottom
    return Rate(share, round(max(0.0, centre - reach), 12), round(min(1.0, centre + reach), 12))


def difference(one: Rate, other: Rate) -> Rate:
    """How much higher `other` is than `one`; the truth may be anywhere between low and high."""
    gap = other.share - one.share
    low = gap - sqrt((other.share - other.low) ** 2 + (one.high - one.share) ** 2)
    high = gap + sqrt((other.high - other.share) ** 2 + (one.share - one.low) ** 2)
    return Rate(gap, low, high)
