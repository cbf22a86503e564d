"""Transactions: every charge, from a checkout that nobody paid yet to a completed renewal."""

from collections.abc import Sequence

from sandbox.paddle.envelope import named
from sandbox.paddle.errors import PaddleError, invalid
from sandbox.paddle.events import emit
from sandbox.paddle.money import Line, details_of, line_item, tax_rate
from sandbox.paddle.state import Json, World, add, touch

OPEN = ("draft", "ready", "billed", "past_due")
_BILLED = ("billed", "past_due", "paid", "completed")


def lines_of(world: World, wanted: object, *, currency: str | None = None) -> list[Line]:
    """Read `items`: prices by id with a quantity."""
    if not isinstance(wanted, list) or not wanted:
        raise invalid(items="must hold at least one item")
    lines = []
    for item in wanted:
        price = named(world, "prices", item, "price_id") if isinstance(item, dict) else None
        if price is None or price["status"] != "active":
            raise invalid(items="each needs the price_id of an active price")
        quantity = item.get("quantity", 1)
        bounds = price["quantity"]
        if not isinstance(quantity, int) or not bounds["minimum"] <= quantity <= bounds["maximum"]:
            raise invalid(items=f"quantity must be {bounds['minimum']} to {bounds['maximum']}")
        if currency and price["unit_price"]["currency_code"] != currency:
            raise invalid(currency_code="the prices have another currency")
        lines.append(Line(price, world.of("products")[price["product_id"]], quantity))
    cycles = {str(line.price["billing_cycle"]) for line in lines if line.price["billing_cycle"]}
    if len(cycles) > 1:
        raise PaddleError(
            "transaction_multiple_billing_cycles", "items have different billing cycles"
        )
    return lines


def price_up(
    world: World, lines: Sequence[Line], buyer: Json, credit: int = 0, currency: str | None = None
) -> Json:
    """Give the details of a transaction for a buyer (`address_id`, `business_id`)."""
    address = world.of("addresses").get(str(buyer.get("address_id"))) or {}
    business = world.of("businesses").get(str(buyer.get("business_id"))) or {}
    country = str(address.get("country_code") or buyer.get("country_code") or "")
    rate = tax_rate(country, business.get("tax_identifier"))
    items = [line_item(world, line, country, rate) for line in lines]
    if currency is None:
        currency = lines[0].price["unit_price"]["currency_code"]
    return details_of(items, currency, credit)


def items_of(lines: Sequence[Line], details: Json) -> list[Json]:
    """Give `items` as a transaction shows them."""
    return [
        {"price": line.price, "quantity": line.quantity, "proration": item["proration"]}
        for line, item in zip(lines, details["line_items"], strict=True)
    ]


def make_transaction(world: World, lines: Sequence[Line], buyer: Json, **more: object) -> Json:
    """Make a transaction in its first state and tell of it.

    `buyer` names customer, address and business; `credit` (minor units) is taken off.
    """
    credit = int(str(more.pop("credit", 0)))
    details = price_up(world, lines, buyer, credit)
    transaction = add(
        world,
        "transactions",
        {
            "status": "draft",
            "customer_id": buyer.get("customer_id"),
            "address_id": buyer.get("address_id"),
            "business_id": buyer.get("business_id"),
            "custom_data": None,
            "currency_code": details["totals"]["currency_code"],
            "origin": "api",
            "subscription_id": None,
            "invoice_id": None,
            "invoice_number": None,
            "collection_mode": "automatic",
            "discount_id": None,
            "billing_details": None,
            "billing_period": None,
            "items": items_of(lines, details),
            "details": details,
            "payments": [],
            "checkout": None,
            "billed_at": None,
            "revised_at": None,
            **more,
        },
    )
    base = world.addresses.checkout or f"{world.addresses.frame}/hosted"
    transaction["checkout"] = {"url": f"{base}?_ptxn={transaction['id']}"}
    emit(world, "transaction.created", transaction)
    become_ready(world, transaction)
    return transaction


def become_ready(world: World, transaction: Json) -> None:
    """A draft with a customer and an address is ready to be paid."""
    whole = transaction["customer_id"] and transaction["address_id"]
    if transaction["status"] == "draft" and whole:
        emit(world, "transaction.ready", touch(world, transaction, status="ready"))


def reprice(world: World, transaction: Json) -> None:
    """Work the totals out anew: another address may mean another tax."""
    lines = [
        Line(item["price"], world.of("products")[item["price"]["product_id"]], item["quantity"])
        for item in transaction["items"]
    ]
    details = price_up(world, lines, transaction)
    touch(world, transaction, details=details, items=items_of(lines, details))


def bill(world: World, transaction: Json) -> None:
    """Give the transaction its place among the invoices."""
    if transaction["billed_at"] is None:
        touch(world, transaction, billed_at=transaction["updated_at"])


def number_invoice(world: World, transaction: Json) -> None:
    """Give a completed transaction its invoice number."""
    world.kept.invoices += 1
    transaction["invoice_number"] = f"74600-{10000 + world.kept.invoices}"
    transaction["invoice_id"] = transaction["id"].replace("txn_", "inv_")


def has_invoice(transaction: Json) -> bool:
    """Tell whether Paddle has a PDF of it: billed, and not of nothing."""
    worth = int(transaction["details"]["totals"]["total"]) > 0
    automatic = transaction["collection_mode"] == "automatic"
    return worth and transaction["status"] in (("completed",) if automatic else _BILLED)


def cancel_transaction(world: World, transaction: Json) -> None:
    """Take back what nobody has paid."""
    if transaction["status"] not in OPEN:
        raise PaddleError("transaction_status_cannot_be_changed", "only open ones can be canceled")
    emit(world, "transaction.canceled", touch(world, transaction, status="canceled"))
