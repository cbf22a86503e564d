"""Putting one snapshot into its row: only where it is newer, and never out of an end."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.db.models import Model, Q

from chatsync.billing.models import (
    Adjustment,
    Checkout,
    Invoice,
    Provider,
    Subscription,
    SubscriptionState,
)
from chatsync.billing.paddle.reader import (
    AdjustmentRead,
    EventRead,
    SubscriptionRead,
    TransactionRead,
    read_adjustment,
    read_subscription,
    read_transaction,
)
from chatsync.billing.prices import price_by_id

Read = SubscriptionRead | TransactionRead | AdjustmentRead
_ENDS = {"canceled", "completed"}
"""States that no older snapshot leaves."""


class WrongMoney(Exception):  # noqa: N818  it reads as what it is
    """A snapshot sells what is not sold here: a foreign price, or another amount."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


@dataclass(frozen=True)
class Snapshot:
    """What an event says of an entity, and by which ids its workspace may be known."""

    read: Read
    known_by: tuple[str | None, ...]
    customer_id: str | None
    custom_data: Mapping[str, Any] = field(default_factory=dict)

    @property
    def is_paid(self) -> bool:
        """Whether somebody has paid: a subscription begins with a payment."""
        return isinstance(self.read, SubscriptionRead) or self.read.status == "completed"


def snapshot_of(event: EventRead) -> Snapshot | None:
    """None where the entity cannot be read."""
    if event.entity == "subscription":
        return _of_subscription(read_subscription(event.data))
    if event.entity == "transaction":
        return _of_transaction(read_transaction(event.data))
    given = read_adjustment(event.data)
    if given is None:
        return None
    return Snapshot(given, (given.transaction_id, given.subscription_id), given.customer_id)


def _of_subscription(read: SubscriptionRead | None) -> Snapshot | None:
    if read is None:
        return None
    return Snapshot(read, (read.id, read.transaction_id), read.customer_id, read.custom_data)


def _of_transaction(read: TransactionRead | None) -> Snapshot | None:
    if read is None:
        return None
    return Snapshot(read, (read.id, read.subscription_id), read.customer_id, read.custom_data)


def put(snapshot: Snapshot, at: datetime, rank: int) -> bool:
    """Write it into the open scope, whose workspace's row is held; whether it was newer.

    Raises WrongMoney for a subscription to what is not sold here: nothing is applied then.
    """
    read = snapshot.read
    if isinstance(read, SubscriptionRead):
        return _put_subscription(read, at, rank)
    if isinstance(read, TransactionRead):
        return _put_transaction(read, at, rank)
    facts = {
        "transaction_id": read.transaction_id or "",
        "action": read.action[:40],
        "state": read.status[:20],
        "currency": (read.currency or "")[:3],
        "total": read.total or 0,
        "reason": read.reason or "",
    }
    return _raise(Adjustment, {"adjustment_id": read.id}, facts, at, rank)


def _put_subscription(read: SubscriptionRead, at: datetime, rank: int) -> bool:
    if read.status not in SubscriptionState.values:
        raise WrongMoney("unknown_state")
    keys = {"provider": Provider.PADDLE, "provider_id": read.id}
    ends = read.status in {SubscriptionState.CANCELED, SubscriptionState.PAUSED}
    facts: dict[str, Any] = {
        "state": read.status,
        "ends_at": read.period_end or read.next_billed_at,
        "change": (read.scheduled_action or "")[:10],
        "change_at": read.scheduled_effective_at,
        "asked": "",
        "asked_at": None,
    }
    try:
        facts |= _sold(read)
    except WrongMoney:
        # One that ends opens nothing: it ends even where its price is sold no more.
        if not ends or not Subscription.objects.filter(**keys).exists():
            raise
    if read.started_at:
        facts["begun_at"] = read.started_at
    return _raise(Subscription, keys, facts, at, rank)


def _sold(read: SubscriptionRead) -> dict[str, Any]:
    """The plan by the price alone, never by what somebody typed. Raises WrongMoney."""
    price = price_by_id(read.price_ids[0]) if len(read.price_ids) == 1 else None
    if price is None:
        raise WrongMoney("unknown_price")
    if (read.amount, read.currency) != (price.amount, price.currency) or read.quantities != (1,):
        raise WrongMoney("wrong_amount")
    return {
        "plan": price.plan,
        "interval": price.interval,
        "price_id": price.provider_id,
        "currency": price.currency,
        "amount": price.amount,
    }


def _put_transaction(read: TransactionRead, at: datetime, rank: int) -> bool:
    facts = {
        "subscription_id": read.subscription_id or "",
        "state": read.status[:20],
        "origin": (read.origin or "")[:50],
        "number": (read.invoice_number or "")[:60],
        "currency": (read.currency or "")[:3],
        "total": read.grand_total or read.total or 0,
        "tax": read.tax or 0,
        "billed_at": read.billed_at,
    }
    changed = _raise(Invoice, {"transaction_id": read.id}, facts, at, rank)
    if changed and read.status in {"paid", "completed", "canceled"}:
        Checkout.objects.filter(transaction_id=read.id, is_open=True).update(is_open=False)
    return changed


def _raise(
    model: type[Model],
    keys: Mapping[str, Any],
    facts: Mapping[str, Any],
    at: datetime,
    rank: int,
) -> bool:
    """Make the row, or change it in one update that asks whether the snapshot is newer."""
    rows: Any = model._default_manager  # noqa: SLF001  the tenant's manager of any of the three
    if not rows.filter(**keys).exists():
        rows.create(**keys, **facts, occurred_at=at, rank=rank)
        return True
    older = Q(occurred_at__lt=at) | Q(occurred_at=at, rank__lt=rank)
    found = rows.filter(older, **keys)
    if facts["state"] not in _ENDS:
        found = found.exclude(state__in=_ENDS)
    return bool(found.update(**facts, occurred_at=at, rank=rank))
