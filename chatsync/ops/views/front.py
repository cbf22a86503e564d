"""`/ops`: what waits for somebody, and the way to each page."""

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from chatsync.channels.parked import Wanted, count
from chatsync.desk.queries import open_requests, overdue_requests
from chatsync.ops.billing import waiting_events
from chatsync.ops.counts import COUNTED
from chatsync.ops.mail import failed_mails
from chatsync.ops.transfers import waiting_transfers
from chatsync.outreach.queries import open_messages


@require_safe
def front(request: HttpRequest) -> HttpResponse:
    """Counts of what went wrong, up to a thousand each."""
    facts = {
        "parked": count(Wanted(), COUNTED),
        "failed": failed_mails()[:COUNTED].count(),
        "overdue": overdue_requests()[:COUNTED].count(),
        "asked": open_requests()[:COUNTED].count(),
        "messages": open_messages()[:COUNTED].count(),
        "billing": waiting_events() if settings.BILLING else None,
        "transfers": waiting_transfers() if settings.BILLING else None,
        "counted": COUNTED,
    }
    return render(request, "ops/front.html", facts)
