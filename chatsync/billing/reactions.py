"""Answers of billing to what was announced."""

from chatsync.billing.actions.apply import apply_events
from chatsync.billing.events import BillingEventKept


def billing_event_kept(event: BillingEventKept) -> None:
    apply_events([event.row_id])
