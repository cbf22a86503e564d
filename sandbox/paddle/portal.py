"""The customer portal: one page behind a link, without a frame, a script or a sign-in."""

import html

from aiohttp import web

from sandbox.auth import refuse_other_sites
from sandbox.paddle.checkout import PAGE_HEADERS
from sandbox.paddle.errors import PaddleError
from sandbox.paddle.invoices import link_to_invoice
from sandbox.paddle.state import WORLD, Json, World
from sandbox.paddle.subscriptions import demand_changeable, schedule
from sandbox.paddle.transactions import has_invoice

_HEADERS = {
    **PAGE_HEADERS,
    "Content-Security-Policy": PAGE_HEADERS["Content-Security-Policy"] + "; frame-ancestors 'none'",
}


def portal_routes() -> list[web.RouteDef]:
    """Give the routes of the portal, on the checkout's host."""
    return [
        web.get("/portal/{token}", _overview),
        web.get("/portal/{token}/{id}/{deed:cancel|card}", _overview),
        web.post("/portal/{token}/{id}/{deed:cancel|card}", _do),
    ]


def _customer_id(request: web.Request) -> str:
    customer_id = request.app[WORLD].kept.links.get(request.match_info["token"])
    if customer_id is None:
        raise web.HTTPNotFound(text="This link is not valid.\n")
    return customer_id


async def _overview(request: web.Request) -> web.Response:
    return _page(request, "")


async def _do(request: web.Request) -> web.Response:
    refuse_other_sites(request)
    world, customer_id = request.app[WORLD], _customer_id(request)
    subscription = world.of("subscriptions").get(request.match_info["id"])
    if subscription is None or subscription["customer_id"] != customer_id:
        raise web.HTTPNotFound
    if request.match_info["deed"] == "card":
        world.kept.cards[subscription["id"]] = "pays"
        return _page(request, "There is a new card.")
    try:
        demand_changeable(world, subscription)
        schedule(world, subscription, "cancel")
    except PaddleError as error:
        return _page(request, error.detail)
    return _page(request, "It ends with the paid period.")


def _page(request: web.Request, news: str) -> web.Response:
    world, customer_id = request.app[WORLD], _customer_id(request)
    customer = world.of("customers")[customer_id]
    token = html.escape(request.match_info["token"])
    mine = [o for o in world.of("subscriptions").values() if o["customer_id"] == customer_id]
    shown = "".join(_subscription(token, one) for one in mine)
    bills = "".join(_invoices(world, customer_id))
    text = (
        '<!doctype html><html lang="en"><meta charset="utf-8"><title>Portal (stand-in)</title>'
        '<link rel="stylesheet" href="/static/checkout.css"><main>'
        f"<h1>Portal of {html.escape(customer['email'])}</h1>"
        f'<p role="status">{html.escape(news)}</p>{shown}<ul>{bills}</ul></main></html>'
    )
    return web.Response(text=text, content_type="text/html", headers=_HEADERS)


def _subscription(token: str, subscription: Json) -> str:
    names = ", ".join(html.escape(item["product"]["name"]) for item in subscription["items"])
    home = f"/portal/{token}/{subscription['id']}"
    return (
        f"<section><h2>{names}: {subscription['status']}</h2>"
        f'<form method="post" action="{home}/cancel"><button>Cancel</button></form>'
        f'<form method="post" action="{home}/card"><button>Use a new card</button></form></section>'
    )


def _invoices(world: World, customer_id: str) -> list[str]:
    return [
        f'<li><a href="{html.escape(link_to_invoice(world, one))}">{one["invoice_number"]}</a></li>'
        for one in world.of("transactions").values()
        if one["customer_id"] == customer_id and has_invoice(one)
    ]
