"""The way in and out of the API: key, rate limit, faults, envelope, pages of a list."""

import asyncio
import time
import uuid
from collections.abc import Awaitable, Callable, Iterable
from typing import Any
from urllib.parse import urlencode

import msgspec
from aiohttp import web

from sandbox.paddle.errors import PaddleError, invalid, not_found
from sandbox.paddle.state import KINDS, WORLD, Json, World, moment
from sandbox.reading import answered

Answer = Json | list[Json] | tuple[int, Json] | web.Response
Handler = Callable[[World, web.Request], Awaitable[Answer]]

_CALLS_A_MINUTE = 240
_SLOW = 30.0
_REMEMBERED = 2000
_COMPARE: dict[str, Callable[[Any, Any], bool]] = {
    "": lambda a, b: bool(a == b),
    "LT": lambda a, b: bool(a < b),
    "LTE": lambda a, b: bool(a <= b),
    "GT": lambda a, b: bool(a > b),
    "GTE": lambda a, b: bool(a >= b),
}


def route(method: str, path: str, handler: Handler) -> web.RouteDef:
    """Give a route of the API; the handler answers data, the rest is done here."""
    return web.route(method, path, _guarded(handler))


def _guarded(handler: Handler) -> Callable[[web.Request], Awaitable[web.StreamResponse]]:
    async def answer(request: web.Request) -> web.StreamResponse:
        world = request.app[WORLD]
        request_id = str(uuid.uuid4())
        try:
            response = await _answer(world, request, handler, request_id)
        except PaddleError as error:
            response = error.answer(request_id)
        world.requests.append(
            {"method": request.method, "path": request.path, "status": response.status}
        )
        del world.requests[:-_REMEMBERED]
        return response

    return answer


async def _answer(
    world: World, request: web.Request, handler: Handler, request_id: str
) -> web.StreamResponse:
    _admit(world, request)
    after = await _misbehave(world, request)
    given = await handler(world, request)
    if after:
        await asyncio.sleep(_SLOW)
    if isinstance(given, web.Response):
        return given
    status, data = given if isinstance(given, tuple) else (200, given)
    if isinstance(data, dict) and "_page" in data:
        return answered(
            {
                "data": data["_page"],
                "meta": {"request_id": request_id, "pagination": data["pagination"]},
            }
        )
    return answered({"data": data, "meta": {"request_id": request_id}}, status)


def _admit(world: World, request: web.Request) -> None:
    header = request.headers.get("Authorization", "")
    if not header:
        raise PaddleError("authentication_missing", "Authentication header not included")
    if not header.startswith("Bearer pdl_"):
        raise PaddleError("authentication_malformed", "Authentication header is malformed")
    key = header.removeprefix("Bearer ")
    if key not in world.api_keys:
        raise PaddleError("forbidden", "You aren't permitted to perform this request")
    since = time.monotonic() - 60
    calls = world.calls[key] = [at for at in world.calls.get(key, ()) if at > since]
    if len(calls) >= int(world.config.get("calls_a_minute") or _CALLS_A_MINUTE):
        raise PaddleError("too_many_requests", "IP address exceeded the allowed rate limit")
    calls.append(time.monotonic())


async def _misbehave(world: World, request: web.Request) -> bool:
    """Do what was asked for; True when the answer itself is to be withheld."""
    for fault in world.faults:
        if not request.path.startswith(fault.path):
            continue
        if fault.left is not None:
            fault.left -= 1
            if fault.left <= 0:
                world.faults.remove(fault)
        if fault.mode == "rate_limit":
            raise PaddleError("too_many_requests", "IP address exceeded the allowed rate limit")
        if fault.mode == "error":
            raise PaddleError("internal_error", "An internal error occurred")
        if fault.mode == "timeout_before":
            await asyncio.sleep(_SLOW)
        return fault.mode == "timeout_after"
    return False


async def body_of(request: web.Request) -> Json:
    """Read the JSON object of a request; an empty body is an empty object."""
    raw = await request.read()
    try:
        body = msgspec.json.decode(raw or b"{}")
    except msgspec.DecodeError as error:
        raise PaddleError("invalid_json", "The request body is not valid JSON.") from error
    if not isinstance(body, dict):
        raise PaddleError("bad_request", "The request body must be an object.")
    return body


def found(world: World, kind: str, entity_id: object) -> Json:
    """Give an entity or refuse."""
    entity = world.of(kind).get(str(entity_id))
    if entity is None:
        raise not_found(str(entity_id))
    return entity


def named(world: World, kind: str, body: Json, field: str) -> Json | None:
    """Give the entity that a field of the body names, None where it names none."""
    wanted = body.get(field)
    if wanted is None:
        return None
    entity = world.of(kind).get(str(wanted))
    if entity is None:
        raise invalid(**{field: f"{wanted} was not found"})
    return entity


def page_of(
    request: web.Request, entities: Iterable[Json], *, newest_first: bool = True, key: str = "id"
) -> Json:
    """Give the page that the query asks for, filtered, in the order it asks for."""
    query = request.query
    order = query.get("order_by", "")
    descending = newest_first if not order else order.upper().endswith("[DESC]")
    kept = [one for one in entities if _fits(one, query)]
    kept.sort(key=lambda one: str(one[key]), reverse=descending)
    total = len(kept)
    after = query.get("after")
    if after:
        kept = [one for one in kept if (one[key] < after if descending else one[key] > after)]
    per_page = _per_page(query.get("per_page"))
    page = kept[:per_page]
    last = page[-1][key] if page else after or ""
    words = {**query, "after": last, "per_page": str(per_page)}
    return {
        "_page": page,
        "pagination": {
            "per_page": per_page,
            "next": f"{request.url.origin()}{request.path}?{urlencode(words)}",
            "has_more": len(kept) > len(page),
            "estimated_total": total,
        },
    }


def _per_page(wanted: str | None) -> int:
    if wanted is None:
        return 50
    if not wanted.isdigit() or not 1 <= int(wanted) <= 200:
        raise invalid(per_page="must be a whole number from 1 to 200")
    return int(wanted)


def _fits(entity: Json, query: Any) -> bool:
    return all(_has(entity, name, wanted) for name, wanted in query.items())


def _has(entity: Json, name: str, wanted: str) -> bool:
    field, _, operator = name.rstrip("]").partition("[")
    if field in {"after", "per_page", "order_by", "include"}:
        return True
    if field == "search":
        words = [str(entity.get(one) or "") for one in ("id", "name", "email")]
        return any(wanted.lower() in word.lower() for word in words)
    if field in _SPAN:
        return _COMPARE[_SPAN[field]](moment(entity["occurred_at"]), moment(wanted))
    if field not in entity:
        return field not in {"email", "status", "origin", "action", *_ID_FIELDS}
    value = entity[field]
    if field.endswith("_at"):
        return value is not None and _COMPARE[operator](moment(value), moment(wanted))
    return str(value) in wanted.split(",")


_SPAN = {"from": "GTE", "to": "LT"}
_ID_FIELDS = frozenset(f"{kind.rstrip('s').replace('-', '_')}_id" for kind in KINDS)
