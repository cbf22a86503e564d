"""Healing what webhooks missed: the list of events every hour, every subscription each night."""

from datetime import timedelta
from typing import NamedTuple

import msgspec
import structlog
from django.conf import settings
from django.db import transaction

from chatsync.billing.actions.apply import apply_events
from chatsync.billing.actions.inbox import keep_missed, open_events
from chatsync.billing.asking import ask
from chatsync.billing.models import Provider, Walk
from chatsync.billing.paddle.answers import Refused, Trouble
from chatsync.billing.paddle.client import Paddle, list_page
from chatsync.billing.paddle.reader import (
    EventRead,
    Json,
    Listed,
    event_of,
    identifier,
    moment,
)
from chatsync.kit.clock import now

_EVERY = timedelta(hours=1)
_COMPARED_EVERY = timedelta(hours=24)
_AT_ONCE = 200
_LIVE = "trialing,active,past_due,paused"
_log = structlog.get_logger()


class Reconciled(NamedTuple):
    """How many events were missed, how many were read again, and what stopped it, if anything."""

    missed: int
    again: int
    compared: int
    trouble: str


def reconcile_when_due() -> None:
    """By the clock: the walk every hour, the comparing once a day. Safe to run twice."""
    if not asks_paddle():
        return
    walk = _walk()
    if walk.walked_at and now() - walk.walked_at < _EVERY:
        return
    stale = walk.compared_at is None or now() - walk.compared_at >= _COMPARED_EVERY
    done = reconcile(compares=stale)
    if done.missed or done.trouble:
        _log.warning("billing_reconciled", count=done.missed, reason=done.trouble or "missed")


def reconcile(*, compares: bool = True) -> Reconciled:
    """Read Paddle's list on from where we were, what did not conclude, and all subscriptions."""
    if not asks_paddle():
        return Reconciled(0, _read_open(), 0, "")
    missed, trouble = _walk_events()
    again = _read_open()
    compared = 0
    if compares and not trouble:
        compared, trouble = _compare_subscriptions()
    return Reconciled(missed, again, compared, trouble)


def asks_paddle() -> bool:
    """Whether there is a Paddle to ask."""
    return bool(settings.BILLING and settings.PADDLE_API_KEY)


def _walk() -> Walk:
    walk, _made = Walk.objects.get_or_create(provider=Provider.PADDLE)
    return walk


def _walk_events() -> tuple[int, str]:
    """Page by page; a page is stored and read before the next, and its end is noted."""
    missed, after = 0, _walk().after or None
    while True:
        page = _page("events", {"order_by": "id[ASC]"}, after)
        if not isinstance(page, Listed):
            return missed, _said(page)
        events = [(event, _body(item)) for item in page.items if (event := event_of(item))]
        new = keep_missed(events)
        apply_events(new)
        missed += len(new)
        last = identifier(page.items[-1], "event_id") if page.items else None
        _note(last or after or "")
        if page.after is None:
            return missed, ""
        after = page.after


def _note(after: str) -> None:
    with transaction.atomic():
        Walk.objects.filter(provider=Provider.PADDLE).update(after=after, walked_at=now())


def _read_open() -> int:
    read, after = 0, None
    while found := open_events(after, _AT_ONCE):
        apply_events(found)
        read, after = read + len(found), found[-1]
    return read


def _compare_subscriptions() -> tuple[int, str]:
    """Each live subscription as it stands now, as if Paddle had told of it at its last change."""
    compared, after = 0, None
    while True:
        page = _page("subscriptions", {"status": _LIVE}, after)
        if not isinstance(page, Listed):
            return compared, _said(page)
        events = [(event, _body(item)) for item in page.items if (event := _told(item))]
        apply_events(keep_missed(events))
        compared += len(page.items)
        if page.after is None:
            Walk.objects.filter(provider=Provider.PADDLE).update(compared_at=now())
            return compared, ""
        after = page.after


def _told(item: Json) -> EventRead | None:
    """A snapshot as an event of its own, stored once for each change of it."""
    its_id, at = identifier(item, "id"), moment(item, "updated_at")
    if not its_id or at is None:
        return None
    name = f"seen_{its_id}_{int(at.timestamp() * 1000)}"
    return EventRead(name[:64], "subscription.updated", at, None, item)


def _body(item: Json) -> bytes:
    """What is stored: the event as Paddle lists it, or made of a snapshot."""
    if identifier(item, "event_id"):
        return msgspec.json.encode(item)
    told = _told(item)
    return msgspec.json.encode(
        {
            "event_id": told.event_id if told else "",
            "event_type": "subscription.updated",
            "occurred_at": told.occurred_at.isoformat() if told else "",
            "data": item,
        }
    )


def _page(path: str, params: dict[str, str], after: str | None) -> Listed | Trouble:
    async def asked(paddle: Paddle) -> Listed | Trouble:
        return await list_page(
            paddle, path, params if after is None else {**params, "after": after}
        )

    return ask(asked)


def _said(trouble: Trouble) -> str:
    return trouble.code or str(trouble.status) if isinstance(trouble, Refused) else trouble.reason
