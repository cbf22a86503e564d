"""Answers of billing to what was announced."""

from chatsync.billing.actions.apply import apply_events
from chatsync.billing.actions.endings import follow_closing
from chatsync.billing.events import BillingEventKept
from chatsync.kit.tenancy import scope
from chatsync.workspaces.actions.seats import lock_seats
from chatsync.workspaces.events import StandingChanged


def billing_event_kept(event: BillingEventKept) -> None:
    apply_events([event.row_id])


def standing_changed(event: StandingChanged) -> None:
    """A closed workspace pays no longer than its period; joins the transaction of the closing."""
    with scope(event.workspace_id):
        follow_closing(lock_seats())
