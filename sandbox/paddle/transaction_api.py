"""The routes of transactions."""

from aiohttp import web

from sandbox.paddle.customers import make_owned
from sandbox.paddle.envelope import body_of, found, named, page_of, route
from sandbox.paddle.errors import PaddleError, invalid
from sandbox.paddle.events import emit
from sandbox.paddle.invoices import link_to_invoice
from sandbox.paddle.state import Json, World, stamp, touch
from sandbox.paddle.transactions import (
    become_ready,
    cancel_transaction,
    has_invoice,
    items_of,
    lines_of,
    make_transaction,
    price_up,
    reprice,
)

_CHANGEABLE = ("draft", "ready")
_INCLUDES = {"customer": "customers", "address": "addresses", "business": "businesses"}


def transaction_routes() -> list[web.RouteDef]:
    """Give the routes."""
    return [
        route("GET", "/transactions", _list),
        route("POST", "/transactions", _post),
        route("POST", "/transactions/preview", _preview),
        route("GET", "/transactions/{id}", _get),
        route("PATCH", "/transactions/{id}", _patch),
        route("GET", "/transactions/{id}/invoice", _invoice),
        route("POST", "/transactions/{id}/revise", _revise),
    ]


def _shown(world: World, request: web.Request, transaction: Json) -> Json:
    wanted = request.query.get("include", "").split(",")
    shown = dict(transaction)
    for word, kind in _INCLUDES.items():
        if word in wanted:
            shown[word] = world.of(kind).get(str(transaction[f"{word}_id"]))
    if "adjustments" in wanted:
        shown["adjustments"] = [
            one
            for one in world.of("adjustments").values()
            if one["transaction_id"] == transaction["id"]
        ]
    return shown


def _buyer(world: World, body: Json) -> Json:
    """Read who buys; address and business must be the customer's own."""
    customer = named(world, "customers", body, "customer_id")
    for field, kind in (("address_id", "addresses"), ("business_id", "businesses")):
        owned = named(world, kind, body, field)
        if owned is not None and (customer is None or owned["customer_id"] != customer["id"]):
            raise invalid(**{field: "does not belong to the customer"})
    return {name: body.get(name) for name in ("customer_id", "address_id", "business_id")}


async def _list(world: World, request: web.Request) -> Json:
    page = page_of(request, world.of("transactions").values())
    page["_page"] = [_shown(world, request, one) for one in page["_page"]]
    return page


async def _get(world: World, request: web.Request) -> Json:
    return _shown(world, request, found(world, "transactions", request.match_info["id"]))


async def _post(world: World, request: web.Request) -> tuple[int, Json]:
    body = await body_of(request)
    lines = lines_of(world, body.get("items"), currency=body.get("currency_code"))
    transaction = make_transaction(
        world, lines, _buyer(world, body), custom_data=body.get("custom_data")
    )
    wanted = (body.get("checkout") or {}).get("url")
    if wanted:
        transaction["checkout"] = {"url": f"{wanted}?_ptxn={transaction['id']}"}
    return 201, _shown(world, request, transaction)


async def _preview(world: World, request: web.Request) -> Json:
    body = await body_of(request)
    lines = lines_of(world, body.get("items"), currency=body.get("currency_code"))
    address = body.get("address") or {}
    buyer = {**_buyer(world, body), "country_code": address.get("country_code")}
    details = price_up(world, lines, buyer)
    items = [{**item, "include_in_totals": True} for item in items_of(lines, details)]
    return {
        **_buyer(world, body),
        "currency_code": details["totals"]["currency_code"],
        "discount_id": None,
        "customer_ip_address": body.get("customer_ip_address"),
        "address": address or None,
        "ignore_trials": bool(body.get("ignore_trials", False)),
        "items": items,
        "details": details,
        "available_payment_methods": ["card"],
    }


async def _patch(world: World, request: web.Request) -> Json:
    transaction = found(world, "transactions", request.match_info["id"])
    body = await body_of(request)
    if body.get("status") == "canceled":
        cancel_transaction(world, transaction)
        return transaction
    if transaction["status"] not in _CHANGEABLE:
        raise PaddleError("transaction_immutable", "transaction can no longer be changed")
    changes: Json = {}
    if "custom_data" in body:
        changes["custom_data"] = body["custom_data"]
    if any(name in body for name in ("customer_id", "address_id", "business_id")):
        changes |= _buyer(world, {**transaction, **body})
    if "items" in body:
        lines = lines_of(world, body["items"])
        details = price_up(world, lines, {**transaction, **changes})
        changes |= {"items": items_of(lines, details), "details": details}
    touch(world, transaction, **changes)
    reprice(world, transaction)
    emit(world, "transaction.updated", transaction)
    become_ready(world, transaction)
    return transaction


async def _invoice(world: World, request: web.Request) -> Json:
    transaction = found(world, "transactions", request.match_info["id"])
    if not has_invoice(transaction):
        raise PaddleError(
            "transaction_invoice_not_available",
            "there is no invoice of a transaction that is not completed or has a value of zero",
        )
    return {"url": link_to_invoice(world, transaction, request.query.get("disposition", ""))}


async def _revise(world: World, request: web.Request) -> Json:
    transaction = found(world, "transactions", request.match_info["id"])
    if transaction["status"] not in {"billed", "past_due", "completed"}:
        raise PaddleError(
            "transaction_cannot_be_revised", "transaction must be billed or completed"
        )
    if transaction["revised_at"]:
        raise PaddleError("transaction_already_revised", "transaction can only be revised once")
    body = await body_of(request)
    customer = found(world, "customers", transaction["customer_id"])
    if name := (body.get("customer") or {}).get("name"):
        emit(world, "customer.updated", touch(world, customer, name=name))
    if business := body.get("business"):
        business = {"name": customer["name"] or customer["email"], **business}
        made = make_owned(world, "businesses", customer["id"], business)
        transaction["business_id"] = made["id"]
    if address := body.get("address"):
        former = found(world, "addresses", transaction["address_id"])
        made = make_owned(world, "addresses", customer["id"], {**former, **address})
        transaction["address_id"] = made["id"]
    emit(world, "transaction.revised", touch(world, transaction, revised_at=stamp(world.now())))
    return transaction
