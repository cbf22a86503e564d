"""What is asked of Paddle about a subscription that exists: changes, its card, its portal."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any, Literal

from chatsync.billing.paddle.answers import Trouble, Unanswered
from chatsync.billing.paddle.client import Paddle, call
from chatsync.billing.paddle.reader import (
    Json,
    SubscriptionRead,
    TransactionRead,
    moment,
    money,
    part,
    priced,
    read_json,
    read_subscription,
    read_transaction,
    text,
)

Billed = Literal["prorated_immediately", "prorated_next_billing_period"]
_WHAT_IS_THIS = "the answer is not what was asked for"


@dataclass(frozen=True)
class PreviewRead:
    """What a change would cost, in the currency's smallest unit.

    `price_ids` and `amount` are what would be subscribed to, before tax, for a whole period;
    `due_now` and `tax_now` are charged at once; `kept` stays as credit for later payments;
    `next_amount` is charged at `next_at`.
    """

    price_ids: tuple[str, ...]
    amount: int
    currency: str
    due_now: int
    tax_now: int
    credit: int
    kept: int
    next_amount: int
    next_at: datetime | None


async def preview_change(
    paddle: Paddle, subscription_id: str, price_id: str, billed: Billed
) -> PreviewRead | Trouble:
    """What one unit of another price would cost; nothing is changed."""
    path = f"subscriptions/{subscription_id}/preview"
    data = data_of(await call(paddle, "PATCH", path, body=_change(price_id, billed)))
    return data if not isinstance(data, dict) else _preview(data) or Unanswered(_WHAT_IS_THIS)


async def change_price(
    paddle: Paddle, subscription_id: str, price_id: str, billed: Billed
) -> SubscriptionRead | Trouble:
    """Put another price in the place of every item. A scheduled cancellation goes with it; where
    the card declines, nothing changes."""
    return await _patch(paddle, subscription_id, _change(price_id, billed))


async def cancel_subscription(
    paddle: Paddle, subscription_id: str, *, at_once: bool = False
) -> SubscriptionRead | Trouble:
    """End it with the paid period, or at once."""
    body = {"effective_from": "immediately" if at_once else "next_billing_period"}
    path = f"subscriptions/{subscription_id}/cancel"
    return _subscription(await call(paddle, "POST", path, body=body))


async def keep_subscription(paddle: Paddle, subscription_id: str) -> SubscriptionRead | Trouble:
    """Take back what is scheduled."""
    return await _patch(paddle, subscription_id, {"scheduled_change": None})


async def resume_subscription(paddle: Paddle, subscription_id: str) -> SubscriptionRead | Trouble:
    """Let a paused one go on at once, with a new period that is charged now."""
    body = {"effective_from": "immediately"}
    path = f"subscriptions/{subscription_id}/resume"
    return _subscription(await call(paddle, "POST", path, body=body))


async def get_subscription(paddle: Paddle, subscription_id: str) -> SubscriptionRead | Trouble:
    """One as it stands now."""
    return _subscription(await call(paddle, "GET", f"subscriptions/{subscription_id}"))


async def card_transaction(paddle: Paddle, subscription_id: str) -> TransactionRead | Trouble:
    """A transaction in whose checkout another card is shown; what is owed is paid there too."""
    path = f"subscriptions/{subscription_id}/update-payment-method-transaction"
    data = data_of(await call(paddle, "GET", path))
    if not isinstance(data, dict):
        return data
    return read_transaction(data) or Unanswered(_WHAT_IS_THIS)


async def open_portal(
    paddle: Paddle, customer_id: str, subscription_ids: list[str]
) -> str | Trouble:
    """The address of the customer's portal, signed in: short-lived, and never to be kept."""
    body = {"subscription_ids": subscription_ids}
    data = data_of(
        await call(paddle, "POST", f"customers/{customer_id}/portal-sessions", body=body)
    )
    if not isinstance(data, dict):
        return data
    address = part(part(data, "urls"), "general").get("overview")
    is_address = isinstance(address, str) and address.startswith(("https://", "http://127.0.0.1:"))
    return address if isinstance(address, str) and is_address else Unanswered(_WHAT_IS_THIS)


def _change(price_id: str, billed: Billed) -> Json:
    return {
        "items": [{"price_id": price_id, "quantity": 1}],
        "proration_billing_mode": billed,
        "on_payment_failure": "prevent_change",
        "scheduled_change": None,
    }


async def _patch(paddle: Paddle, subscription_id: str, body: Json) -> SubscriptionRead | Trouble:
    return _subscription(await call(paddle, "PATCH", f"subscriptions/{subscription_id}", body=body))


def _subscription(answer: bytes | Trouble) -> SubscriptionRead | Trouble:
    data = data_of(answer)
    if not isinstance(data, dict):
        return data
    return read_subscription(data) or Unanswered(_WHAT_IS_THIS)


def data_of(answer: bytes | Trouble) -> dict[str, Any] | Trouble:
    """The entity of an answer."""
    if not isinstance(answer, bytes):
        return answer
    found = read_json(answer)
    data = found.get("data") if found is not None else None
    return data if isinstance(data, dict) else Unanswered(_WHAT_IS_THIS)


def _preview(data: Json) -> PreviewRead | None:
    summary, coming = part(data, "update_summary"), part(data, "next_transaction")
    now_due = part(part(part(data, "immediate_transaction"), "details"), "totals")
    result = part(summary, "result")
    currency = text(data, "currency_code") or text(result, "currency_code")
    following = money(part(part(coming, "details"), "totals"), "grand_total")
    price_ids, amount = priced(data)
    if currency is None or following is None or not price_ids:
        return None
    is_credit = result.get("action") == "credit"
    return PreviewRead(
        price_ids=price_ids,
        amount=amount,
        currency=currency,
        due_now=money(now_due, "grand_total") or 0,
        tax_now=money(now_due, "tax") or 0,
        credit=money(part(summary, "credit"), "amount") or 0,
        kept=(money(result, "amount") or 0) if is_credit else 0,
        next_amount=following,
        next_at=moment(part(coming, "billing_period"), "starts_at"),
    )
