"""Billing periods: a month later is the same day, or the last one of a shorter month."""

import calendar
from datetime import datetime, timedelta

from sandbox.paddle.state import Json

_DAYS = {"day": 1, "week": 7}


def after_cycle(start: datetime, cycle: Json) -> datetime:
    """Give the end of a period that begins then."""
    count, interval = int(cycle["frequency"]), cycle["interval"]
    if interval in _DAYS:
        return start + timedelta(days=count * _DAYS[interval])
    months = start.year * 12 + start.month - 1 + count * (12 if interval == "year" else 1)
    year, month = divmod(months, 12)
    day = min(start.day, calendar.monthrange(year, month + 1)[1])
    return start.replace(year=year, month=month + 1, day=day)
