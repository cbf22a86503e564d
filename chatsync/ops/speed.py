"""The figures of speed as the page and its files tell them. Small counts are hidden."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext, ngettext

from chatsync.analytics.queries.speed import Figure, Figures, Named, Pair, Speed, p75
from chatsync.analytics.rates import LEAST_TOLD
from chatsync.analytics.speed import (
    AGAIN,
    BOUNDS,
    CLS,
    LCP,
    PRESS,
    PRESSED,
    SHIFT,
    UNANSWERED,
    VIEW,
    VISIT,
    VITALS,
    WAIT,
    Vital,
    bands,
    quantile,
)
from chatsync.kit.text import gettext_noop as _
from chatsync.ops.cells import DEVICES, Cell, cell, harmless, percent

UNKNOWN = "-"
VITAL_NAMES = {
    "lcp": _("Main content is there (LCP)"),
    "inp": _("Answer to a press (INP)"),
    "cls": _("Jumping (CLS)"),
    "fcp": _("Something is there (FCP)"),
    "ttfb": _("First byte (TTFB)"),
}
_BANDS = {"good": _("Good"), "between": _("Could be better"), "poor": _("Poor")}
_THOUSANDTHS = frozenset((CLS.key, SHIFT))
"""Without a unit, kept in thousandths; all else is milliseconds."""
_SECOND_MS, _MINUTE_MS, _HOUR_MS = 1000, 60_000, 3_600_000


@dataclass(frozen=True)
class Told:
    """A value as it is shown: its words, the band that it lies in, the bare number, and what files
    say: milliseconds, or what has no unit as it is shown."""

    text: str
    band: str = ""
    value: int | None = None
    bare: str = UNKNOWN

    @property
    def band_name(self) -> str:
        return gettext(_BANDS[self.band]) if self.band else ""


@dataclass(frozen=True)
class Share:
    """One band of a bar, in percent of its width."""

    band: str
    name: str
    start: float
    width: float
    text: str


@dataclass(frozen=True)
class VitalLine:
    """One vital of all that was asked for."""

    key: str
    name: str
    now: Told
    before: Told
    views: Cell
    shares: list[Share]
    limits: str


@dataclass(frozen=True)
class PageLine:
    """A page or a kind of device."""

    value: str
    name: str
    views: Cell
    before: Cell
    vitals: list[Told]
    lost: str


@dataclass(frozen=True)
class ButtonLine:
    """A button on a page."""

    page: str
    name: str
    presses: Cell
    before: Cell
    again: Cell
    unanswered: Cell
    wait: Told


@dataclass(frozen=True)
class PartLine:
    """A part of a page that jumped."""

    page: str
    name: str
    times: Cell
    before: Cell
    by: Told


@dataclass(frozen=True)
class Stretch:
    """How many visits were so long; `width`: of its bar, in percent of the widest."""

    name: str
    visits: Cell
    width: float


def duration(ms: float) -> str:
    """A span of time in the words of the reader, as exact as it is useful."""
    if ms < _SECOND_MS:
        return gettext("%(number)s ms") % {"number": round(ms)}
    if ms < _MINUTE_MS:
        return gettext("%(number)s s") % {"number": f"{ms / _SECOND_MS:.1f}"}
    if ms < _HOUR_MS:
        return gettext("%(number)s min") % {"number": f"{ms / _MINUTE_MS:.1f}"}
    return gettext("%(number)s h") % {"number": f"{ms / _HOUR_MS:.1f}"}


def told(vital: Vital, figure: Figure) -> Told:
    """What three of four views stayed below; nothing while there are too few to tell."""
    value = p75(vital.key, figure) if figure.count >= LEAST_TOLD else None
    if value is None:
        return Told(UNKNOWN)
    band = "good" if value <= vital.good else "between" if value <= vital.poor else "poor"
    return _value(vital.key, value, band)


def _value(metric: str, value: int | None, band: str = "") -> Told:
    if value is None:
        return Told(UNKNOWN)
    text = _unit(metric, value)
    return Told(text, band, value, text if metric in _THOUSANDTHS else str(value))


def _unit(metric: str, value: int) -> str:
    return f"{value / 1000:.2f}" if metric in _THOUSANDTHS else duration(value)


def vital_lines(found: Speed) -> list[VitalLine]:
    """All five, whether or not they were measured."""
    return [_vital_line(vital, found.all[key]) for key, vital in VITALS.items()]


def _vital_line(vital: Vital, pair: Pair) -> VitalLine:
    return VitalLine(
        key=vital.key,
        name=gettext(VITAL_NAMES[vital.key]),
        now=told(vital, pair.now),
        before=told(vital, pair.before),
        views=cell(pair.now.count),
        shares=_shares(vital, pair.now),
        limits=gettext("good up to %(good)s, poor from %(poor)s")
        % {"good": _unit(vital.key, vital.good), "poor": _unit(vital.key, vital.poor)},
    )


def _shares(vital: Vital, figure: Figure) -> list[Share]:
    if figure.count < LEAST_TOLD:
        return []
    shares, start = [], 0.0
    for band, count in zip(_BANDS, bands(vital, figure.counts), strict=True):
        # Few views in a band would be told by its share, and by its width.
        known = cell(count).count
        width = 100 * (known or 0) / figure.count
        text = percent(width / 100) if known is not None else cell(count).text
        shares.append(Share(band, gettext(_BANDS[band]), round(start, 2), round(width, 2), text))
        start += width
    return shares


def page_lines(found: Speed, most: int) -> list[PageLine]:
    """The pages that were viewed most."""
    return [_page_line(page, page, by) for page, by in found.by_page[:most]]


def device_lines(found: Speed) -> list[PageLine]:
    return [
        _page_line(device, gettext(DEVICES.get(device, device)), by)
        for device, by in found.by_device
    ]


def _page_line(value: str, name: str, by: Figures) -> PageLine:
    views = by[VIEW]
    return PageLine(
        value=value,
        name=name,
        views=cell(views.now.count),
        before=cell(views.before.count),
        vitals=[told(vital, by[key].now) for key, vital in VITALS.items()],
        lost=lost(by),
    )


def lost(by: Figures) -> str:
    """How long people waited for the main content, all of them together."""
    waited = by[LCP.key].now
    return duration(waited.total) if waited.count >= LEAST_TOLD else UNKNOWN


def button_lines(found: Speed) -> list[ButtonLine]:
    return [_button_line(one) for one in found.buttons]


def _button_line(one: Named) -> ButtonLine:
    presses, wait = one.by[PRESS], one.by[WAIT].now
    value = quantile(WAIT, wait.counts, 0.75) if wait.count >= LEAST_TOLD else None
    return ButtonLine(
        page=one.page,
        name=one.name,
        presses=cell(presses.now.counts[PRESSED]),
        before=cell(presses.before.counts[PRESSED]),
        again=cell(presses.now.counts[AGAIN]),
        unanswered=cell(presses.now.counts[UNANSWERED]),
        wait=_value(WAIT, value),
    )


def part_lines(found: Speed) -> list[PartLine]:
    return [_part_line(one) for one in found.parts]


def _part_line(one: Named) -> PartLine:
    pair = one.by[SHIFT]
    value = quantile(SHIFT, pair.now.counts, 0.75) if pair.now.count >= LEAST_TOLD else None
    times, before = cell(pair.now.count), cell(pair.before.count)
    return PartLine(one.page, one.name, times, before, _value(SHIFT, value))


def stretches(found: Speed) -> list[Stretch]:
    """How many visits were how long, the empty ends left out."""
    counts = found.all[VISIT].now.counts
    bounds = [*BOUNDS[VISIT], None]
    last = max((at for at, count in enumerate(counts) if count), default=-1)
    most = max((cell(count).count or 0 for count in counts), default=0) or 1
    return [
        Stretch(
            _up_to(bound, BOUNDS[VISIT][-1]),
            cell(count),
            round(100 * (cell(count).count or 0) / most, 2),
        )
        for bound, count in list(zip(bounds, counts, strict=True))[: last + 1]
    ]


def _up_to(bound: int | None, most: int) -> str:
    if bound is None:
        return gettext("over %(span)s") % {"span": duration(most)}
    return gettext("up to %(span)s") % {"span": duration(bound)}


def visit_headline(found: Speed) -> str:
    """How long a visit is used, in a sentence."""
    pair = found.all[VISIT]
    if pair.now.count < LEAST_TOLD:
        return gettext("Too few visits to say how long they are")
    half = {"half": duration(quantile(VISIT, pair.now.counts, 0.5) or 0)}
    said = gettext("Half of all visits are used for less than %(half)s") % half
    if pair.before.count < LEAST_TOLD:
        return said
    before = {"said": said, "half": duration(quantile(VISIT, pair.before.counts, 0.5) or 0)}
    return gettext("%(said)s (before: %(half)s)") % before


def headline(found: Speed) -> str:
    """What the period comes to, in a sentence."""
    value = told(LCP, found.all[LCP.key].now)
    views = found.views.now.count
    if 0 < views < LEAST_TOLD:
        return gettext("Fewer than five measured views")
    counted = ngettext("%(count)s measured view", "%(count)s measured views", views)
    said = counted % {"count": cell(views).text}
    if value.value is None:
        return said
    return gettext("Three of four views show their main content within %(span)s (%(views)s)") % {
        "span": value.text,
        "views": said,
    }


def file_rows(part: str, found: Speed) -> Iterator[list[Any]]:
    """The rows of a file, its heading first. Hidden counts are hidden."""
    return _FILES[part](found)


def _vital_rows(found: Speed) -> Iterator[list[Any]]:
    yield ["vital", "unit", "p75", "p75_before", "views", *_BANDS]
    for line in vital_lines(found):
        shares = [share.text for share in line.shares] or [UNKNOWN] * len(_BANDS)
        values = [line.now.bare, line.before.bare, line.views.bare]
        yield [line.key, "score" if line.key in _THOUSANDTHS else "ms", *values, *shares]


def _day_rows(found: Speed) -> Iterator[list[Any]]:
    yield ["begins", "views", "lcp_p75_ms"]
    for day, by in found.by_time:
        value = told(LCP, by[LCP.key].now)
        yield [day.isoformat(), cell(by[VIEW].now.count).bare, value.bare]


def _page_rows(name: str, lines: list[tuple[str, Figures]]) -> Iterator[list[Any]]:
    heads = [key if key in _THOUSANDTHS else f"{key}_ms" for key in VITALS]
    yield [name, "views", "views_before", *heads, "lost_ms"]
    for value, by in lines:
        line, waited = _page_line(value, value, by), by[LCP.key].now
        lost_ms = waited.total if waited.count >= LEAST_TOLD else UNKNOWN
        vitals = [one.bare for one in line.vitals]
        yield [harmless(value), line.views.bare, line.before.bare, *vitals, lost_ms]


def _visit_rows(found: Speed) -> Iterator[list[Any]]:
    yield ["up_to_ms", "visits"]
    for bound, count in zip([*BOUNDS[VISIT], ""], found.all[VISIT].now.counts, strict=True):
        yield [bound, cell(count).bare]


def _button_rows(found: Speed) -> Iterator[list[Any]]:
    yield ["page", "button", "presses", "before", "again", "unanswered", "answer_p75_ms"]
    for one in button_lines(found):
        counts = [it.bare for it in (one.presses, one.before, one.again, one.unanswered)]
        yield [harmless(one.page), one.name, *counts, one.wait.bare]


def _part_rows(found: Speed) -> Iterator[list[Any]]:
    yield ["page", "part", "jumps", "before", "by_p75"]
    for one in part_lines(found):
        yield [harmless(one.page), one.name, one.times.bare, one.before.bare, one.by.bare]


_FILES: dict[str, Callable[[Speed], Iterator[list[Any]]]] = {
    "vitals": _vital_rows,
    "days": _day_rows,
    "pages": lambda found: _page_rows("page", found.by_page),
    "devices": lambda found: _page_rows("device", found.by_device),
    "visits": _visit_rows,
    "buttons": _button_rows,
    "parts": _part_rows,
}
PARTS = frozenset(_FILES)
"""The tables, each also a file."""
