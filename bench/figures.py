"""What a figure is, and how it is kept: `bench/results.json` as
{name: {value, unit, floor, ratio, target, ok}}."""

import json
import statistics
import sys
from collections.abc import Sequence
from pathlib import Path

RESULTS = Path(__file__).parent / "results.json"


class Figures:
    """The figures of one run."""

    def __init__(self) -> None:
        self._kept: dict[str, dict[str, object]] = {}

    def keep(
        self,
        name: str,
        value: float,
        unit: str,
        *,
        floor: float | None = None,
        at_least: float | None = None,
        at_most: float | None = None,
    ) -> None:
        target = at_least if at_least is not None else at_most
        ok = (at_least is None or value >= at_least) and (at_most is None or value <= at_most)
        self._kept[name] = {
            "value": round(value, 2),
            "unit": unit,
            "floor": round(floor, 2) if floor is not None else None,
            "ratio": round(value / floor, 3) if floor else None,
            "target": target,
            "ok": ok,
        }
        wanted = f" (target {'≥' if at_least is not None else '≤'} {target})" if target else ""
        beside = f", {value / floor:.2f} of the floor's {floor:.0f}" if floor else ""
        sys.stdout.write(
            f"{'ok    ' if ok else 'MISSED'} {name}: {value:.1f} {unit}{wanted}{beside}\n"
        )
        sys.stdout.flush()

    def write(self) -> None:
        earlier = json.loads(RESULTS.read_text()) if RESULTS.exists() else {}
        RESULTS.write_text(json.dumps({**earlier, **self._kept}, indent=1, sort_keys=True) + "\n")


def quantile(values: Sequence[float], share: float) -> float:
    """The value below which `share` of them lie."""
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, int(len(ordered) * share))]


def median(values: Sequence[float]) -> float:
    return statistics.median(values)
