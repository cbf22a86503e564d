"""Products and prices; the demo's have the same ids in every run."""

from pathlib import Path

import msgspec
from aiohttp import web

from sandbox.paddle.envelope import body_of, found, named, page_of, route
from sandbox.paddle.errors import invalid
from sandbox.paddle.events import emit
from sandbox.paddle.state import Json, World, add, touch

_DEMO = Path(__file__).parent / "data" / "catalogue.json"
_SINCE = "2026-01-01T00:00:00.000000Z"
_INTERVALS = ("day", "week", "month", "year")


def load_catalogue(world: World) -> None:
    """Put the demo's products and prices in."""
    demo = msgspec.json.decode(_DEMO.read_bytes(), type=dict)
    for wish in demo["products"]:
        world.of("products")[wish["id"]] = {**_product(wish), **_made(wish["id"])}
    for wish in demo["prices"]:
        cycle = {"interval": wish["interval"], "frequency": 1}
        money = {"amount": wish["amount"], "currency_code": "USD"}
        price = _price({**wish, "billing_cycle": cycle, "unit_price": money})
        world.of("prices")[wish["id"]] = {**price, **_made(wish["id"])}


def _made(entity_id: str) -> Json:
    return {"id": entity_id, "created_at": _SINCE, "updated_at": _SINCE}


def _product(wish: Json) -> Json:
    return {
        "name": wish["name"],
        "description": wish.get("description"),
        "type": "standard",
        "tax_category": wish.get("tax_category", "saas"),
        "image_url": None,
        "custom_data": wish.get("custom_data"),
        "status": "active",
        "import_meta": None,
    }


def _price(wish: Json) -> Json:
    return {
        "product_id": wish["product_id"],
        "name": wish.get("name"),
        "description": wish["description"],
        "type": "standard",
        "billing_cycle": wish.get("billing_cycle"),
        "trial_period": wish.get("trial_period"),
        "tax_mode": wish.get("tax_mode", "account_setting"),
        "unit_price": wish["unit_price"],
        "unit_price_overrides": wish.get("unit_price_overrides") or [],
        "quantity": wish.get("quantity") or {"minimum": 1, "maximum": 100},
        "custom_data": wish.get("custom_data"),
        "status": "active",
        "import_meta": None,
    }


def catalogue_routes() -> list[web.RouteDef]:
    """Give the routes of products and prices."""
    return [
        route("GET", "/products", _list_products),
        route("POST", "/products", _post_product),
        route("GET", "/products/{id}", _get_product),
        route("PATCH", "/products/{id}", _patch_product),
        route("GET", "/prices", _list_prices),
        route("POST", "/prices", _post_price),
        route("GET", "/prices/{id}", _get_price),
        route("PATCH", "/prices/{id}", _patch_price),
    ]


def _with_prices(world: World, product: Json) -> Json:
    prices = [one for one in world.of("prices").values() if one["product_id"] == product["id"]]
    return {**product, "prices": prices}


def _with_product(world: World, price: Json) -> Json:
    return {**price, "product": world.of("products")[price["product_id"]]}


async def _list_products(world: World, request: web.Request) -> Json:
    page = page_of(request, world.of("products").values())
    if "prices" in request.query.get("include", ""):
        page["_page"] = [_with_prices(world, one) for one in page["_page"]]
    return page


async def _get_product(world: World, request: web.Request) -> Json:
    product = found(world, "products", request.match_info["id"])
    return _with_prices(world, product) if "prices" in request.query.get("include", "") else product


async def _post_product(world: World, request: web.Request) -> tuple[int, Json]:
    body = await body_of(request)
    if not body.get("name"):
        raise invalid(name="is required")
    product = add(world, "products", _product(body))
    emit(world, "product.created", product)
    return 201, product


async def _patch_product(world: World, request: web.Request) -> Json:
    product = found(world, "products", request.match_info["id"])
    body = await body_of(request)
    known = {name: body[name] for name in ("name", "description", "status") if name in body}
    emit(world, "product.updated", touch(world, product, **known))
    return product


async def _list_prices(world: World, request: web.Request) -> Json:
    page = page_of(request, world.of("prices").values())
    if "product" in request.query.get("include", ""):
        page["_page"] = [_with_product(world, one) for one in page["_page"]]
    return page


async def _get_price(world: World, request: web.Request) -> Json:
    price = found(world, "prices", request.match_info["id"])
    return _with_product(world, price) if "product" in request.query.get("include", "") else price


async def _post_price(world: World, request: web.Request) -> tuple[int, Json]:
    body = await body_of(request)
    if named(world, "products", body, "product_id") is None:
        raise invalid(product_id="is required")
    if not body.get("description"):
        raise invalid(description="is required")
    price = add(world, "prices", _price({**body, "unit_price": _money(body)}))
    cycle = price["billing_cycle"]
    if cycle is not None and cycle.get("interval") not in _INTERVALS:
        raise invalid(billing_cycle=f"interval must be one of {', '.join(_INTERVALS)}")
    emit(world, "price.created", price)
    return 201, price


def _money(body: Json) -> Json:
    money = body.get("unit_price") or {}
    amount, currency = str(money.get("amount", "")), str(money.get("currency_code", ""))
    if not amount.isdigit() or len(currency) != 3:
        raise invalid(unit_price="needs amount, in minor units, and currency_code")
    return {"amount": amount, "currency_code": currency}


async def _patch_price(world: World, request: web.Request) -> Json:
    price = found(world, "prices", request.match_info["id"])
    body = await body_of(request)
    known: Json = {name: body[name] for name in ("name", "description", "status") if name in body}
    if "unit_price" in body:
        known["unit_price"] = _money(body)
    emit(world, "price.updated", touch(world, price, **known))
    return price
