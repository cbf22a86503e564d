"""Days that an operator types, and when they end for a workspace."""

from datetime import date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from django import forms
from django.utils.translation import gettext_lazy as _

from chatsync.workspaces.models import Workspace


class DayField(forms.DateField):
    """A day as text: browsers send a date field that they cannot read as empty, and where it may
    be empty that means without end."""

    def __init__(self, **given: Any) -> None:
        super().__init__(
            input_formats=["%Y-%m-%d"],
            error_messages={"invalid": _("Type the day as year-month-day, such as 2027-01-31.")},
            widget=forms.TextInput(
                attrs={"autocomplete": "off", "dir": "ltr", "placeholder": "2027-01-31"}
            ),
            **given,
        )


def end_of_day(day: date, workspace: Workspace) -> datetime:
    """Midnight after that day, by the workspace's own clock."""
    following = datetime.combine(day + timedelta(days=1), time())
    return following.replace(tzinfo=ZoneInfo(workspace.time_zone))


def last_day(ends_at: datetime, workspace: Workspace) -> date:
    """The day on which a moment falls by the workspace's clock, so that nothing paid is lost."""
    return ends_at.astimezone(ZoneInfo(workspace.time_zone)).date()
