"""What our own pages tell of their speed: the figures, their limits, and how they are kept.

A figure is kept as a count per stretch of its range, so that nothing of a single view stays. The
limits of good and poor are Google's for Core Web Vitals (web.dev/articles/vitals, 2024); each is
an end of a stretch, so that the shares on either side are exact.
"""

from collections.abc import Sequence
from dataclasses import dataclass

STRETCHES = 16
"""Counts of one row: the stretches below each bound, and what lies above the last."""
_SECOND = 1000


@dataclass(frozen=True)
class Vital:
    """A figure of how a page loads or answers. `good` and `poor` are the ends of those bands."""

    key: str
    good: int
    poor: int
    bounds: tuple[int, ...]


LCP = Vital(
    "lcp", 2500, 4000,
    (500, 1000, 1500, 1800, 2100, 2500, 2800, 3200, 3600, 4000, 5000, 6000, 8000, 12000, 20000),
)  # fmt: skip
INP = Vital(
    "inp", 200, 500,
    (16, 32, 48, 72, 104, 152, 200, 248, 304, 400, 500, 704, 1000, 2000, 5000),
)  # fmt: skip
CLS = Vital(
    "cls", 100, 250,
    (1, 5, 10, 20, 35, 50, 75, 100, 125, 150, 200, 250, 350, 500, 1000),
)  # fmt: skip
FCP = Vital(
    "fcp", 1800, 3000,
    (300, 600, 900, 1200, 1500, 1800, 2100, 2400, 2700, 3000, 4000, 5000, 7000, 10000, 20000),
)  # fmt: skip
TTFB = Vital(
    "ttfb", 800, 1800,
    (50, 100, 200, 300, 400, 600, 800, 1000, 1200, 1500, 1800, 2500, 4000, 8000, 20000),
)  # fmt: skip
VITALS = {vital.key: vital for vital in (LCP, INP, CLS, FCP, TTFB)}
"""In milliseconds; CLS, which has no unit, in thousandths."""

VIEW, SEEN, PRESS, WAIT, SHIFT, VISIT = "view", "seen", "press", "wait", "shift", "visit"
"""`view`: how many, and in the total the active milliseconds; `seen`: the visible ones; `press`: of
a button, with FEW_KINDS; `wait`: how long it took to answer; `shift`: of a part of a page, by how
much it jumped; `visit`: the active milliseconds of all pages of a visit."""
PRESSED, AGAIN, UNANSWERED = 0, 1, 2
"""What the first three counts of `press` say: all presses, those on a button that had not answered
the one before, and those that nothing had answered when the page was left."""
PAGE = "page"
OF_PAGE = (VIEW, *VITALS)
"""What a row of the metric `page` holds, all that is known of its views: so many counts for each,
one after the other, so that a table of all pages is read from few rows."""
TOTALS_OF_PAGE = (VIEW, SEEN, *VITALS)
"""What its totals are. Rows of other metrics have STRETCHES counts and one total."""
BOUNDS: dict[str, tuple[int, ...]] = {
    **{key: vital.bounds for key, vital in VITALS.items()},
    WAIT: (50, 100, 200, 300, 400, 500, 700, 1000, 1500, 2000, 3000, 4000, 5000, 7000, 10000),
    SHIFT: CLS.bounds,
    VISIT: tuple(
        seconds * _SECOND
        for seconds in (
            5, 10, 20, 30, 60, 120, 180, 300, 600, 900, 1200, 1800, 3600, 7200, 14400,
        )
    ),
}  # fmt: skip


def stretch_of(metric: str, value: int) -> int:
    """In which stretch a value lies; a bound itself lies below."""
    bounds = BOUNDS[metric]
    return next((at for at, bound in enumerate(bounds) if value <= bound), len(bounds))


def quantile(metric: str, counts: Sequence[int], share: float) -> int | None:
    """The value below which `share` of all lie, as exact as the stretches are; None of nothing.

    What lies above the last bound is told as that bound.
    """
    total = sum(counts)
    if not total:
        return None
    wanted, bounds = share * total, BOUNDS[metric]
    below = 0
    for at, count in enumerate(counts):
        if count and below + count >= wanted:
            if at == len(bounds):
                return bounds[-1]
            start = bounds[at - 1] if at else 0
            return round(start + (bounds[at] - start) * (wanted - below) / count)
        below += count
    return bounds[-1]


def bands(vital: Vital, counts: Sequence[int]) -> tuple[int, int, int]:
    """How many were good, between, and poor."""
    good, poor = vital.bounds.index(vital.good) + 1, vital.bounds.index(vital.poor) + 1
    return sum(counts[:good]), sum(counts[good:poor]), sum(counts[poor:])
