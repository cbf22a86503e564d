"""What the address of a page of figures asks for: days, and one value to narrow them to."""

import csv
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils.http import urlencode
from django.utils.translation import gettext, ngettext

from chatsync.analytics.period import BadPeriod, Period, last_days, last_months, read_period

_LONGEST = 120
_PRESETS_DAYS, _PRESET_MONTHS = (7, 28, 90), 12
Worded = Callable[[str, str], tuple[str, str]]
"""What readers call a part of the figures, and a value of it."""


@dataclass(frozen=True)
class Asked:
    """The period of an address, and the one value to which it narrows the figures.

    `others`: more values that it names. The figures are sums of one part at a time, so that these
    cannot be applied too.
    """

    period: Period
    part: str = ""
    value: str = ""
    others: tuple[tuple[str, str], ...] = ()
    is_wrong: bool = False

    @property
    def is_answered(self) -> bool:
        """Whether the figures are of all that was asked for, and of nothing else."""
        return not self.is_wrong and not self.others

    @property
    def campaign(self) -> str | None:
        """The one thing that narrows the sign-ups too."""
        return self.value if self.part == "utm_campaign" else None

    @property
    def address(self) -> str:
        """What stands behind the `?` of this page."""
        return self.narrowed(self.part, self.value)

    def narrowed(self, part: str, value: str) -> str:
        """The same days, narrowed to another value, or to none."""
        days = {"from": self.period.first.isoformat(), "to": self.period.last.isoformat()}
        return urlencode({**days, **({part: value} if part else {})})

    def of(self, period: Period) -> str:
        """Other days of the same."""
        return replace(self, period=period).address


def read_asked(request: HttpRequest, parts: Sequence[str]) -> Asked:
    """What the address says; what cannot be read is told and the last four weeks are shown.

    `parts`: the names by which the figures can be narrowed.
    """
    (part, value), *others = _filters(request, parts) or [("", "")]
    try:
        period = read_period(request.GET.get("from", ""), request.GET.get("to", ""))
    except BadPeriod:
        return Asked(read_period("", ""), part, value, tuple(others), is_wrong=True)
    return Asked(period, part, value, tuple(others))


def _filters(request: HttpRequest, parts: Sequence[str]) -> list[tuple[str, str]]:
    """Each value that the address names, as it stands there, none twice."""
    named = [
        (part, value.replace("\0", "")[:_LONGEST])
        for part, values in request.GET.lists()
        if part in parts
        for value in values
    ]
    return [(part, value) for part, value in dict.fromkeys(named) if value]


def _presets(asked: Asked) -> list[dict[str, Any]]:
    """The stretches of days that are one press away."""
    periods = [
        (ngettext("%(days)s day", "%(days)s days", days) % {"days": days}, last_days(days))
        for days in _PRESETS_DAYS
    ]
    periods.append((gettext("12 months"), last_months(_PRESET_MONTHS)))
    return [
        {"name": name, "address": asked.of(it), "is_shown": it == asked.period}
        for name, it in periods
    ]


def about(asked: Asked, title: str, words: Worded) -> dict[str, Any]:
    """What `ops/figures.html` shows."""
    part, value = words(asked.part, asked.value) if asked.part else ("", "")
    return {
        "asked": asked,
        "title": title,
        "before": asked.period.before,
        "presets": _presets(asked),
        "part": part,
        "value": value,
        "others": [(*words(*other), asked.narrowed(*other)) for other in asked.others],
        "everything": asked.narrowed("", ""),
    }


def as_file(name: str, period: Period, rows: Iterable[list[Any]]) -> HttpResponse:
    """Rows as CSV (RFC 4180), their heading first."""
    answer = HttpResponse(content_type="text/csv; charset=utf-8")
    named = f"{name}-{period.first}-{period.last}.csv"
    answer.headers["Content-Disposition"] = f'attachment; filename="{named}"'
    csv.writer(answer).writerows(rows)
    return answer
