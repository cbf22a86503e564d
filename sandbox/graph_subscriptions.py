"""Which apps hear of an account, and where (Meta: subscribed apps, app subscriptions)."""

from typing import cast

from aiohttp import web

from sandbox.auth import bearer, is_loopback_url, reachable_waba
from sandbox.errors import GraphError, bad_token, unreachable
from sandbox.handshake import verify_callback
from sandbox.keeping import keep_state
from sandbox.state import WORLD, Json, World


def _app_of_token(world: World, request: web.Request, waba_id: str) -> str:
    token = bearer(request)
    for number in world.numbers.values():
        if number.token == token and number.waba_id == waba_id:
            return number.app_id
    raise unreachable(waba_id, "post")


async def subscribe(request: web.Request) -> web.Response:
    """POST /{waba}/subscribed_apps: the token's app, perhaps at an address of its own."""
    world = request.app[WORLD]
    waba_id = reachable_waba(request, "post")
    app_id = _app_of_token(world, request, waba_id)
    override, verify_token = await _override(request)
    if override:
        if not is_loopback_url(override) or len(override) > 200:
            raise GraphError(100, "override_callback_uri must be a loopback address here.")
        outcome = await verify_callback(world, override, verify_token)
        if not outcome["ok"]:
            raise GraphError(
                2200, message=f"(#2200) Callback verification failed: {outcome['why']}"
            )
    world.subscriptions.setdefault(waba_id, {})[app_id] = override
    keep_state(world)
    return web.json_response({"success": True})


async def subscribe_fields(request: web.Request) -> web.Response:
    """An app's webhook settings, set with its own token (Meta: app subscriptions edge)."""
    world = request.app[WORLD]
    app_id, _, secret = bearer(request).partition("|")
    app = world.apps.get(app_id)
    if app is None or app_id != request.match_info["object_id"] or app.secret != secret:
        raise bad_token()
    try:
        body = cast("Json", await request.json())
    except ValueError as error:
        raise GraphError(100, "The body is not JSON.") from error
    url, verify_token = str(body.get("callback_url") or ""), str(body.get("verify_token") or "")
    if not body.get("fields") or body.get("object") != "whatsapp_business_account":
        raise GraphError(100, "The parameters object and fields are required.")
    outcome = {"ok": True} if app.trusting else await verify_callback(world, url, verify_token)
    if not outcome["ok"]:
        message = f"(#2200) Callback verification failed: {outcome['why']}"
        raise GraphError(2200, message=message)
    app.callback_url, app.verify_token, app.verified = url, verify_token, True
    keep_state(world)
    return web.json_response({"success": True})


async def _override(request: web.Request) -> tuple[str, str]:
    values: Json = dict(request.query)
    if request.content_type == "application/json" and request.can_read_body:
        try:
            body = await request.json()
        except ValueError as error:
            raise GraphError(100, "The body is not JSON.") from error
        values |= cast("Json", body) if isinstance(body, dict) else {}
    elif request.can_read_body:
        values |= dict(await request.post())
    return str(values.get("override_callback_uri") or ""), str(values.get("verify_token") or "")


async def list_subscriptions(request: web.Request) -> web.Response:
    """GET /{waba}/subscribed_apps."""
    waba_id = reachable_waba(request)
    data = []
    for app_id, override in request.app[WORLD].subscriptions.get(waba_id, {}).items():
        info = {"link": "https://www.facebook.com/games/", "name": f"App {app_id}", "id": app_id}
        item: Json = {"whatsapp_business_api_data": info}
        if override:
            item["override_callback_uri"] = override
        data.append(item)
    return web.json_response({"data": data})


async def unsubscribe(request: web.Request) -> web.Response:
    """DELETE /{waba}/subscribed_apps: the token's app hears nothing more."""
    world = request.app[WORLD]
    waba_id = reachable_waba(request, "delete")
    world.subscriptions.get(waba_id, {}).pop(_app_of_token(world, request, waba_id), None)
    keep_state(world)
    return web.json_response({"success": True})
