"""`/ops/speed`: how fast pages are and how they are used, where visitors agreed to tell it."""

from typing import Any

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext
from django.views.decorators.http import require_safe

from chatsync.analytics.queries.speed import DIMENSIONS, Speed
from chatsync.analytics.speed import LCP, VIEW
from chatsync.ops.asked import Asked, about, as_file, read_asked
from chatsync.ops.cells import DEVICES, cell
from chatsync.ops.charts import course
from chatsync.ops.speed import (
    PARTS,
    VITAL_NAMES,
    PageLine,
    button_lines,
    device_lines,
    file_rows,
    headline,
    lost,
    page_lines,
    part_lines,
    stretches,
    told,
    visit_headline,
    vital_lines,
)

_MOST_SHOWN = 20
"""Pages, buttons and parts on the page; their files hold all."""


@require_safe
def speed_page(request: HttpRequest) -> HttpResponse:
    """`?from=&to=` days, and `page` or `device`."""
    asked = read_asked(request, DIMENSIONS)
    found = Speed(asked.period, asked.part, asked.value, _MOST_SHOWN + 1)
    facts = {
        **about(asked, gettext("Speed"), _words),
        "is_measured": settings.OWN_MEASURING,
        "is_empty": not found.views.now.count and not found.views.before.count,
        "headline": headline(found),
        "lost": lost(found.all),
        "vitals": vital_lines(found),
        "vital_names": [gettext(name) for name in VITAL_NAMES.values()],
        **_over_time(found),
        "pages": _linked(page_lines(found, _MOST_SHOWN), "page", asked),
        "more_pages": len(found.by_page) > _MOST_SHOWN,
        "devices": _linked(device_lines(found), "device", asked),
        "visit_headline": visit_headline(found),
        "spans": stretches(found),
        "buttons": button_lines(found)[:_MOST_SHOWN],
        "more_buttons": len(found.buttons) > _MOST_SHOWN,
        "jumps": part_lines(found)[:_MOST_SHOWN],
        "more_jumps": len(found.parts) > _MOST_SHOWN,
    }
    return render(request, "ops/speed.html", facts)


@require_safe
def speed_file(request: HttpRequest, part: str) -> HttpResponse:
    """One of the tables as CSV, with the same period and filter."""
    if part not in PARTS:
        raise Http404
    asked = read_asked(request, DIMENSIONS)
    if not asked.is_answered:
        raise Http404
    found = Speed(asked.period, asked.part, asked.value)
    return as_file(f"speed-{part}", asked.period, file_rows(part, found))


def _words(part: str, value: str) -> tuple[str, str]:
    if part == "device":
        return gettext("Device"), gettext(DEVICES.get(value, value))
    return gettext("Page"), value


def _over_time(found: Speed) -> dict[str, Any]:
    """The main content by day or month: bars, and the same as rows."""
    times = [
        (day, cell(by[VIEW].now.count), told(LCP, by[LCP.key].now)) for day, by in found.by_time
    ]
    told_by_day = [(day, value.value or 0, value.text) for day, _, value in times]
    return {"times": times, "chart": course(told_by_day)}


def _linked(lines: list[PageLine], part: str, asked: Asked) -> list[tuple[PageLine, str]]:
    """Each line with the address that narrows everything to it."""
    return [(line, asked.narrowed(part, line.value)) for line in lines]
