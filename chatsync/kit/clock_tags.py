"""Times as this installation tells them where no workspace has a say: in its own zone, named."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from django import template
from django.conf import settings
from django.utils.formats import date_format
from django.utils.html import format_html

register = template.Library()


@register.filter
def clock(at: datetime | None) -> str:
    """Such as `5 Nov 2026, 22:04 UTC+5`; nothing for no time."""
    if at is None:
        return ""
    local = at.astimezone(ZoneInfo(settings.CLOCK_ZONE))
    return format_html(
        '<time datetime="{}"><bdi>{} {}</bdi></time>',
        local.isoformat(timespec="seconds"),
        date_format(local, "DATETIME_FORMAT"),
        _ahead(local.utcoffset() or timedelta()),
    )


def _ahead(offset: timedelta) -> str:
    """`UTC`, or how far this is ahead of it or behind."""
    minutes = round(offset.total_seconds() / 60)
    hours, rest = divmod(abs(minutes), 60)
    sign = "+" if minutes > 0 else "\N{MINUS SIGN}"
    return f"UTC{sign}{hours}{f':{rest:02}' if rest else ''}" if minutes else "UTC"
