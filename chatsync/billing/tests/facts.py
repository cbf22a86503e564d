"""Builders: signed bodies, the events of a subscription's life, a list that Paddle answers."""

import hashlib
import hmac
import json
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, urlsplit
from uuid import UUID

from chatsync.billing.proof import custom_data

SECRET = "pdl_ntfset_01test_secret"
GROWTH = "pri_growthm0000000000000000000"
BUSINESS = "pri_businessm00000000000000000"
PRICE_IDS = (f"growth.month={GROWTH}", f"business.month={BUSINESS}")
AMOUNTS = {GROWTH: "3100", BUSINESS: "6500"}
_BEGAN = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)


def signed(body: bytes, secret: str = SECRET, at: int | None = None) -> str:
    """The header that Paddle sends with a body."""
    ts = int(time.time()) if at is None else at
    digest = hmac.new(secret.encode(), f"{ts}:".encode() + body, hashlib.sha256).hexdigest()
    return f"ts={ts};h1={digest}"


def at(minutes: float) -> str:
    return (_BEGAN + timedelta(minutes=minutes)).isoformat().replace("+00:00", "Z")


def subscription(workspace_id: UUID, status: str = "active", **changes: Any) -> dict[str, Any]:
    """A subscription's snapshot; `price` names what is sold."""
    price = changes.pop("price", GROWTH)
    return {
        "id": "sub_01test",
        "status": status,
        "customer_id": "ctm_01test",
        "currency_code": "USD",
        "started_at": at(0),
        "billing_cycle": {"interval": "month", "frequency": 1},
        "current_billing_period": {"starts_at": at(0), "ends_at": at(43200)},
        "scheduled_change": None,
        "custom_data": custom_data(workspace_id),
        "items": [
            {
                "quantity": 1,
                "status": "active",
                "price": {
                    "id": price,
                    "product_id": "pro_01test",
                    "unit_price": {"amount": AMOUNTS.get(price, "3100"), "currency_code": "USD"},
                },
            }
        ],
        **changes,
    }


def transaction(workspace_id: UUID, status: str = "completed", **changes: Any) -> dict[str, Any]:
    return {
        "id": "txn_01test",
        "status": status,
        "origin": "web",
        "customer_id": "ctm_01test",
        "subscription_id": "sub_01test",
        "currency_code": "USD",
        "invoice_number": "1234-1001" if status == "completed" else None,
        "billed_at": at(1),
        "custom_data": custom_data(workspace_id),
        "details": {"totals": {"total": "3100", "grand_total": "3100", "tax": "0"}},
        "items": [{"price": {"id": GROWTH}, "quantity": 1}],
        "payments": [],
        **changes,
    }


def event(kind: str, data: dict[str, Any], minutes: float, event_id: str = "") -> bytes:
    """A webhook body."""
    name = event_id or f"evt_{kind.replace('.', '_')}_{int(minutes * 1000)}"
    return json.dumps(
        {
            "event_id": name,
            "event_type": kind,
            "occurred_at": at(minutes),
            "notification_id": f"ntf_{name}",
            "data": data,
        }
    ).encode()


def a_life(workspace_id: UUID) -> list[bytes]:
    """A subscription from its first payment to its end, in seven steps and two charges."""
    canceling = {"scheduled_change": {"action": "cancel", "effective_at": at(43200)}}

    def bought(status: str, **changes: Any) -> dict[str, Any]:
        return subscription(workspace_id, status, **changes)

    return [
        event("transaction.paid", transaction(workspace_id, "paid"), 1),
        event("transaction.completed", transaction(workspace_id), 1.02),
        event("subscription.created", bought("active", transaction_id="txn_01test"), 1),
        event("subscription.activated", bought("active"), 1),
        event("subscription.updated", bought("active", price=BUSINESS), 5),
        event("subscription.past_due", bought("past_due", price=BUSINESS), 10),
        event("subscription.updated", bought("active", price=BUSINESS), 15),
        event(
            "subscription.updated",
            bought("active", price=BUSINESS, **canceling),
            20,
        ),
        event("subscription.canceled", bought("canceled", price=BUSINESS), 25),
    ]


class ListingPaddle:
    """The lists of Paddle's API that the reconciler reads, with its cursors."""

    def __init__(self) -> None:
        self.events: list[dict[str, Any]] = []
        self.subscriptions: list[dict[str, Any]] = []
        self.asked: list[str] = []
        self.page = 200
        self.url = ""

    def answer(self, path: str) -> dict[str, Any]:
        parts = urlsplit(path)
        asked = {key: values[0] for key, values in parse_qs(parts.query).items()}
        self.asked.append(parts.path)
        is_events = parts.path == "/events"
        key, rows = ("event_id", self.events) if is_events else ("id", self.subscriptions)
        names = [row[key] for row in rows]
        begin = names.index(asked["after"]) + 1 if asked.get("after") in names else 0
        shown = rows[begin : begin + self.page]
        more = begin + self.page < len(rows)
        return {
            "data": shown,
            "meta": {"request_id": "r", "pagination": {"has_more": more, "per_page": self.page}},
        }


@contextmanager
def listing_paddle() -> Iterator[ListingPaddle]:
    """A server on loopback that answers those lists."""
    lists = ListingPaddle()

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_GET(self) -> None:
            said = json.dumps(lists.answer(self.path)).encode()
            self.send_response(200)
            self.send_header("Content-Length", str(len(said)))
            self.end_headers()
            self.wfile.write(said)

        def log_message(self, *_args: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    lists.url = f"http://127.0.0.1:{server.server_address[1]}"
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield lists
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
