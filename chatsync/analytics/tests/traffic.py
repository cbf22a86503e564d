"""Browsers as they come from outside, and what was counted of them."""

from collections import Counter
from typing import Any

from chatsync.analytics.actions.funnel import WAITING as LANDING_VIEWS
from chatsync.analytics.actions.views import WAITING, write_views
from chatsync.analytics.campaigns import LISTED
from chatsync.analytics.models import Grain, PageCount, ViewSum
from chatsync.site.tests.stand import Browser

PHONE = (
    "Mozilla/5.0 (Linux; Android 14; Pixel 8) AppleWebKit/537.36 (KHTML, like Gecko) "
    "Chrome/140.0.0.0 Mobile Safari/537.36"
)
TABLET = (
    "Mozilla/5.0 (iPad; CPU OS 17_5 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) "
    "Version/17.5 Mobile/15E148 Safari/604.1"
)
DESKTOP = "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0"
BOT = "Mozilla/5.0 (compatible; Googlebot/2.1; +http://www.google.com/bot.html)"
HEADLESS = DESKTOP.replace("Firefox", "HeadlessChrome")


def nothing_waits() -> None:
    """Begin anew: the memory of the process outlives a test."""
    WAITING.take()
    LANDING_VIEWS.take()
    LISTED.forget()


class Guest(Browser):
    """Somebody at a real browser."""

    def come(self, path: str, agent: str = DESKTOP, **headers: str) -> Any:
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        return self.open(path, headers={"User-Agent": agent, **named})

    def fill(self, path: str, fields: dict[str, str], **headers: str) -> Any:
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        return self.send(path, fields, headers={"User-Agent": DESKTOP, **named})


def counted(*by: str) -> dict[tuple[str, ...], int]:
    """What the hours hold after the next writing, by these columns."""
    write_views()
    found: Counter[tuple[str, ...]] = Counter()
    for row in PageCount.objects.all():
        found[tuple(str(getattr(row, name)) for name in by or ("page",))] += row.views
    return dict(found)


def summed(grain: Grain, part: str = "page") -> dict[tuple[str, ...], int]:
    """What the sums hold of one part."""
    rows = ViewSum.objects.filter(grain=grain, within="", part=part)
    return {(row.value,): row.views for row in rows}
