"""Reading what Paddle tells: every field may be missing or of another type, and none of it raises.

An event holds a whole snapshot of one entity. Money is text in the currency's smallest unit.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

import msgspec

_ID = re.compile(r"[A-Za-z0-9_]{1,64}", re.ASCII)
_KIND = re.compile(r"[a-z_]{1,40}(?:\.[a-z_]{1,40}){1,2}", re.ASCII)
_MONEY = re.compile(r"-?[0-9]{1,15}", re.ASCII)
_UNREADABLE = (ValueError, RecursionError)
_LONGEST_TEXT = 200

SIMULATED = ("ntfsimevt_", "ntfsimntf_")
"""How ids of Paddle's simulator begin: their snapshots are made up."""

Json = Mapping[str, Any]

RANKS: dict[str, dict[str, int]] = {
    "subscription": {
        name: rank
        for rank, name in enumerate(
            (
                "imported",
                "created",
                "activated",
                "trialing",
                "updated",
                "past_due",
                "paused",
                "resumed",
                "canceled",
            )
        )
    },
    "transaction": {
        name: rank
        for rank, name in enumerate(
            (
                "created",
                "ready",
                "revised",
                "updated",
                "billed",
                "payment_failed",
                "past_due",
                "canceled",
                "paid",
                "completed",
            )
        )
    },
    "adjustment": {"created": 0, "updated": 1},
    "customer": {"created": 0, "imported": 0, "updated": 1},
}
"""Of two events of one moment the higher one came later."""


@dataclass(frozen=True)
class EventRead:
    """The envelope. `entity`: subscription, transaction …; `data`: its snapshot."""

    event_id: str
    kind: str
    occurred_at: datetime
    notification_id: str | None
    data: Json

    @property
    def entity(self) -> str:
        return self.kind.partition(".")[0]

    @property
    def rank(self) -> int:
        return RANKS.get(self.entity, {}).get(self.kind.rpartition(".")[2], 0)

    @property
    def entity_id(self) -> str:
        return identifier(self.data, "id") or ""

    @property
    def is_simulated(self) -> bool:
        ids = (self.event_id, self.notification_id or "")
        return any(each.startswith(SIMULATED) for each in ids)


@dataclass(frozen=True)
class SubscriptionRead:
    """A subscription's snapshot."""

    id: str
    status: str
    customer_id: str | None
    transaction_id: str | None
    price_ids: tuple[str, ...]
    product_ids: tuple[str, ...]
    quantities: tuple[int, ...]
    currency: str | None
    amount: int
    billing_interval: str | None
    collection_mode: str | None
    next_billed_at: datetime | None
    period_end: datetime | None
    scheduled_action: str | None
    scheduled_effective_at: datetime | None
    started_at: datetime | None
    canceled_at: datetime | None
    paused_at: datetime | None
    trial_end: datetime | None
    custom_data: Json


@dataclass(frozen=True)
class TransactionRead:
    """A transaction's snapshot: a checkout, or a charge."""

    id: str
    status: str
    origin: str | None
    customer_id: str | None
    subscription_id: str | None
    price_ids: tuple[str, ...]
    amount: int
    """What its prices say, before tax and credit."""
    currency: str | None
    total: int | None
    grand_total: int | None
    tax: int | None
    invoice_id: str | None
    invoice_number: str | None
    collection_mode: str | None
    billed_at: datetime | None
    created_at: datetime | None
    payments: tuple[str, ...]
    custom_data: Json


@dataclass(frozen=True)
class AdjustmentRead:
    """A refund or credit as it stands."""

    id: str
    action: str
    status: str
    transaction_id: str | None
    subscription_id: str | None
    customer_id: str | None
    currency: str | None
    total: int | None
    reason: str | None


@dataclass(frozen=True)
class Listed:
    """A page of a list; `after` is where the next one begins, None at the end."""

    items: list[Json]
    after: str | None


def read_list(raw: bytes) -> Listed | None:
    """None where it is no list at all."""
    found = read_json(raw)
    if found is None or not isinstance(found.get("data"), list):
        return None
    items = objects(found, "data")
    has_more = part(part(found, "meta"), "pagination").get("has_more") is True
    last = items[-1] if items else {}
    following = identifier(last, "event_id") or identifier(last, "id")
    return Listed(items, following if has_more else None)


def read_json(raw: bytes) -> Json | None:
    """A JSON object; None for anything else."""
    try:
        found = msgspec.json.decode(raw)
    except _UNREADABLE:
        return None
    return found if isinstance(found, dict) else None


def read_event(raw: bytes) -> EventRead | None:
    """The event of a webhook body; None where it is none."""
    found = read_json(raw)
    return event_of(found) if found is not None else None


def event_of(found: Json) -> EventRead | None:
    """The event of a parsed body, or of an item of Paddle's list of events."""
    event_id, kind = identifier(found, "event_id"), text(found, "event_type")
    at, data = moment(found, "occurred_at"), found.get("data")
    if not event_id or not kind or not _KIND.fullmatch(kind) or at is None:
        return None
    if not isinstance(data, dict):
        return None
    return EventRead(event_id, kind, at, identifier(found, "notification_id"), data)


def read_subscription(data: Json) -> SubscriptionRead | None:
    """None where it has no id or no status."""
    its_id, status = identifier(data, "id"), text(data, "status")
    if not its_id or not status:
        return None
    items = objects(data, "items")
    prices = [part(item, "price") for item in items]
    change, period = part(data, "scheduled_change"), part(data, "current_billing_period")
    trials = [part(item, "trial_dates") for item in items]
    return SubscriptionRead(
        id=its_id,
        status=status,
        customer_id=identifier(data, "customer_id"),
        transaction_id=identifier(data, "transaction_id"),
        price_ids=_ids(prices, "id"),
        product_ids=tuple(sorted(set(_ids(prices, "product_id")))),
        quantities=tuple(_whole(item.get("quantity")) or 0 for item in items),
        currency=text(data, "currency_code"),
        amount=_summed(prices),
        billing_interval=text(part(data, "billing_cycle"), "interval"),
        collection_mode=text(data, "collection_mode"),
        next_billed_at=moment(data, "next_billed_at"),
        period_end=moment(period, "ends_at"),
        scheduled_action=text(change, "action"),
        scheduled_effective_at=moment(change, "effective_at"),
        started_at=moment(data, "started_at"),
        canceled_at=moment(data, "canceled_at"),
        paused_at=moment(data, "paused_at"),
        trial_end=max(filter(None, (moment(trial, "ends_at") for trial in trials)), default=None),
        custom_data=part(data, "custom_data"),
    )


def read_transaction(data: Json) -> TransactionRead | None:
    """None where it has no id or no status."""
    its_id, status = identifier(data, "id"), text(data, "status")
    if not its_id or not status:
        return None
    totals = part(part(data, "details"), "totals")
    payments = objects(data, "payments")
    price_ids, amount = priced(data)
    return TransactionRead(
        id=its_id,
        status=status,
        origin=text(data, "origin"),
        customer_id=identifier(data, "customer_id"),
        subscription_id=identifier(data, "subscription_id"),
        price_ids=price_ids,
        amount=amount,
        currency=text(data, "currency_code") or text(totals, "currency_code"),
        total=money(totals, "total"),
        grand_total=money(totals, "grand_total"),
        tax=money(totals, "tax"),
        invoice_id=identifier(data, "invoice_id"),
        invoice_number=text(data, "invoice_number"),
        collection_mode=text(data, "collection_mode"),
        billed_at=moment(data, "billed_at"),
        created_at=moment(data, "created_at"),
        payments=tuple(filter(None, (text(each, "status") for each in payments))),
        custom_data=part(data, "custom_data"),
    )


def read_adjustment(data: Json) -> AdjustmentRead | None:
    """None where it has no id, action or status."""
    its_id, action, status = identifier(data, "id"), text(data, "action"), text(data, "status")
    if not its_id or not action or not status:
        return None
    return AdjustmentRead(
        id=its_id,
        action=action,
        status=status,
        transaction_id=identifier(data, "transaction_id"),
        subscription_id=identifier(data, "subscription_id"),
        customer_id=identifier(data, "customer_id"),
        currency=text(data, "currency_code") or text(part(data, "totals"), "currency_code"),
        total=money(part(data, "totals"), "total"),
        reason=text(data, "reason"),
    )


def part(found: Json, key: str) -> Json:
    """The object at a key; an empty one where there is none."""
    value = found.get(key)
    return value if isinstance(value, dict) else {}


def objects(found: Json, key: str) -> list[Json]:
    value = found.get(key)
    return [each for each in value if isinstance(each, dict)] if isinstance(value, list) else []


def text(found: Json, key: str) -> str | None:
    """A text that a column can hold, shortened; None for anything else and for an empty one."""
    value = found.get(key)
    if not isinstance(value, str) or "\0" in value:
        return None
    return value.encode(errors="ignore").decode()[:_LONGEST_TEXT] or None


def identifier(found: Json, key: str) -> str | None:
    value = found.get(key)
    return value if isinstance(value, str) and _ID.fullmatch(value) else None


def money(found: Json, key: str) -> int | None:
    value = found.get(key)
    return int(value) if isinstance(value, str) and _MONEY.fullmatch(value) else None


def moment(found: Json, key: str) -> datetime | None:
    """A time with 0 to 9 digits of fraction; what is finer than a microsecond is cut off."""
    value = found.get(key)
    try:
        read = datetime.fromisoformat(value) if isinstance(value, str) else None
    except ValueError:
        return None
    if read is None:
        return None
    try:
        return (read if read.tzinfo else read.replace(tzinfo=UTC)).astimezone(UTC)
    except (OverflowError, ValueError):
        return None


def _whole(value: object) -> int | None:
    return value if isinstance(value, int) and not isinstance(value, bool) else None


def priced(data: Json) -> tuple[tuple[str, ...], int]:
    """The ids of the prices of an entity's items, and their sum in the smallest unit."""
    prices = [part(item, "price") for item in objects(data, "items")]
    return _ids(prices, "id"), _summed(prices)


def _summed(prices: list[Json]) -> int:
    return sum(money(part(price, "unit_price"), "amount") or 0 for price in prices)


def _ids(found: list[Json], key: str) -> tuple[str, ...]:
    return tuple(filter(None, (identifier(each, key) for each in found)))
