"""Drawings of figures, made on the server: shapes only, no script and no style attribute."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from chatsync.analytics.rates import Rate

WIDTH, HEIGHT = 720, 160
_GAP = 0.2


@dataclass(frozen=True)
class Bar:
    """One bar with what it stands for."""

    x: float
    y: float
    width: float
    height: float
    label: str
    value: int


@dataclass(frozen=True)
class Course:
    """Bars of one day or month after the other, and what names their ends and the highest."""

    bars: list[Bar]
    first: date
    last: date
    highest: str
    highest_at: date
    width: int = WIDTH
    height: int = HEIGHT


@dataclass(frozen=True)
class Band:
    """A rate as a mark on a line from `left` to `right`, in percent of the width."""

    left: float
    width: float
    mark: float


def course(values: Sequence[tuple[date, int, str]]) -> Course:
    """What one figure came to over time: each beginning, its value, and that in words."""
    at, most, told = max(values, key=lambda one: one[1])
    return Course(
        bars=_bars([(f"{day.isoformat()}: {words}", value) for day, value, words in values]),
        first=values[0][0],
        last=values[-1][0],
        highest=told if most else "",
        highest_at=at,
    )


def _bars(values: Sequence[tuple[str, int]]) -> list[Bar]:
    """Bars from zero up, side by side; the highest fills the height."""
    most = max((value for _label, value in values), default=0) or 1
    slot = WIDTH / max(len(values), 1)
    return [
        Bar(
            x=round(at * slot + slot * _GAP / 2, 2),
            y=round(HEIGHT - HEIGHT * value / most, 2),
            width=round(slot * (1 - _GAP), 2),
            height=round(HEIGHT * value / most, 2),
            label=label,
            value=value,
        )
        for at, (label, value) in enumerate(values)
    ]


def band(rate: Rate, most: float) -> Band:
    """Where a rate lies on a line that ends at `most`."""
    scale = 100 / (most or 1)
    return Band(
        left=round(rate.low * scale, 2),
        width=round(max((rate.high - rate.low) * scale, 0.5), 2),
        mark=round(rate.share * scale, 2),
    )
