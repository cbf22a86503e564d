"""What happens to requests by the clock: reminding operators, closing what is settled."""

from collections.abc import Sequence
from datetime import timedelta
from uuid import UUID

from django.conf import settings
from django.db import transaction
from django.db.models import Q
from django.template.loader import render_to_string
from django.utils import translation

from chatsync.accounts.operators import operators
from chatsync.desk.actions.trail import Act, note_act
from chatsync.desk.actions.writing import KIND, told_day
from chatsync.desk.models import OPEN, SOON, Request, State, Told
from chatsync.jobs.mail import queue_mail
from chatsync.kit.clock import now

CLOSED_AFTER = timedelta(days=30)
"""An answered request to which nobody replies is closed by itself."""

_AT_ONCE = 100


def remind_operators() -> None:
    """Mail operators what is new, soon due or overdue: each request once for each of the three.

    Whoever holds a request hears of it; of one that nobody holds all hear. Safe to run twice at
    once: the row says what was told.
    """
    soon = Q(told__lt=Told.SOON, due_at__lt=now() + SOON)
    overdue = Q(told__lt=Told.OVERDUE, due_at__lt=now())
    with transaction.atomic():
        waiting = Request.objects.filter(Q(told=Told.NOTHING) | soon | overdue, state__in=OPEN)
        due = list(
            waiting.select_for_update(no_key=True, skip_locked=True).order_by("due_at", "id")[
                :_AT_ONCE
            ]
        )
        for asked in due:
            asked.told = _stage(asked)
            asked.save(update_fields=["told"])
            note_act(asked, Act.REMINDED, of=asked.told)
        if due:
            _mail(due)


def close_settled() -> None:
    """Close what was answered a while ago. Safe to repeat."""
    with transaction.atomic():
        old = Request.objects.filter(
            state=State.ANSWERED, settled_at__lt=now() - CLOSED_AFTER
        ).select_for_update(no_key=True, skip_locked=True)
        for asked in old.order_by("id")[:_AT_ONCE]:
            asked.state, asked.settled_at = State.CLOSED, now()
            asked.save(update_fields=["state", "settled_at"])
            note_act(asked, Act.STATE, before=str(State.ANSWERED), after=str(State.CLOSED))


def _stage(asked: Request) -> Told:
    if asked.is_overdue:
        return Told.OVERDUE
    return Told.SOON if asked.is_due_soon else Told.NEW


def _mail(due: Sequence[Request]) -> None:
    people = [person for person in operators() if person.email and person.is_active]
    known = {person.id for person in people}
    for person in people:
        theirs = [it for it in due if _concerns(it, person.id, known)]
        if theirs:
            with translation.override(person.language or "en"):
                queue_mail(
                    recipient=str(person.email),
                    subject=render_to_string("desk/reminder_subject.txt"),
                    text=render_to_string("desk/reminder_message.txt", _words(theirs)),
                    kind=KIND,
                    headers={"Auto-Submitted": "auto-generated"},
                )


def _concerns(asked: Request, person_id: UUID, known: set[UUID]) -> bool:
    """Theirs, nobody's, or of somebody who cannot be written to."""
    return asked.assignee_id == person_id or asked.assignee_id not in known


def _words(due: Sequence[Request]) -> dict[str, object]:
    return {
        "requests": [
            {"reference": it.reference, "told": it.told, "due": told_day(it.due_at)} for it in due
        ],
        "link": f"{settings.BASE_URL}/ops/desk",
    }
