"""`/ops/traffic`: how often public pages are opened, and how many visitors sign up."""

import csv
from dataclasses import dataclass, replace
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.http import urlencode
from django.utils.translation import gettext
from django.views.decorators.http import require_safe

from chatsync.analytics.period import BadPeriod, Period, last_days, read_period
from chatsync.analytics.queries.funnels import comparisons, ways
from chatsync.analytics.queries.traffic import DIMENSIONS, traffic
from chatsync.ops.charts import HEIGHT, WIDTH, bars
from chatsync.ops.traffic import (
    PARTS,
    SIGN_UPS,
    STEP_NAMES,
    cell,
    file_rows,
    headline,
    lines,
    name_of,
    verdict,
    way_lines,
)

_LONGEST = 120
_PRESETS = (7, 28, 90, 365)


@dataclass(frozen=True)
class Asked:
    """The period of an address, and the one value to which it narrows the figures."""

    period: Period
    part: str = ""
    value: str = ""
    is_wrong: bool = False

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


@require_safe
def traffic_page(request: HttpRequest) -> HttpResponse:
    """`?from=&to=` days, and one value by the name of its dimension."""
    asked = _asked(request)
    found = traffic(asked.period, (asked.part, asked.value))
    funnel = ways(asked.period, asked.campaign)
    facts = {
        "asked": asked,
        "headline": headline(found),
        "before": asked.period.before,
        "bars": bars([(day.isoformat(), cell(views).count or 0) for day, views in found.by_time]),
        "times": [(day, cell(views)) for day, views in found.by_time],
        "width": WIDTH,
        "height": HEIGHT,
        "tables": [_table(part, found, asked) for part in PARTS],
        "steps": [gettext(name) for name in STEP_NAMES.values()],
        "ways": way_lines(funnel),
        "verdicts": [(one.landing, verdict(one)) for one in comparisons(funnel)],
        "presets": _presets(asked),
        "part": gettext(PARTS[asked.part]) if asked.part else "",
        "value": name_of(asked.part, asked.value),
        "everything": asked.narrowed("", ""),
        "is_empty": not found.total and not found.before,
    }
    return render(request, "ops/traffic.html", facts)


@require_safe
def traffic_file(request: HttpRequest, part: str) -> HttpResponse:
    """One of the tables as CSV (RFC 4180), with the same period and filters."""
    if part not in PARTS and part != SIGN_UPS:
        raise Http404
    asked = _asked(request)
    funnel = ways(asked.period, asked.campaign)
    answer = HttpResponse(content_type="text/csv; charset=utf-8")
    named = f"{part}-{asked.period.first}-{asked.period.last}.csv"
    answer.headers["Content-Disposition"] = f'attachment; filename="{named}"'
    csv.writer(answer).writerows(
        file_rows(part, traffic(asked.period, (asked.part, asked.value)), funnel)
    )
    return answer


def _asked(request: HttpRequest) -> Asked:
    """What the address says; what cannot be read is told and the last four weeks are shown."""
    part = next((name for name in DIMENSIONS if request.GET.get(name)), "")
    value = request.GET.get(part, "").replace("\0", "")[:_LONGEST]
    try:
        period = read_period(request.GET.get("from", ""), request.GET.get("to", ""))
    except BadPeriod:
        return Asked(read_period("", ""), part, value, is_wrong=True)
    return Asked(period, part, value)


def _table(part: str, found: Any, asked: Asked) -> dict[str, Any]:
    rows = lines(part, found.by[part])
    return {
        "part": part,
        "title": gettext(PARTS[part]),
        "rows": [(row, asked.narrowed(part, row.value)) for row in rows],
    }


def _presets(asked: Asked) -> list[dict[str, Any]]:
    periods = [(days, last_days(days)) for days in _PRESETS]
    return [
        {
            "days": days,
            "address": asked.of(it),
            "is_shown": it == asked.period,
        }
        for days, it in periods
    ]
