"""When a browser was last used, as coarsely as it is known."""

from datetime import datetime, timedelta

from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext, ngettext

from chatsync.kit.clock import now

_JUST = timedelta(minutes=10)
_HOUR = timedelta(hours=1)
_DAY = timedelta(days=1)


def coarse_time(at: datetime) -> str:
    """Words for a past moment: just now, in the last hour, hours ago, or its date."""
    ago = now() - at
    if ago < _JUST:
        return gettext("just now")
    if ago < _HOUR:
        return gettext("in the last hour")
    if ago < _DAY:
        hours = int(ago / _HOUR)
        return ngettext("%(hours)d hour ago", "%(hours)d hours ago", hours) % {"hours": hours}
    return date_format(localtime(at), "DATE_FORMAT")
