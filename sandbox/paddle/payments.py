"""A buyer pays, is declined, or is asked by the bank; what follows from it."""

import uuid

from sandbox.paddle.customers import make_customer, make_owned, save_card
from sandbox.paddle.envelope import found
from sandbox.paddle.errors import PaddleError
from sandbox.paddle.events import emit
from sandbox.paddle.money import settle
from sandbox.paddle.state import Json, World, stamp, touch
from sandbox.paddle.subscriptions import begin_subscription, recover
from sandbox.paddle.transactions import (
    OPEN,
    become_ready,
    bill,
    number_invoice,
    reprice,
)

OUTCOMES = ("pays", "declines", "needs_action")
_ERRORS = {"declines": "declined", "needs_action": "authentication_failed"}


def card_of(world: World, transaction: Json) -> str:
    """Tell how the buyer's card answers a charge without them."""
    names = (transaction["subscription_id"], transaction["customer_id"])
    return next((world.kept.cards[one] for one in names if one in world.kept.cards), "pays")


def introduce(world: World, transaction: Json, buyer: Json) -> None:
    """Take what the buyer typed into the checkout: who and where they are."""
    if transaction["status"] not in {"draft", "ready"}:
        return
    changed = False
    if transaction["customer_id"] is None:
        transaction["customer_id"] = _customer(world, str(buyer.get("email") or ""))["id"]
        changed = True
    country = str(buyer.get("country") or "")
    if transaction["address_id"] is None or (country and country != _country(world, transaction)):
        wish = {"country_code": country or "PK"}
        made = make_owned(world, "addresses", transaction["customer_id"], wish)
        transaction["address_id"] = made["id"]
        changed = True
    if changed:
        reprice(world, transaction)
        emit(world, "transaction.updated", transaction)
    become_ready(world, transaction)


def _customer(world: World, email: str) -> Json:
    known = (c for c in world.of("customers").values() if c["email"].lower() == email.lower())
    return next(known, None) or make_customer(world, {"email": email})


def _country(world: World, transaction: Json) -> str:
    return str(world.of("addresses")[transaction["address_id"]]["country_code"])


def pay(world: World, transaction: Json, outcome: str = "pays") -> bool:
    """Try to take the money; True when it is there."""
    if transaction["status"] not in OPEN or transaction["status"] == "draft":
        raise PaddleError("transaction_not_payable", f"it is {transaction['status']}")
    due = int(transaction["details"]["totals"]["grand_total"])
    changes_card = transaction["origin"] == "subscription_payment_method_change"
    if (due or changes_card) and outcome != "pays":
        transaction["payments"].insert(0, _payment(world, str(due), _ERRORS[outcome]))
        emit(world, "transaction.payment_failed", touch(world, transaction))
        return False
    if due or changes_card:
        transaction["payments"].insert(0, _payment(world, str(due), None))
        emit(world, "transaction.updated", touch(world, transaction))
    _complete(world, transaction)
    return True


def _payment(world: World, amount: str, error: str | None) -> Json:
    now = stamp(world.now())
    card: Json = {"type": "visa", "last4": "0002" if error else "4242", "expiry_month": 12}
    card |= {"expiry_year": world.now().year + 3, "cardholder_name": "Stand-in Card"}
    return {
        "payment_attempt_id": str(uuid.uuid4()),
        "stored_payment_method_id": str(uuid.uuid4()),
        "payment_method_id": None,
        "amount": amount,
        "status": "error" if error else "captured",
        "error_code": error,
        "method_details": {"type": "card", "card": card, "paypal": None},
        "created_at": now,
        "captured_at": None if error else now,
    }


def _complete(world: World, transaction: Json) -> None:
    """Paid, then completed; the subscription begins in between, as at Paddle."""
    late = transaction["status"] == "past_due"
    bill(world, transaction)
    emit(world, "transaction.paid", touch(world, transaction, status="paid"))
    _use_credit(world, transaction)
    by_buyer = transaction["origin"] in {"api", "web", "subscription_payment_method_change"}
    if by_buyer and transaction["payments"]:
        card = save_card(world, transaction["customer_id"], transaction["address_id"])
        transaction["payments"][0]["payment_method_id"] = card["id"]
    if transaction["subscription_id"] is None and _recurs(transaction):
        begin_subscription(world, transaction)
    settle(transaction["details"])
    if int(transaction["details"]["totals"]["total"]) > 0:
        number_invoice(world, transaction)
    emit(world, "transaction.completed", touch(world, transaction, status="completed"))
    if transaction["subscription_id"] and (by_buyer or late):
        world.kept.cards.pop(transaction["subscription_id"], None)
    if late:
        recover(world, found(world, "subscriptions", transaction["subscription_id"]))


def _recurs(transaction: Json) -> bool:
    return any(item["price"]["billing_cycle"] for item in transaction["items"])


def _use_credit(world: World, transaction: Json) -> None:
    totals = transaction["details"]["totals"]
    left = int(totals["credit_to_balance"])
    customer_id = transaction["customer_id"]
    balance = world.kept.balances.get(customer_id, 0) + left
    world.kept.balances[customer_id] = balance
