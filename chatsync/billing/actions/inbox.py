"""Storing what a provider tells: once, whole, and before anything is done with it."""

from collections.abc import Sequence
from uuid import UUID

from django.db import transaction

from chatsync.billing.events import BillingEventKept
from chatsync.billing.models import UNCONCLUDED, BillingEvent, EventState, Provider, Walk
from chatsync.billing.paddle.reader import EventRead
from chatsync.jobs.events import emit
from chatsync.kit.clock import now
from chatsync.kit.ids import uuid7


def keep_event(event: EventRead, body: bytes) -> bool:
    """Store a verified event with the job that reads it; whether it is new.

    One that was stored and whose reading did not conclude is read again.
    """
    with transaction.atomic():
        row = _row(event, body)
        BillingEvent.objects.bulk_create([row], ignore_conflicts=True)
        known = BillingEvent.objects.only("id", "state").get(
            provider=Provider.PADDLE, event_id=event.event_id
        )
        if known.state in UNCONCLUDED:
            emit(BillingEventKept(row_id=known.id))
    return known.id == row.id


def keep_missed(events: Sequence[tuple[EventRead, bytes]]) -> list[UUID]:
    """Store those of a provider's list that never reached us; returns which were new."""
    rows = [_row(event, body) for event, body in events]
    with transaction.atomic():
        BillingEvent.objects.bulk_create(rows, ignore_conflicts=True)
        return list(
            BillingEvent.objects.filter(id__in=[row.id for row in rows]).values_list(
                "id", flat=True
            )
        )


def open_events(after: UUID | None, most: int) -> list[UUID]:
    """Stored events whose reading did not conclude, the longest-waiting first."""
    rows = BillingEvent.objects.filter(state__in=UNCONCLUDED)
    if after:
        rows = rows.filter(id__gt=after)
    return list(rows.order_by("id").values_list("id", flat=True)[:most])


def note_skew(seconds: int) -> None:
    """Keep that our clock and Paddle's differ, for the operator to see."""
    Walk.objects.update_or_create(
        provider=Provider.PADDLE, defaults={"skew_s": seconds, "skewed_at": now()}
    )


def replay(row_id: UUID) -> bool:
    """Have one read again, whatever became of it; whether there is one."""
    with transaction.atomic():
        found = BillingEvent.objects.filter(id=row_id)
        if not found.update(state=EventState.RECEIVED, reason="", settled_at=None):
            return False
        emit(BillingEventKept(row_id=row_id))
    return True


def _row(event: EventRead, body: bytes) -> BillingEvent:
    return BillingEvent(
        id=uuid7(),
        provider=Provider.PADDLE,
        event_id=event.event_id,
        kind=event.kind,
        entity_id=event.entity_id,
        occurred_at=event.occurred_at,
        body=body,
    )
