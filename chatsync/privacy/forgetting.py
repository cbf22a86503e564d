"""Deleting reports of browsers, answers on measurement and proofs of deletion when they are old."""

from datetime import datetime

from chatsync.privacy.models import Closure, ConsentRecord, CspReport


def delete_reports(before: datetime, most: int) -> int:
    """Counts of a day that is past."""
    old = CspReport.objects.filter(day__lt=before.date()).values_list("id", flat=True)[:most]
    gone, _by_table = CspReport.objects.filter(id__in=list(old)).delete()
    return gone


def delete_answers(before: datetime, most: int) -> int:
    """Lines of the ledger of consent. Their receipts ended long ago."""
    old = ConsentRecord.objects.filter(at__lt=before).values_list("receipt", flat=True)[:most]
    gone, _by_table = ConsentRecord.objects.filter(receipt__in=list(old)).delete()
    return gone


def delete_closures(before: datetime, most: int) -> int:
    """Proofs that a closed workspace was deleted."""
    old = Closure.objects.filter(done_at__lt=before).values_list("id", flat=True)[:most]
    gone, _by_table = Closure.objects.filter(id__in=list(old)).delete()
    return gone
