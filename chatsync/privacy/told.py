"""Lifetimes and ages in the reader's words."""

from datetime import timedelta

from django.utils.translation import gettext, ngettext

_DAY = timedelta(days=1)


def told_lifetime(lifetime: timedelta | None) -> str:
    """How long a thing stays in the browser; None is until the browser closes."""
    if lifetime is None:
        return gettext("until you close the browser")
    return told_span(lifetime) if lifetime else gettext("not kept in the browser")


def told_span(span: timedelta) -> str:
    """Days, hours below two days, minutes below an hour, as a person would say them."""
    if span > _DAY and not span % _DAY:
        days = span.days
        return ngettext("%(days)d day", "%(days)d days", days) % {"days": days}
    if span < timedelta(hours=1):
        minutes = round(span / timedelta(minutes=1))
        return ngettext("%(minutes)d minute", "%(minutes)d minutes", minutes) % {"minutes": minutes}
    hours = round(span / timedelta(hours=1))
    return ngettext("%(hours)d hour", "%(hours)d hours", hours) % {"hours": hours}
