"""Customers, and what hangs on one: addresses, businesses, credit, cards, portal sessions."""

import re
import secrets

from aiohttp import web

from sandbox.paddle.envelope import body_of, found, page_of, route
from sandbox.paddle.errors import PaddleError, invalid, not_found
from sandbox.paddle.events import emit
from sandbox.paddle.state import Json, World, add, new_id, stamp, touch

_CUSTOMER = ("name", "email", "locale", "status", "custom_data")
_ADDRESS = (
    "description",
    "first_line",
    "second_line",
    "city",
    "postal_code",
    "region",
    "country_code",
    "status",
    "custom_data",
)
_BUSINESS = ("name", "company_number", "tax_identifier", "contacts", "status", "custom_data")
_FIELDS = {"addresses": _ADDRESS, "businesses": _BUSINESS}
_WORDS = {"addresses": "address", "businesses": "business"}
_EMAIL = re.compile(r"[^@\s]+@[^@\s]+\.[^@\s]+")


def customer_routes() -> list[web.RouteDef]:
    """Give the routes of customers and of what belongs to one."""
    routes = [
        route("GET", "/customers", _list),
        route("POST", "/customers", _post),
        route("GET", "/customers/{id}", _get),
        route("PATCH", "/customers/{id}", _patch),
        route("GET", "/customers/{id}/credit-balances", _credit),
        route("GET", "/customers/{id}/payment-methods", _list_cards),
        route("GET", "/customers/{id}/payment-methods/{own}", _get_card),
        route("DELETE", "/customers/{id}/payment-methods/{own}", _delete_card),
        route("POST", "/customers/{id}/portal-sessions", _portal),
    ]
    for kind in _FIELDS:
        path = f"/customers/{{id}}/{{kind:{kind}}}"
        routes += [
            route("GET", path, _list_owned),
            route("POST", path, _post_owned),
            route("GET", path + "/{own}", _get_owned),
            route("PATCH", path + "/{own}", _patch_owned),
        ]
    return routes


def make_customer(world: World, body: Json) -> Json:
    """Make a customer; one e-mail address has one customer."""
    email = str(body.get("email") or "")
    if not _EMAIL.fullmatch(email):
        raise invalid(email="must be a valid e-mail address")
    for other in world.of("customers").values():
        if other["email"].lower() == email.lower():
            raise PaddleError(
                "customer_already_exists",
                f"customer email conflicts with customer of id {other['id']}",
            )
    customer = add(
        world,
        "customers",
        {
            "name": body.get("name"),
            "email": email,
            "marketing_consent": False,
            "status": "active",
            "custom_data": body.get("custom_data"),
            "locale": body.get("locale") or "en",
            "import_meta": None,
        },
    )
    emit(world, "customer.created", customer)
    return customer


def make_owned(world: World, kind: str, customer_id: str, body: Json) -> Json:
    """Make an address or a business of a customer."""
    if kind == "addresses" and not re.fullmatch("[A-Z]{2}", str(body.get("country_code") or "")):
        raise invalid(country_code="must be an ISO 3166-1 alpha-2 country code")
    if kind == "businesses" and not body.get("name"):
        raise invalid(name="is required")
    fields: Json = {name: body.get(name) for name in _FIELDS[kind]}
    if kind == "businesses":
        fields["contacts"] = fields["contacts"] or []
    owned = {"customer_id": customer_id, **fields, "status": "active", "import_meta": None}
    owned = add(world, kind, owned)
    emit(world, f"{_WORDS[kind]}.created", owned)
    return owned


def save_card(world: World, customer_id: str, address_id: str) -> Json:
    """Keep the card that was paid with."""
    now = stamp(world.now())
    card = {
        "customer_id": customer_id,
        "address_id": address_id,
        "type": "card",
        "card": {
            "type": "visa",
            "last4": "4242",
            "expiry_month": 12,
            "expiry_year": world.now().year + 3,
            "cardholder_name": "Stand-in Card",
        },
        "paypal": None,
        "underlying_details": None,
        "origin": "subscription",
        "saved_at": now,
    }
    card = add(world, "payment-methods", card)
    names = ("id", "customer_id", "address_id", "type", "origin", "saved_at", "updated_at")
    emit(world, "payment_method.saved", {name: card[name] for name in names})
    return card


async def _list(world: World, request: web.Request) -> Json:
    return page_of(request, world.of("customers").values())


async def _post(world: World, request: web.Request) -> tuple[int, Json]:
    return 201, make_customer(world, await body_of(request))


async def _get(world: World, request: web.Request) -> Json:
    return found(world, "customers", request.match_info["id"])


async def _patch(world: World, request: web.Request) -> Json:
    customer = found(world, "customers", request.match_info["id"])
    body = await body_of(request)
    email = str(body.get("email") or customer["email"]).lower()
    others = (one for one in world.of("customers").values() if one is not customer)
    if any(one["email"].lower() == email for one in others):
        raise PaddleError("customer_already_exists", "customer email conflicts with another one")
    changes = {name: body[name] for name in _CUSTOMER if name in body}
    emit(world, "customer.updated", touch(world, customer, **changes))
    return customer


def _owned(world: World, request: web.Request, kind: str) -> Json:
    customer = found(world, "customers", request.match_info["id"])
    owned = found(world, kind, request.match_info["own"])
    if owned["customer_id"] != customer["id"]:
        raise not_found(owned["id"])
    return owned


def _all_owned(world: World, request: web.Request, kind: str) -> list[Json]:
    customer = found(world, "customers", request.match_info["id"])
    return [one for one in world.of(kind).values() if one["customer_id"] == customer["id"]]


async def _list_owned(world: World, request: web.Request) -> Json:
    return page_of(request, _all_owned(world, request, request.match_info["kind"]))


async def _post_owned(world: World, request: web.Request) -> tuple[int, Json]:
    customer = found(world, "customers", request.match_info["id"])
    kind = request.match_info["kind"]
    return 201, make_owned(world, kind, customer["id"], await body_of(request))


async def _get_owned(world: World, request: web.Request) -> Json:
    return _owned(world, request, request.match_info["kind"])


async def _patch_owned(world: World, request: web.Request) -> Json:
    kind = request.match_info["kind"]
    owned = _owned(world, request, kind)
    body = await body_of(request)
    changes = {name: body[name] for name in _FIELDS[kind] if name in body}
    emit(world, f"{_WORDS[kind]}.updated", touch(world, owned, **changes))
    return owned


async def _credit(world: World, request: web.Request) -> list[Json]:
    customer = found(world, "customers", request.match_info["id"])
    balance = world.kept.balances.get(customer["id"], 0)
    if not balance:
        return []
    figures = {"available": str(balance), "reserved": "0", "used": "0"}
    return [{"customer_id": customer["id"], "currency_code": "USD", "balance": figures}]


async def _list_cards(world: World, request: web.Request) -> Json:
    return page_of(request, _all_owned(world, request, "payment-methods"))


async def _get_card(world: World, request: web.Request) -> Json:
    return _owned(world, request, "payment-methods")


async def _delete_card(world: World, request: web.Request) -> web.Response:
    card = _owned(world, request, "payment-methods")
    del world.of("payment-methods")[card["id"]]
    emit(world, "payment_method.deleted", {k: v for k, v in card.items() if k != "card"})
    return web.Response(status=204)


async def _portal(world: World, request: web.Request) -> tuple[int, Json]:
    customer = found(world, "customers", request.match_info["id"])
    wanted = (await body_of(request)).get("subscription_ids") or []
    token = secrets.token_urlsafe(24)
    world.kept.links[token] = customer["id"]
    home = f"{world.addresses.frame}/portal/{token}"
    links = []
    for subscription_id in wanted:
        found(world, "subscriptions", subscription_id)
        links.append(
            {
                "id": subscription_id,
                "cancel_subscription": f"{home}/{subscription_id}/cancel",
                "update_subscription_payment_method": f"{home}/{subscription_id}/card",
            }
        )
    return 201, {
        "id": new_id(world, "cpls"),
        "customer_id": customer["id"],
        "urls": {"general": {"overview": home}, "subscriptions": links},
        "created_at": stamp(world.now()),
    }
