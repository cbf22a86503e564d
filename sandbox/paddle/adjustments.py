"""Refunds and credits: a refund waits for approval, a credit is there at once."""

from aiohttp import web

from sandbox.paddle.envelope import body_of, found, named, page_of, route
from sandbox.paddle.errors import PaddleError, invalid
from sandbox.paddle.events import emit
from sandbox.paddle.invoices import link_to_credit_note
from sandbox.paddle.state import Json, World, add, new_id, touch

DECISIONS = ("approved", "rejected")
_ACTIONS = ("refund", "credit")


def adjustment_routes() -> list[web.RouteDef]:
    """Give the routes."""
    return [
        route("GET", "/adjustments", _list),
        route("POST", "/adjustments", _post),
        route("GET", "/adjustments/{id}/credit-note", _credit_note),
    ]


async def _list(world: World, request: web.Request) -> Json:
    return page_of(request, world.of("adjustments").values())


async def _post(world: World, request: web.Request) -> tuple[int, Json]:
    body = await body_of(request)
    transaction = named(world, "transactions", body, "transaction_id")
    if transaction is None:
        raise invalid(transaction_id="is required")
    if body.get("action") not in _ACTIONS:
        raise invalid(action=f"must be one of {', '.join(_ACTIONS)}")
    if not body.get("reason"):
        raise invalid(reason="is required")
    _demand_possible(world, transaction, body["action"])
    items = _items(transaction, body)
    total = sum(int(item["totals"]["total"]) for item in items)
    if total > _left(world, transaction):
        raise PaddleError(
            "adjustment_total_amount_above_remaining_allowed", "more than is left to give back"
        )
    adjustment = _add(world, transaction, body, items)
    emit(world, "adjustment.created", adjustment)
    if adjustment["status"] == "approved":
        _settle(world, adjustment)
    return 201, adjustment


def _demand_possible(world: World, transaction: Json, action: str) -> None:
    wanted = ("completed",) if action == "refund" else ("billed", "past_due")
    if transaction["status"] not in wanted:
        raise PaddleError(
            "adjustment_transaction_invalid_status",
            f"a {action} needs a transaction that is {' or '.join(wanted)}",
        )
    others = world.of("adjustments").values()
    mine = (one for one in others if one["transaction_id"] == transaction["id"])
    if any(one["status"] == "pending_approval" for one in mine):
        raise PaddleError("adjustment_pending_refund_request", "a refund of it waits for approval")


def _left(world: World, transaction: Json) -> int:
    given = sum(
        int(one["totals"]["total"])
        for one in world.of("adjustments").values()
        if one["transaction_id"] == transaction["id"] and one["status"] != "rejected"
    )
    return int(transaction["details"]["totals"]["total"]) - given


def _items(transaction: Json, body: Json) -> list[Json]:
    lines = {item["id"]: item for item in transaction["details"]["line_items"]}
    wished = body.get("items") or [{"item_id": key, "type": "full"} for key in lines]
    items = []
    for wish in wished:
        line = lines.get(str(wish.get("item_id")))
        if line is None:
            raise invalid(items="each needs the item_id of a line of the transaction")
        full = int(line["totals"]["total"])
        amount = full
        if wish.get("type") == "partial":
            amount = int(wish.get("amount") or 0)
        if not 0 < amount <= full:
            raise invalid(items=f"amount must be 1 to {full}")
        tax = amount * int(line["totals"]["tax"]) // full
        totals = {"subtotal": str(amount - tax), "tax": str(tax), "total": str(amount)}
        items.append(
            {
                "item_id": line["id"],
                "type": wish.get("type", "full"),
                "amount": str(amount),
                "proration": None,
                "totals": totals,
                "_rate": line["tax_rate"],
            }
        )
    return items


def _add(world: World, transaction: Json, body: Json, items: list[Json]) -> Json:
    names = ("subtotal", "tax", "total")
    sums = {name: str(sum(int(item["totals"][name]) for item in items)) for name in names}
    rates = sorted({item.pop("_rate") for item in items})
    currency = transaction["currency_code"]
    totals = {**sums, "fee": "0", "retained_fee": "0", "earnings": sums["subtotal"]}
    totals["currency_code"] = currency
    whole = sums["total"] == transaction["details"]["totals"]["total"]
    refund = body["action"] == "refund"
    return add(
        world,
        "adjustments",
        {
            "action": body["action"],
            "type": "full" if whole else "partial",
            "transaction_id": transaction["id"],
            "subscription_id": transaction["subscription_id"],
            "customer_id": transaction["customer_id"],
            "reason": body["reason"],
            "credit_applied_to_balance": None if refund else False,
            "currency_code": currency,
            "status": "pending_approval" if refund else "approved",
            "items": [{"id": new_id(world, "adjitm"), **item} for item in items],
            "totals": totals,
            "payout_totals": {**totals, "chargeback_fee": {"amount": "0", "original": None}},
            "tax_rates_used": [{"tax_rate": rate, "totals": sums} for rate in rates],
        },
    )


def decide(world: World, adjustment: Json, status: str) -> None:
    """Do what Paddle's people do with a refund that waits."""
    if adjustment["status"] != "pending_approval":
        raise PaddleError("conflict", f"it is {adjustment['status']}")
    emit(world, "adjustment.updated", touch(world, adjustment, status=status))
    if status == "approved":
        _settle(world, adjustment)


def _settle(world: World, adjustment: Json) -> None:
    transaction = found(world, "transactions", adjustment["transaction_id"])
    adjusted = transaction["details"]["adjusted_totals"]
    for name in ("subtotal", "tax", "total"):
        adjusted[name] = str(int(adjusted[name]) - int(adjustment["totals"][name]))
    adjusted["grand_total"] = str(int(adjusted["grand_total"]) - int(adjustment["totals"]["total"]))
    emit(world, "transaction.updated", touch(world, transaction))


async def _credit_note(world: World, request: web.Request) -> Json:
    adjustment = found(world, "adjustments", request.match_info["id"])
    if adjustment["status"] != "approved":
        raise PaddleError("adjustment_credit_note_not_available", "it is not approved")
    return {"url": link_to_credit_note(world, adjustment, request.query.get("disposition", ""))}
