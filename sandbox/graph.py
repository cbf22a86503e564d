"""The Graph API around sending: numbers, accounts, subscriptions, templates, tokens."""

import base64
import re
from collections.abc import Awaitable, Callable
from typing import cast

from aiohttp import web

from sandbox.auth import bearer, is_loopback_url, number_for, wabas_for
from sandbox.errors import GraphError, bad_token, unreachable
from sandbox.graph_messages import send_message
from sandbox.handshake import verify_callback
from sandbox.keeping import keep_state
from sandbox.media import describe_media, download_media, upload_media
from sandbox.state import WORLD, Json, Number, World
from sandbox.templates import TEMPLATES

Handler = Callable[[web.Request], Awaitable[web.Response]]

_VERSION = r"/v{version:\d+\.\d+}"
_PIN = re.compile(r"\d{6}")
_NUMBER_FIELDS = (
    "verified_name,code_verification_status,display_phone_number,quality_rating,platform_type,"
    "throughput,id"
)
_MAX_PAGE = 250
_HIGH_THROUGHPUT = 80


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
        route("GET", base + "/phone_numbers", _list_numbers),
        route("GET", base + "/message_templates", _list_templates),
        route("POST", base + "/subscribed_apps", _subscribe),
        route("GET", base + "/subscribed_apps", _list_subscriptions),
        route("DELETE", base + "/subscribed_apps", _unsubscribe),
        route("GET", _VERSION + "/debug_token", _debug_token),
        route("GET", base, _describe),
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
        known = _number_node(world, number)
        return web.json_response(_picked(known, request.query.get("fields") or _NUMBER_FIELDS))
    if object_id in wabas:
        waba = _waba_node(world, object_id)
        return web.json_response(_picked(waba, request.query.get("fields") or "id,name,currency"))
    raise unreachable(object_id)


def _picked(node: Json, fields: str) -> Json:
    names = [name.split("{")[0].strip() for name in re.split(r",(?![^{]*})", fields)]
    for name in names:
        if name and name not in node:
            message = f"(#100) Tried accessing nonexisting field ({name}) on node type (Unknown)"
            raise GraphError(100, message=message)
    picked = {name: node[name] for name in names if name and node[name] is not None}
    picked["id"] = node["id"]
    return picked


def _number_node(world: World, number: Number) -> Json:
    limit = "TIER_2K"
    entities = [
        {"entity_type": "PHONE_NUMBER", "id": number.phone_number_id},
        {"entity_type": "WABA", "id": number.waba_id},
        {"entity_type": "APP", "id": number.app_id},
    ]
    health = {
        "can_send_message": "AVAILABLE",
        "entities": [{**entity, "can_send_message": "AVAILABLE"} for entity in entities],
    }
    level = "HIGH" if number.throughput > _HIGH_THROUGHPUT else "STANDARD"
    overrides = world.subscriptions.get(number.waba_id, {})
    app = world.apps.get(number.app_id)
    return {
        "id": number.phone_number_id,
        "display_phone_number": number.display_phone_number,
        "verified_name": number.verified_name,
        "quality_rating": "GREEN",
        "code_verification_status": "VERIFIED",
        "name_status": "APPROVED",
        "status": "CONNECTED" if number.registered else "PENDING",
        "platform_type": "CLOUD_API" if number.registered else "NOT_APPLICABLE",
        "account_mode": "LIVE",
        "throughput": {"level": level},
        "health_status": health,
        "whatsapp_business_manager_messaging_limit": limit,
        "messaging_limit_tier": limit,
        "is_official_business_account": False,
        "is_pin_enabled": True,
        "is_on_biz_app": False,
        "last_onboarded_time": None,
        "webhook_configuration": {
            "application": overrides.get(number.app_id) or (app.callback_url if app else "")
        },
    }


def _waba_node(world: World, waba_id: str) -> Json:
    numbers = [one for one in world.numbers.values() if one.waba_id == waba_id]
    return {
        "id": waba_id,
        "name": numbers[0].verified_name,
        "currency": "USD",
        "timezone_id": "72",
        "message_template_namespace": f"ns_{waba_id}",
        "account_review_status": "APPROVED",
        "business_verification_status": "verified",
        "status": "ACTIVE",
        "country": "PK",
        "ownership_type": "CLIENT_OWNED",
        "on_behalf_of_business_info": None,
        "owner_business_info": {"name": numbers[0].verified_name, "id": f"9{waba_id}"},
        "health_status": {
            "can_send_message": "AVAILABLE",
            "entities": [{"entity_type": "WABA", "id": waba_id, "can_send_message": "AVAILABLE"}],
        },
    }


def _reachable_waba(request: web.Request, method: str = "get") -> str:
    waba_id = request.match_info["object_id"]
    if waba_id not in wabas_for(request.app[WORLD], request):
        raise unreachable(waba_id, method)
    return waba_id


async def _list_numbers(request: web.Request) -> web.Response:
    world = request.app[WORLD]
    waba_id = _reachable_waba(request)
    fields = request.query.get("fields") or _NUMBER_FIELDS
    data = [
        _picked(_number_node(world, number), fields)
        for number in world.numbers.values()
        if number.waba_id == waba_id
    ]
    return web.json_response({"data": data, "paging": _paging(0, len(data), len(data))})


def _cursor(position: int) -> str:
    return base64.urlsafe_b64encode(f"at:{position}".encode()).decode()


def _paging(start: int, shown: int, total: int) -> Json:
    paging: Json = {"cursors": {"before": _cursor(start), "after": _cursor(start + shown)}}
    if start + shown < total:
        paging["next"] = f"?after={_cursor(start + shown)}"
    return paging


def _position(cursor: str | None) -> int:
    if not cursor:
        return 0
    try:
        return int(base64.urlsafe_b64decode(cursor).decode().removeprefix("at:"))
    except ValueError as error:
        raise GraphError(131059, "The cursor is not valid: start again without one.") from error


async def _list_templates(request: web.Request) -> web.Response:
    _reachable_waba(request)
    query = request.query
    filters = {
        key: query[key] for key in ("name", "language", "status", "category") if key in query
    }
    found = [one for one in TEMPLATES if all(one[key] == filters[key] for key in filters)]
    start = _position(query.get("after"))
    try:
        limit = min(max(int(query.get("limit", "25")), 1), _MAX_PAGE)
    except ValueError as error:
        raise GraphError(100, "limit must be a number.") from error
    page = found[start : start + limit]
    paging = _paging(start, len(page), len(found))
    if "next" in paging:
        paging["next"] = f"{request.scheme}://{request.host}{request.path}{paging['next']}"
    return web.json_response({"data": page, "paging": paging})


def _app_of_token(world: World, request: web.Request, waba_id: str) -> str:
    token = bearer(request)
    for number in world.numbers.values():
        if number.token == token and number.waba_id == waba_id:
            return number.app_id
    raise unreachable(waba_id, "post")


async def _subscribe(request: web.Request) -> web.Response:
    world = request.app[WORLD]
    waba_id = _reachable_waba(request, "post")
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


async def _list_subscriptions(request: web.Request) -> web.Response:
    waba_id = _reachable_waba(request)
    data = []
    for app_id, override in request.app[WORLD].subscriptions.get(waba_id, {}).items():
        info = {"link": "https://www.facebook.com/games/", "name": f"App {app_id}", "id": app_id}
        item: Json = {"whatsapp_business_api_data": info}
        if override:
            item["override_callback_uri"] = override
        data.append(item)
    return web.json_response({"data": data})


async def _unsubscribe(request: web.Request) -> web.Response:
    world = request.app[WORLD]
    waba_id = _reachable_waba(request, "delete")
    world.subscriptions.get(waba_id, {}).pop(_app_of_token(world, request, waba_id), None)
    keep_state(world)
    return web.json_response({"success": True})


async def _register(request: web.Request) -> web.Response:
    number = number_for(request.app[WORLD], request, request.match_info["object_id"], "post")
    try:
        body = await request.json()
    except ValueError as error:
        raise GraphError(100, "The body is not JSON.") from error
    if not isinstance(body, dict) or body.get("messaging_product") != "whatsapp":
        raise GraphError(100, "The parameter messaging_product is required.")
    if _PIN.fullmatch(str(body.get("pin", ""))) is None:
        raise GraphError(100, "Param pin must be six digits.")
    number.registered = True
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
