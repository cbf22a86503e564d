"""From which view of a landing page a sign-up came, step by step."""

from datetime import timedelta

from django.http import HttpRequest

from chatsync.analytics.actions.funnel import Step, note_first_message, note_step
from chatsync.analytics.navigation import may_be_counted
from chatsync.analytics.queries.landings import awaited_origins
from chatsync.analytics.tickets import FIELD, VALID_FOR, Ticket, read_ticket
from chatsync.inbox.models import Message
from chatsync.kit.tenancy import scope
from chatsync.site.pending import KEPT_FOR


def note(request: HttpRequest, step: Step) -> str:
    """Count a step of the view that led here; what the form passes on, empty without a view.

    Whoever forbids counting drops out, and a made-up ticket is as good as none.
    """
    given = request.POST if request.method == "POST" else request.GET
    text = str(given.get(FIELD, ""))
    ticket = read_ticket(text) if _counts(request) else None
    if ticket is None:
        return ""
    note_step(ticket, step)
    return text


def origin_of(request: HttpRequest, via: str) -> Ticket | None:
    """The view that a sign-up began with, once its code is typed."""
    return read_ticket(via, VALID_FOR + KEPT_FOR + _ROOM) if _counts(request) else None


def note_first_messages() -> None:
    """Count each workspace that came from a landing page and has its first message by now."""
    for workspace_id in awaited_origins():
        with scope(workspace_id):
            has_messages = Message.objects.filter(origin="live").exists()
        if has_messages:
            note_first_message(workspace_id)


_ROOM = timedelta(minutes=5)


def _counts(request: HttpRequest) -> bool:
    return request.method != "HEAD" and may_be_counted(request)
