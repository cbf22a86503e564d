"""The Graph API around sending: numbers, accounts, subscriptions, templates, tokens."""

from collections.abc import Awaitable, Callable

from aiohttp import web

from sandbox.auth import bearer, number_for, reachable_waba, wabas_for
from sandbox.errors import GraphError, bad_token, unreachable
from sandbox.graph_messages import send_message
from sandbox.graph_nodes import NUMBER_FIELDS, number_node, picked, waba_node
from sandbox.graph_profile import change_profile, read_profile
from sandbox.graph_subscriptions import (
    list_subscriptions,
    subscribe,
    subscribe_fields,
    unsubscribe,
)
from sandbox.graph_templates import (
    change_template,
    create_template,
    delete_templates,
    described,
    list_templates,
    unpause_template,
)
from sandbox.keeping import keep_state
from sandbox.media import describe_media, download_media, upload_media
from sandbox.paging import page_of
from sandbox.registration import deregister, register
from sandbox.state import WORLD

Handler = Callable[[web.Request], Awaitable[web.Response]]

_VERSION = r"/v{version:\d+\.\d+}"


def _in_metas_words(handler: Handler) -> Handler:
    async def answer(request: web.Request) -> web.Response:
        try:
            return await handler(request)
        except GraphError as error:
            return error.answer()

    return answer


def graph_routes() -> list[web.RouteDef]:
    """Give the routes of the Graph API; every version `vNN.N` is served alike."""
    base = _VERSION + r"/{object_id:\d+}"

    def route(method: str, path: str, handler: Handler) -> web.RouteDef:
        return web.route(method, path, _in_metas_words(handler))

    return [
        web.post(base + "/messages", send_message),
        route("POST", base + "/media", upload_media),
        route("POST", base + "/register", _register),
        route("POST", base + "/deregister", _deregister),
        route("GET", base + "/whatsapp_business_profile", read_profile),
        route("POST", base + "/whatsapp_business_profile", change_profile),
        route("POST", base + "/subscriptions", subscribe_fields),
        route("GET", base + "/phone_numbers", _list_numbers),
        route("GET", base + "/message_templates", list_templates),
        route("POST", base + "/message_templates", create_template),
        route("DELETE", base + "/message_templates", delete_templates),
        route("POST", base + "/unpause", unpause_template),
        route("POST", base + "/subscribed_apps", subscribe),
        route("GET", base + "/subscribed_apps", list_subscriptions),
        route("DELETE", base + "/subscribed_apps", unsubscribe),
        route("GET", _VERSION + "/debug_token", _debug_token),
        route("GET", base, _describe),
        route("POST", base, change_template),
        route("DELETE", base, _delete_media),
        route("GET", "/whatsapp_business/attachments/", download_media),
        route("*", _VERSION + "/{path:.*}", _unknown_path),
    ]


async def _unknown_path(request: web.Request) -> web.Response:
    if bearer(request) not in request.app[WORLD].token_wabas:
        raise bad_token()
    path = request.match_info["path"]
    message = f"Unknown path components: /{path}"
    raise GraphError(2500, message=message)


async def _describe(request: web.Request) -> web.Response:
    world = request.app[WORLD]
    object_id = request.match_info["object_id"]
    wabas = wabas_for(world, request)
    media = world.media.get(object_id)
    if media is not None:
        return web.json_response(describe_media(world, request, media))
    number = world.numbers.get(object_id)
    if number is not None and number.waba_id in wabas:
        known = number_node(world, number)
        return web.json_response(picked(known, request.query.get("fields") or NUMBER_FIELDS))
    if object_id in wabas:
        waba = waba_node(world, object_id)
        return web.json_response(picked(waba, request.query.get("fields") or "id,name,currency"))
    template = described(world, request, object_id)
    if template is not None:
        return web.json_response(template)
    raise unreachable(object_id)


async def _list_numbers(request: web.Request) -> web.Response:
    world = request.app[WORLD]
    waba_id = reachable_waba(request)
    fields = request.query.get("fields") or NUMBER_FIELDS
    data = [
        picked(number_node(world, number), fields)
        for number in world.numbers.values()
        if number.waba_id == waba_id
    ]
    return web.json_response(page_of(request, data))


async def _register(request: web.Request) -> web.Response:
    number = number_for(request.app[WORLD], request, request.match_info["object_id"], "post")
    try:
        body = await request.json()
    except ValueError as error:
        raise GraphError(100, "The body is not JSON.") from error
    try:
        register(number, body if isinstance(body, dict) else {})
    finally:
        keep_state(request.app[WORLD])
    return web.json_response({"success": True})


async def _deregister(request: web.Request) -> web.Response:
    number = number_for(request.app[WORLD], request, request.match_info["object_id"], "post")
    deregister(number)
    keep_state(request.app[WORLD])
    return web.json_response({"success": True})


async def _delete_media(request: web.Request) -> web.Response:
    world = request.app[WORLD]
    object_id = request.match_info["object_id"]
    wabas = wabas_for(world, request)
    media = world.media.get(object_id)
    if media is None or world.numbers[media.phone_number_id].waba_id not in wabas:
        raise unreachable(object_id, "delete")
    del world.media[object_id]
    world.media_bytes -= len(media.content)
    return web.json_response({"success": True})


async def _debug_token(request: web.Request) -> web.Response:
    world = request.app[WORLD]
    caller = bearer(request)
    app_id, _, secret = caller.partition("|")
    app = world.apps.get(app_id)
    by_app = app is not None and app.secret == secret
    if not by_app and caller not in world.token_wabas:
        raise bad_token()
    token = request.query.get("input_token", "")
    owner = next((one for one in world.numbers.values() if one.token == token), None)
    if owner is None:
        error = {"code": 190, "message": "Invalid OAuth access token."}
        return web.json_response({"data": {"error": error, "is_valid": False, "scopes": []}})
    wabas = sorted(world.token_wabas[token])
    scopes = ["whatsapp_business_management", "whatsapp_business_messaging"]
    data = {
        "app_id": owner.app_id,
        "type": "SYSTEM_USER",
        "application": f"App {owner.app_id}",
        "data_access_expires_at": 0,
        "expires_at": 0,
        "is_valid": True,
        "issued_at": 1_780_000_000,
        "scopes": [*scopes, "public_profile"],
        "granular_scopes": [{"scope": scope, "target_ids": wabas} for scope in scopes],
        "user_id": "122100000000000000",
    }
    return web.json_response({"data": data})
