"""The numbers page: make a fresh test number and Meta app, and try to connect them."""

import secrets
from collections.abc import Awaitable, Callable

import msgspec
from aiohttp import web

from sandbox.auth import refuse_other_sites
from sandbox.handshake import verify_callback
from sandbox.keeping import keep_state
from sandbox.number_health import CHOICES, change_health
from sandbox.pages import PAGE_HEADERS, static_page
from sandbox.state import WORLD, App, Json, Number, World, save_number

Handler = Callable[[web.Request], Awaitable[web.Response]]

_MAX_NUMBERS = 200
_MAX_NAME = 60


def number_page_routes() -> list[web.RouteDef]:
    """Give the routes of the numbers page."""
    return [
        web.get("/numbers", _page),
        web.get("/numbers/list", _own_site(_list)),
        web.post("/numbers", _own_site(_create)),
        web.post("/numbers/callback", _own_site(_save_callback)),
        web.post("/numbers/health", _own_site(change_health)),
    ]


def _own_site(handler: Handler) -> Handler:
    async def answer(request: web.Request) -> web.Response:
        refuse_other_sites(request)
        return await handler(request)

    return answer


async def _page(request: web.Request) -> web.Response:
    return static_page(request, "numbers.html")


async def _read(request: web.Request) -> dict[str, str]:
    try:
        return msgspec.json.decode(await request.read(), type=dict[str, str])
    except msgspec.DecodeError as error:
        raise web.HTTPBadRequest(text="The form could not be read.\n") from error


def _described(world: World, number: Number) -> Json:
    app = world.apps.get(number.app_id)
    return {
        "verified_name": number.verified_name,
        "display_phone_number": number.display_phone_number,
        "phone_number_id": number.phone_number_id,
        "waba_id": number.waba_id,
        "token": number.token,
        "app_id": number.app_id,
        "secret": app.secret if app else "",
        "verify_token": app.verify_token if app else "",
        "callback_url": app.callback_url if app else "",
        "verified": bool(app and app.verified),
        "subscribed": number.app_id in world.subscriptions.get(number.waba_id, {}),
        "registered": number.registered,
        "health": {key: getattr(number, key) for key in (*CHOICES, "trouble")},
    }


async def _list(request: web.Request) -> web.Response:
    world = request.app[WORLD]
    items = [_described(world, number) for number in reversed(world.numbers.values())]
    body = {
        "items": items,
        "product_url": world.product_url,
        "mail_url": world.mail_url,
        "choices": CHOICES,
    }
    return web.json_response(body, headers=PAGE_HEADERS)


async def _create(request: web.Request) -> web.Response:
    world = request.app[WORLD]
    form = await _read(request)
    if len(world.numbers) >= _MAX_NUMBERS:
        return web.json_response({"error": "There are enough test numbers here."}, status=409)
    app = App(
        app_id=_decimal_id(15),
        secret=secrets.token_hex(16),
        verify_token=secrets.token_urlsafe(12),
    )
    number = Number(
        phone_number_id=_decimal_id(15),
        waba_id=_decimal_id(15),
        display_phone_number=f"+92 42 3{secrets.randbelow(10**7):07d}",
        verified_name=form.get("name", "").strip()[:_MAX_NAME] or "My test business",
        token="EAA" + secrets.token_hex(48),
        app_id=app.app_id,
        registered=True,
    )
    world.apps[app.app_id] = app
    save_number(world, number, subscribed=False)
    keep_state(world)
    return web.json_response(_described(world, number), status=201)


def _decimal_id(length: int) -> str:
    lowest = 10 ** (length - 1)
    return str(lowest + secrets.randbelow(9 * lowest))


async def _save_callback(request: web.Request) -> web.Response:
    world = request.app[WORLD]
    form = await _read(request)
    app = world.apps.get(form.get("app_id", ""))
    if app is None:
        return web.json_response({"error": "This app is not here any more."}, status=404)
    url, verify_token = form.get("callback_url", "").strip(), form.get("verify_token", "").strip()
    outcome = await verify_callback(world, url, verify_token)
    if outcome["ok"]:
        app.callback_url, app.verify_token, app.verified = url, verify_token, True
        keep_state(world)
    return web.json_response(outcome)
