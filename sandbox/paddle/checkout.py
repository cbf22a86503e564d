"""What a browser loads from Paddle: the script, the frame, and a checkout that needs no script."""

import html
import json
from functools import cache
from pathlib import Path
from string import Template

from aiohttp import web

from sandbox.auth import refuse_other_sites
from sandbox.paddle.errors import PaddleError
from sandbox.paddle.payments import introduce, pay
from sandbox.paddle.state import WORLD, Json, World
from sandbox.paddle.transactions import OPEN
from sandbox.reading import answered, read_object

_STATIC = Path(__file__).parent / "static"
_TYPES = {".js": "text/javascript", ".css": "text/css"}
_ATTEMPTS = 500
_COOKIE = "__cf_bm=stand-in; Path=/; Max-Age=1800; Secure; HttpOnly; SameSite=None; Partitioned"
COUNTRIES = {
    "PK": "Pakistan",
    "AE": "United Arab Emirates",
    "DE": "Germany",
    "GB": "United Kingdom",
}
PAGE_HEADERS = {
    "Content-Security-Policy": "default-src 'none'; script-src 'self'; style-src 'self'; "
    "connect-src 'self'; form-action 'self'; base-uri 'none'",
    "Cache-Control": "no-store",
    # Not no-referrer: a form would then say `Origin: null`, as another site's would.
    "Referrer-Policy": "same-origin",
}


def script_routes() -> list[web.RouteDef]:
    """Give the routes of Paddle's script host, and where the script tells what it got."""
    return [web.get("/paddle/v2/paddle.js", _script), web.post("/attempts", _note_attempt)]


def frame_routes() -> list[web.RouteDef]:
    """Give the routes of the checkout's own host."""
    return [
        web.get("/checkout/{id}", _frame),
        web.post("/checkout/{id}", _frame_deed),
        web.get("/hosted", _hosted),
        web.post("/hosted/{id}", _hosted_deed),
        web.get("/profitwell.js", _retain),
        web.get("/static/{name}", _static),
    ]


@cache
def _source(name: str) -> str:
    return (_STATIC / name).read_text(encoding="utf-8")


async def _script(request: web.Request) -> web.Response:
    addresses = request.app[WORLD].addresses
    source = _source("paddle.js").replace("__API__", addresses.api)
    source = source.replace("__FRAME__", addresses.frame).replace("__APP__", addresses.product)
    return web.Response(
        text=source,
        content_type="text/javascript",
        headers={"Cache-Control": "no-store", "Access-Control-Allow-Origin": "*"},
    )


async def _note_attempt(request: web.Request) -> web.Response:
    world = request.app[WORLD]
    world.attempts.append(await read_object(request))
    del world.attempts[:-_ATTEMPTS]
    return web.Response(status=204, headers={"Access-Control-Allow-Origin": "*"})


async def _retain(request: web.Request) -> web.Response:
    request.app[WORLD].attempts.append({"what": "profitwell", "got": "loaded", "from": ""})
    return web.Response(
        text="window.profitwell = { isLoaded: true };", content_type="text/javascript"
    )


async def _static(request: web.Request) -> web.Response:
    name = request.match_info["name"]
    kind = _TYPES.get(Path(name).suffix)
    if kind is None or not (_STATIC / Path(name).name).is_file():
        raise web.HTTPNotFound
    return web.Response(text=_source(Path(name).name), content_type=kind, headers=PAGE_HEADERS)


def _wanted(request: web.Request) -> Json | None:
    query = request.query
    wanted = request.match_info.get("id") or query.get("_ptxn") or query.get("transaction_id")
    return request.app[WORLD].of("transactions").get(wanted or "")


async def _frame(request: web.Request) -> web.Response:
    transaction = _wanted(request)
    if transaction is None:
        return web.Response(status=404, text="There is no such transaction.\n")
    response = _page(request, transaction, origin=request.query.get("origin", ""))
    # As Paddle's frame does: a cookie of its own, in a page of somebody else. Browsers that keep
    # other sites' cookies apart take it only when it is partitioned.
    response.headers["Set-Cookie"] = _COOKIE
    return response


async def _hosted(request: web.Request) -> web.Response:
    transaction = _wanted(request)
    if transaction is None:
        return web.Response(status=404, text="There is no such transaction.\n")
    return _page(request, transaction)


async def _hosted_deed(request: web.Request) -> web.Response:
    refuse_other_sites(request)
    transaction = _wanted(request)
    if transaction is None:
        return web.Response(status=404, text="There is no such transaction.\n")
    typed = {name: str(value) for name, value in (await request.post()).items()}
    told = _answer(request.app[WORLD], transaction, typed)
    return _page(request, transaction, told=told)


async def _frame_deed(request: web.Request) -> web.Response:
    refuse_other_sites(request)
    transaction = _wanted(request)
    if transaction is None:
        return web.Response(status=404)
    return answered(_answer(request.app[WORLD], transaction, await read_object(request)))


def _answer(world: World, transaction: Json, typed: Json) -> Json:
    """Do what a button asks; say what the page shows and what the page around it hears."""
    outcome = str(typed.get("outcome"))
    try:
        introduce(world, transaction, typed)
        if outcome == "bank":
            news = "The bank asks you to confirm this payment."
            return {"news": news, "fields": _bank_fields(), "event": None, "data": None}
        paid = pay(world, transaction, outcome)
    except PaddleError as error:
        told = {"error": {"code": error.code, "detail": error.detail}}
        reason = "; ".join(error.fields.values()) or error.detail
        return {"news": f"That did not work: {reason}", "event": "checkout.error", "data": told}
    data = facts_of(world, transaction)
    if paid:
        news, fields = "Paid. Thank you.", _button("close", "Close")
        return {"news": news, "fields": fields, "event": "checkout.completed", "data": data}
    news = "The payment was declined. Try again, or use another card."
    fields = _fields(world, transaction)
    return {"news": news, "fields": fields, "event": "checkout.payment.failed", "data": data}


def facts_of(world: World, transaction: Json) -> Json:
    """Say of a transaction what checkout events carry."""
    customer = world.of("customers").get(str(transaction["customer_id"])) or {}
    totals = transaction["details"]["totals"]
    return {
        "transaction_id": transaction["id"],
        "status": "completed" if transaction["status"] == "completed" else "draft",
        "customer": {"id": customer.get("id"), "email": customer.get("email")},
        "currency_code": transaction["currency_code"],
        "totals": {name: int(totals[name]) / 100 for name in ("subtotal", "tax", "total")},
        "custom_data": transaction["custom_data"],
        "items": [
            {"price_id": item["price"]["id"], "quantity": item["quantity"]}
            for item in transaction["items"]
        ],
    }


def _page(
    request: web.Request, transaction: Json, *, origin: str = "", told: Json | None = None
) -> web.Response:
    world = request.app[WORLD]
    told = told or {}
    is_open = transaction["status"] in OPEN
    usual = _fields(world, transaction) if is_open else ""
    news = told.get("news") or ("" if is_open else f"This is {transaction['status']} already.")
    product = world.addresses.product
    back = (
        f'<a href="{html.escape(product)}/">Back to the shop</a>' if product and not origin else ""
    )
    facts = json.dumps(facts_of(world, transaction)).replace("<", "\\u003c")
    text = Template(_source("checkout.html")).substitute(
        theme="dark" if request.query.get("theme") == "dark" else "light",
        transaction=transaction["id"],
        origin=html.escape(origin),
        lines=_lines(transaction),
        news=html.escape(news),
        form="pay",
        fields=told.get("fields") or usual,
        back=back,
        facts=facts,
    )
    headers = dict(PAGE_HEADERS)
    if not origin:
        headers["Content-Security-Policy"] += "; frame-ancestors 'none'"
    return web.Response(text=text, content_type="text/html", headers=headers)


def _lines(transaction: Json) -> str:
    totals = transaction["details"]["totals"]
    lines = [
        (item["product"]["name"], item["totals"]["subtotal"])
        for item in transaction["details"]["line_items"]
    ]
    lines += [
        ("Tax", totals["tax"]),
        ("Credit", totals["credit"]),
        ("To pay", totals["grand_total"]),
    ]
    currency = transaction["currency_code"]
    return "".join(
        f"<dt>{html.escape(name)}</dt><dd>{currency} {int(amount) / 100:.2f}</dd>"
        for name, amount in lines
    )


def _fields(world: World, transaction: Json) -> str:
    address = world.of("addresses").get(str(transaction["address_id"])) or {}
    options = "".join(
        f'<option value="{code}"{" selected" if address.get("country_code") == code else ""}>'
        f"{name}</option>"
        for code, name in COUNTRIES.items()
    )
    email = ""
    if transaction["customer_id"] is None:
        email = '<label>E-mail <input name="email" type="email" required></label>'
    country = f'<label>Country <select name="country">{options}</select></label>'
    buttons = (("pays", "Pay"), ("declines", "Decline"), ("bank", "Needs action"))
    shown = "".join(_button(outcome, word) for outcome, word in buttons)
    return email + country + shown + _button("close", "Close")


def _bank_fields() -> str:
    return _button("pays", "Approve") + _button("needs_action", "Refuse")


def _button(outcome: str, word: str) -> str:
    """A button of the form; who closes need not have typed anything."""
    loose = " formnovalidate" if outcome == "close" else ""
    return f'<button name="outcome" value="{outcome}"{loose}>{word}</button>'
