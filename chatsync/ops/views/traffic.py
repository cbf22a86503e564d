"""`/ops/traffic`: how often public pages are opened, and how many visitors sign up."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext
from django.views.decorators.http import require_safe

from chatsync.analytics.queries.funnels import comparisons, ways
from chatsync.analytics.queries.traffic import DIMENSIONS, Traffic, traffic
from chatsync.ops.asked import Asked, about, as_file, read_asked
from chatsync.ops.cells import cell
from chatsync.ops.charts import course
from chatsync.ops.traffic import (
    COUNTS,
    FILES,
    PARTS,
    STEP_NAMES,
    file_rows,
    headline,
    lines,
    name_of,
    verdict,
    way_lines,
)

_MOST_SHOWN = 100
"""Rows of a table on the page; its file holds all."""


@require_safe
def traffic_page(request: HttpRequest) -> HttpResponse:
    """`?from=&to=` days, and one value by the name of its dimension."""
    asked = read_asked(request, DIMENSIONS)
    found = traffic(asked.period, (asked.part, asked.value))
    funnel = ways(asked.period, asked.campaign)
    times = [(day, cell(views)) for day, views in found.by_time]
    facts = {
        **about(asked, gettext("Traffic"), _words),
        "headline": headline(found),
        "chart": course([(day, views.count or 0, views.text) for day, views in times]),
        "times": times,
        "tables": [_table(part, found, asked) for part in PARTS],
        "steps": [gettext(name) for name in STEP_NAMES.values()],
        "ways": way_lines(funnel),
        "verdicts": [(one.landing, verdict(one)) for one in comparisons(funnel)],
        "is_empty": not found.total and not found.before,
    }
    return render(request, "ops/traffic.html", facts)


@require_safe
def traffic_file(request: HttpRequest, part: str) -> HttpResponse:
    """One of the tables as CSV (RFC 4180), with the same period and filters."""
    if part not in FILES:
        raise Http404
    asked = read_asked(request, DIMENSIONS)
    if not asked.is_answered:
        raise Http404
    funnel = ways(asked.period, asked.campaign)
    found = traffic(asked.period, (asked.part, asked.value))
    return as_file(part, asked.period, file_rows(part, found, funnel))


def _words(part: str, value: str) -> tuple[str, str]:
    return gettext(PARTS[part]), name_of(part, value)


def _table(part: str, found: Traffic, asked: Asked) -> dict[str, Any]:
    rows = lines(part, found.by[part])
    return {
        "part": part,
        "title": gettext(PARTS[part]),
        "counts": gettext(COUNTS[part]),
        "rows": [(row, asked.narrowed(part, row.value)) for row in rows[:_MOST_SHOWN]],
        "more": len(rows) > _MOST_SHOWN,
    }
