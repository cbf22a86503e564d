"""Drawings of figures, made on the server: shapes only, no script and no style attribute."""

from collections.abc import Sequence
from dataclasses import dataclass

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
class Band:
    """A rate as a mark on a line from `left` to `right`, in percent of the width."""

    left: float
    width: float
    mark: float


def bars(values: Sequence[tuple[str, int]]) -> list[Bar]:
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
