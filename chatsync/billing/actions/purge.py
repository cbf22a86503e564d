"""Deleting providers' events when their time is over."""

from datetime import datetime

from chatsync.billing.models import BillingEvent


def delete_billing_events(before: datetime, most: int) -> int:
    """At most so many that were received before a moment; returns how many."""
    old = BillingEvent.objects.filter(received_at__lt=before).order_by("received_at")
    gone, _by_table = BillingEvent.objects.filter(
        id__in=list(old.values_list("id", flat=True)[:most])
    ).delete()
    return gone
