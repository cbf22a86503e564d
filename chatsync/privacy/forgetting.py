"""Deleting what browsers reported, once it is old."""

from datetime import datetime

from chatsync.privacy.models import CspReport


def delete_reports(before: datetime, most: int) -> int:
    """Counts of a day that is past."""
    old = CspReport.objects.filter(day__lt=before.date()).values_list("id", flat=True)[:most]
    gone, _by_table = CspReport.objects.filter(id__in=list(old)).delete()
    return gone
