"""Events, notifications, destinations, client tokens and Paddle's own addresses."""

import secrets

from aiohttp import web

from sandbox.auth import is_loopback_url
from sandbox.paddle.envelope import body_of, found, page_of, route
from sandbox.paddle.errors import PaddleError, invalid
from sandbox.paddle.events import EVENT_TYPES, emit, notify
from sandbox.paddle.state import Json, World, add, new_id, stamp, touch

_SETTING = (
    "description",
    "type",
    "destination",
    "active",
    "api_version",
    "include_sensitive_fields",
    "traffic_source",
)
_HIDDEN = ("created_at", "updated_at")


def notification_routes() -> list[web.RouteDef]:
    """Give the routes."""
    return [
        route("GET", "/events", _list_events),
        route("GET", "/event-types", _list_event_types),
        route("GET", "/notifications", _list),
        route("GET", "/notifications/{id}", _get),
        route("POST", "/notifications/{id}/replay", _replay),
        route("GET", "/notification-settings", _list_settings),
        route("POST", "/notification-settings", _post_setting),
        route("GET", "/notification-settings/{id}", _get_setting),
        route("PATCH", "/notification-settings/{id}", _patch_setting),
        route("DELETE", "/notification-settings/{id}", _delete_setting),
        route("GET", "/client-tokens", _list_tokens),
        route("POST", "/client-tokens", _post_token),
        route("PATCH", "/client-tokens/{id}", _patch_token),
        route("GET", "/ips", _ips),
    ]


def _event_type(name: str) -> Json:
    group = name.split(".", maxsplit=1)[0]
    words = name.replace(".", " ").replace("_", " ")
    return {"name": name, "description": words, "group": group, "available_versions": [1]}


def add_setting(world: World, wish: Json, secret: str) -> Json:
    """Add a destination; without a list of events it gets all."""
    destination = str(wish.get("destination") or "")
    if not is_loopback_url(destination):
        raise invalid(destination="must be an address of this machine")
    named = wish.get("subscribed_events") or EVENT_TYPES
    unknown = [name for name in named if name not in EVENT_TYPES]
    if unknown:
        raise invalid(subscribed_events=f"{unknown[0]} is not an event type")
    return add(
        world,
        "notification-settings",
        {
            "description": wish.get("description") or "Stand-in destination",
            "type": "url",
            "destination": destination,
            "active": True,
            "api_version": 1,
            "include_sensitive_fields": bool(wish.get("include_sensitive_fields", False)),
            "subscribed_events": [_event_type(name) for name in named],
            "endpoint_secret_key": secret,
            "traffic_source": wish.get("traffic_source") or "platform",
        },
    )


def add_token(world: World, token: str, name: str) -> Json:
    """Add a client-side token."""
    fields = {"status": "active", "token": token, "name": name, "description": None}
    return add(world, "client-tokens", {**fields, "revoked_at": None})


def _shown(setting: Json) -> Json:
    return {name: value for name, value in setting.items() if name not in _HIDDEN}


async def _list_events(world: World, request: web.Request) -> Json:
    return page_of(request, world.kept.events, newest_first=False, key="event_id")


async def _list_event_types(_world: World, _request: web.Request) -> list[Json]:
    return [_event_type(name) for name in EVENT_TYPES]


async def _list(world: World, request: web.Request) -> Json:
    return page_of(request, world.of("notifications").values())


async def _get(world: World, request: web.Request) -> Json:
    return found(world, "notifications", request.match_info["id"])


async def _replay(world: World, request: web.Request) -> tuple[int, Json]:
    notification = found(world, "notifications", request.match_info["id"])
    if notification["status"] not in {"delivered", "failed"}:
        raise PaddleError("notification_cannot_be_replayed", "it is still being delivered")
    setting = found(world, "notification-settings", notification["notification_setting_id"])
    event = {k: v for k, v in notification["payload"].items() if k != "notification_id"}
    notification["replayed_at"] = stamp(world.now())
    again = notify(world, setting, event, origin="replay")
    return 202, {"notification_id": again["id"]}


async def _list_settings(world: World, request: web.Request) -> Json:
    page = page_of(request, world.of("notification-settings").values())
    page["_page"] = [_shown(one) for one in page["_page"]]
    return page


async def _get_setting(world: World, request: web.Request) -> Json:
    return _shown(found(world, "notification-settings", request.match_info["id"]))


async def _post_setting(world: World, request: web.Request) -> tuple[int, Json]:
    body = await body_of(request)
    return 201, _shown(add_setting(world, body, f"pdl_ntfset_{secrets.token_hex(20)}"))


async def _patch_setting(world: World, request: web.Request) -> Json:
    setting = found(world, "notification-settings", request.match_info["id"])
    body = await body_of(request)
    if not is_loopback_url(str(body.get("destination", setting["destination"]))):
        raise invalid(destination="must be an address of this machine")
    changes: Json = {name: body[name] for name in _SETTING if name in body}
    if "subscribed_events" in body:
        changes["subscribed_events"] = [_event_type(name) for name in body["subscribed_events"]]
    return _shown(touch(world, setting, **changes))


async def _delete_setting(world: World, request: web.Request) -> web.Response:
    setting = found(world, "notification-settings", request.match_info["id"])
    del world.of("notification-settings")[setting["id"]]
    return web.Response(status=204)


async def _list_tokens(world: World, request: web.Request) -> Json:
    return page_of(request, world.of("client-tokens").values())


async def _post_token(world: World, request: web.Request) -> tuple[int, Json]:
    body = await body_of(request)
    if not body.get("name"):
        raise invalid(name="is required")
    token = add_token(world, f"test_{secrets.token_hex(13)}", str(body["name"]))
    emit(world, "client_token.created", token)
    return 201, token


async def _patch_token(world: World, request: web.Request) -> Json:
    token = found(world, "client-tokens", request.match_info["id"])
    if (await body_of(request)).get("status") != "revoked":
        raise invalid(status="can only become revoked")
    touch(world, token, status="revoked", revoked_at=stamp(world.now()))
    emit(world, "client_token.revoked", token)
    return token


async def _ips(_world: World, _request: web.Request) -> Json:
    return {"ipv4_cidrs": ["127.0.0.1/32"]}


def send_any(world: World, event_type: str, data: Json, *, simulated: bool) -> Json:
    """Send an event that nothing here brought about; a simulated one is in no list."""
    if not simulated:
        return emit(world, event_type, data)
    event = {
        "event_id": new_id(world, "ntfsimevt"),
        "event_type": event_type,
        "occurred_at": stamp(world.now()),
        "data": data,
    }
    for setting in world.of("notification-settings").values():
        notify(world, setting, event, origin="simulation")
    return event
