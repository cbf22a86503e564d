"""The figures of landing traffic as the page and its files tell them. Small counts are hidden."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext, ngettext

from chatsync.analytics.queries.funnels import STEPS, Comparison, Way
from chatsync.analytics.queries.traffic import Counted, Traffic
from chatsync.analytics.rates import LEAST_TOLD
from chatsync.kit.text import gettext_noop as _
from chatsync.ops.cells import DEVICES, Cell, cell, harmless, percent
from chatsync.ops.charts import Band, band

PARTS = {
    "page": _("Pages"),
    "referrer": _("Where the link stood"),
    "utm_source": _("Source words of links"),
    "utm_medium": _("Medium words of links"),
    "utm_campaign": _("Campaign words of links"),
    "device": _("Devices"),
}
_OF_WORDS = _(
    "Counts views whose link had such a word. “other” is every word that is not on the list of "
    "campaigns. It cannot know of links that say nothing."
)
COUNTS = {
    "page": _("Counts how often each address was opened. It cannot know whether it was read."),
    "referrer": _(
        "Counts on what kind of site the link stood, as browsers tell. It cannot know what apps "
        "and many sites keep to themselves: that counts as typed."
    ),
    "utm_source": _OF_WORDS,
    "utm_medium": _OF_WORDS,
    "utm_campaign": _OF_WORDS,
    "device": _(
        "Counts what browsers call themselves. It cannot know of tablets that call themselves "
        "computers, as newer iPads do."
    ),
}
"""What each table counts, and what it cannot know."""
SIGN_UPS, DAYS = "sign-ups", "days"
FILES = frozenset((*PARTS, SIGN_UPS, DAYS))
"""The tables, each also a file."""
_NAMES = {
    "referrer": {
        "none": _("Typed, a bookmark, or not told"),
        "own": _("Our own pages"),
        "search": _("Search engines"),
        "social": _("Social networks"),
        "messages": _("Messages and mail"),
        "other": _("Other sites"),
    },
    "device": DEVICES,
}
STEP_NAMES = {
    "viewed": _("Views"),
    "called": _("Pressed the button"),
    "shown": _("Saw the form"),
    "submitted": _("Sent the form"),
    "verified": _("Signed up"),
    "messaged": _("Got a first message"),
}


@dataclass(frozen=True)
class Line:
    """A row of a table: the value as it is filtered by, its name, and its counts."""

    value: str
    name: str
    views: Cell
    before: Cell


@dataclass(frozen=True)
class WayLine:
    """A variant of a landing page: each step's count, the sign-up rate with its band, and the rate
    before."""

    way: Way
    cells: list[Cell]
    percent: str
    low: str
    high: str
    before: str
    band: Band | None


def lines(part: str, counted: list[Counted]) -> list[Line]:
    """The table of one dimension; values without a word are left out."""
    return [
        Line(one.value, name_of(part, one.value), cell(one.views), cell(one.before))
        for one in counted
        if one.value
    ]


def name_of(part: str, value: str) -> str:
    """What a value is called in the reader's language."""
    known = _NAMES.get(part, {}).get(value)
    if known:
        return gettext(known)
    return gettext("other") if part.startswith("utm_") and value == "other" else value


def way_lines(found: list[Way]) -> list[WayLine]:
    """The funnel's table. All bands are drawn on one line, so that they can be compared."""
    most = max((way.sign_ups.high for way in found if way.sign_ups), default=0.0)
    return [_way_line(way, most) for way in found]


def _way_line(way: Way, most: float) -> WayLine:
    told, before = way.sign_ups, way.sign_ups_before
    return WayLine(
        way=way,
        cells=[cell(way.reached[step]) for step in STEPS],
        percent=percent(told.share) if told else "",
        low=percent(told.low) if told else "",
        high=percent(told.high) if told else "",
        before=percent(before.share) if before else "",
        band=band(told, most) if told else None,
    )


def headline(found: Traffic) -> str:
    """What the period comes to, in a sentence."""
    if 0 < found.total < LEAST_TOLD:
        return gettext("Fewer than five views")
    views = ngettext("%(count)s view", "%(count)s views", found.total)
    views %= {"count": cell(found.total).text}
    if found.before < LEAST_TOLD or not found.total or not found.period.before.is_kept:
        return views
    change = (found.total - found.before) / found.before
    more = gettext("%(views)s, %(change)s more than in the time before")
    less = gettext("%(views)s, %(change)s less than in the time before")
    return (less if change < 0 else more) % {"views": views, "change": percent(abs(change))}


def verdict(one: Comparison) -> str:
    """What the comparison of two variants says, and how sure it is."""
    if one.gap is None:
        return gettext("Too few sign-ups to compare the variants.")
    if not one.better:
        said = gettext(
            "The difference may be chance: of 100 views, B leads to between %(less)s sign-ups "
            "fewer and %(more)s more than A."
        )
        return said % {"less": _of_100(-one.gap.low), "more": _of_100(one.gap.high)}
    low, high = sorted((abs(one.gap.low), abs(one.gap.high)))
    said = gettext(
        "Variant %(variant)s leads to more sign-ups: of 100 views, between %(low)s and %(high)s "
        "more than the other."
    )
    return said % {"variant": one.better.upper(), "low": _of_100(low), "high": _of_100(high)}


def _of_100(share: float) -> str:
    return f"{share * 100:.1f}"


def file_rows(part: str, found: Traffic, funnel: list[Way]) -> Iterator[list[Any]]:
    """The rows of a file, its heading first. Hidden counts are hidden here too."""
    if part == SIGN_UPS:
        yield ["landing", "variant", *STEPS, "rate", "low", "high", "rate_before"]
        for way in funnel:
            told, before = way.sign_ups, way.sign_ups_before
            rates = [f"{it:.4f}" for it in (told.share, told.low, told.high)] if told else [""] * 3
            rates.append(f"{before.share:.4f}" if before else "")
            cells = [cell(way.reached[step]).bare for step in STEPS]
            yield [way.landing, way.variant, *cells, *rates]
        return
    if part == DAYS:
        yield ["begins", "views"]
        for day, views in found.by_time:
            yield [day.isoformat(), cell(views).bare]
        return
    yield [part, "views", "views_before"]
    for one in found.by[part]:
        yield [harmless(one.value), cell(one.views).bare, cell(one.before).bare]
