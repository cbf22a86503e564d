"""Reads of the privacy room."""

from chatsync.kit.clock import now
from chatsync.privacy.models import CspReport


def violations_today() -> list[CspReport]:
    """What browsers reported today, the most frequent first."""
    return list(CspReport.objects.filter(day=now().date()).order_by("-count"))
