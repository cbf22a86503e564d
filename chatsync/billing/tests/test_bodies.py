"""Real bodies of Paddle's own libraries: the values in their index are read, whatever they are.

They lie in the folder that CHATSYNC_TEST_PAYLOADS names, under `paddle/`, and are not ours to copy.
"""

import json
import os
from pathlib import Path
from typing import Any

import pytest

from chatsync.billing.paddle.reader import (
    AdjustmentRead,
    SubscriptionRead,
    TransactionRead,
    identifier,
    read_adjustment,
    read_event,
    read_subscription,
    read_transaction,
)

FOLDER = Path(os.environ.get("CHATSYNC_TEST_PAYLOADS", "/nowhere")) / "paddle"
_INDEX = FOLDER / "index.json"
ITEMS = json.loads(_INDEX.read_text("utf-8"))["items"] if _INDEX.exists() else []
needs_bodies = pytest.mark.skipif(not ITEMS, reason=f"no bodies under {FOLDER}")
_OTHERS = {"address", "business", "customer", "discount", "discount_group", "product", "price"}


def _said(item: dict[str, Any]) -> dict[str, Any]:
    """What our reader says, under the names of the index."""
    event = read_event((FOLDER / item["file"]).read_bytes())
    assert event, item["file"]
    assert (event.event_id, event.kind) == (item["event_id"], item["event_type"])
    assert event.notification_id == item["notification_id"]
    if event.entity == "subscription":
        return _of_subscription(read_subscription(event.data))
    if event.entity == "transaction":
        return _of_transaction(read_transaction(event.data))
    if event.entity == "adjustment":
        return _of_adjustment(read_adjustment(event.data))
    entity_id = identifier(event.data, "id")
    return {"id": entity_id, f"{event.entity}_id": entity_id}


def _of_subscription(read: SubscriptionRead | None) -> dict[str, Any]:
    assert read
    return {
        "subscription_id": read.id,
        "subscription_status": read.status,
        "customer_id": read.customer_id,
        "transaction_id": read.transaction_id,
        "price_ids": list(read.price_ids),
        "product_ids": list(read.product_ids),
        "quantities": list(read.quantities),
        "currency": read.currency,
        "billing_interval": read.billing_interval,
        "collection_mode": read.collection_mode,
        "scheduled_action": read.scheduled_action,
    }


def _of_transaction(read: TransactionRead | None) -> dict[str, Any]:
    assert read
    return {
        "transaction_id": read.id,
        "transaction_status": read.status,
        "origin": read.origin,
        "customer_id": read.customer_id,
        "subscription_id": read.subscription_id,
        "currency": read.currency,
        "total": str(read.total),
        "grand_total": str(read.grand_total),
        "tax": str(read.tax),
        "invoice_id": read.invoice_id,
        "invoice_number": read.invoice_number,
        "collection_mode": read.collection_mode,
    }


def _of_adjustment(read: AdjustmentRead | None) -> dict[str, Any]:
    assert read
    return {
        "adjustment_id": read.id,
        "action": read.action,
        "adjustment_status": read.status,
        "transaction_id": read.transaction_id,
        "subscription_id": read.subscription_id,
        "customer_id": read.customer_id,
        "total": str(read.total),
        "currency": read.currency,
    }


@needs_bodies
@pytest.mark.parametrize("item", ITEMS, ids=lambda item: item["file"])
def test_the_values_of_the_index_are_read(item: dict[str, Any]) -> None:
    expected, said = item["expected"], _said(item)
    wrong = {
        name: (expected[name], said[name])
        for name in said.keys() & expected.keys()
        if said[name] != expected[name]
    }
    assert not wrong
    assert said.keys() & expected.keys()


@pytest.mark.parametrize(
    "raw",
    [
        b"",
        b"null",
        b"[]",
        b"{",
        b"\xff\xfe",
        b'{"event_id": 5}',
        b'{"event_id":"evt_1","event_type":"a.b","occurred_at":"now","data":{}}',
        b'{"event_id":"evt_1","event_type":"a.b","occurred_at":"2026-01-01T00:00:00Z","data":[]}',
        b'{"event_id":"a\\u0000","event_type":"a.b","occurred_at":"2026-01-01","data":{}}',
        b"[" * 100_000,
    ],
)
def test_what_is_no_event_is_none(raw: bytes) -> None:
    assert read_event(raw) is None


@pytest.mark.parametrize("bad", [None, 5, "x", [], [None], {"price": []}, True, {"a": {"b": 1}}])
def test_a_piece_of_another_type_costs_nothing_beside_it(bad: object) -> None:
    names = ("items", "scheduled_change", "current_billing_period", "custom_data", "started_at")
    data = {"id": "sub_1", "status": "active", **dict.fromkeys(names, bad)}
    read = read_subscription(data)
    assert read
    assert (read.id, read.status, read.price_ids) == ("sub_1", "active", ())
    assert read_transaction({"id": "txn_1", "status": "paid", "details": bad, "items": bad})


@pytest.mark.parametrize("digits", range(10))
def test_times_are_read_with_any_digits_of_fraction(digits: int) -> None:
    fraction = f".{'1' * digits}" if digits else ""
    raw = (
        b'{"event_id":"evt_1","event_type":"a.b","occurred_at":"2026-01-01T00:00:00%sZ","data":{}}'
        % fraction.encode()
    )
    assert read_event(raw)
