"""POST /_control/inbound: let customers write, or send any signed body."""

import contextlib

from aiohttp import web

from sandbox.envelope import contact_of
from sandbox.errors import GraphError
from sandbox.inbound import build_message, deliver, writer
from sandbox.reading import read_object, whole_number
from sandbox.state import WORLD, Customer, Json, Number, World
from sandbox.webhooks import encode_body, post_signed

_MAX_COUNT = 10_000
_MAX_BATCH = 1000
_SIGNATURES = ("good", "bad", "missing")


async def post_inbound(request: web.Request) -> web.Response:
    """Answer `{"ids": […]}` for messages, or the product's HTTP status for a raw `body`."""
    world = request.app[WORLD]
    wish = await read_object(request)
    if "body" in wish:
        return await _send_raw(world, wish)
    number = world.numbers.get(str(wish.get("phone_number_id", "")))
    if number is None:
        raise ValueError(f"phone_number_id must be one of: {', '.join(world.numbers)}")
    if "messages" in wish:
        return _write_raw_messages(world, number, wish)
    return _write_messages(world, number, wish)


async def _send_raw(world: World, wish: Json) -> web.Response:
    app = world.apps.get(str(wish.get("app_id", "")))
    if app is None:
        raise ValueError(f"app_id must be one of: {', '.join(world.apps)}")
    signature = wish.get("signature", "good")
    if signature not in _SIGNATURES:
        raise ValueError(f"signature must be one of: {', '.join(_SIGNATURES)}")
    body = wish["body"]
    raw = body.encode() if isinstance(body, str) else encode_body(body)
    status = await post_signed(world, app, raw, signature=signature)
    return web.json_response({"ids": [], "status": status})


def _write_raw_messages(world: World, number: Number, wish: Json) -> web.Response:
    messages = wish["messages"]
    if not isinstance(messages, list) or not all(isinstance(one, dict) for one in messages):
        raise ValueError("messages must be a list of objects")
    who = _named_writer(world, number, wish)
    contacts = wish.get("contacts")
    if contacts is None:
        people = {one.key: one for one in _people(world, number, messages, who)}
        contacts = [contact_of(one, number.waba_id) for one in people.values()]
    deliver(world, number, who, messages, contacts)
    return web.json_response({"ids": [one["id"] for one in messages if "id" in one]})


def _named_writer(world: World, number: Number, wish: Json) -> Customer | None:
    if not wish.get("from"):
        return None
    return writer(world, number, str(wish["from"]), wish.get("name"))


def _people(
    world: World, number: Number, messages: list[Json], who: Customer | None
) -> list[Customer]:
    if who is not None:
        return [who]
    people = []
    for one in messages:
        named = one.get("from") or one.get("from_user_id")
        # A sender that is no sender is what the caller wants to try: it just gets no contact.
        with contextlib.suppress(GraphError):
            people.append(writer(world, number, str(named), None))
    return people


def _write_messages(world: World, number: Number, wish: Json) -> web.Response:
    who = _named_writer(world, number, wish)
    if who is None:
        raise ValueError("from is missing: a phone number or a business-scoped user id")
    count = whole_number(wish, "count", (1, _MAX_COUNT), 1)
    batch = whole_number(wish, "batch", (1, _MAX_BATCH), 1)
    kind = str(wish.get("type") or "text")
    messages = []
    for index in range(1, count + 1):
        text = str(wish.get("text") or ("Hello" if kind == "text" else ""))
        one = {**wish, "text": wish["text"] if isinstance(wish.get("text"), dict) else text}
        if kind == "text" and isinstance(one["text"], str):
            one["text"] = {"body": text.replace("{n}", str(index))}
        messages.append(build_message(world, number, who, kind, one))
    contacts = [contact_of(who, number.waba_id)]
    for start in range(0, count, batch):
        deliver(world, number, who, messages[start : start + batch], contacts)
    return web.json_response({"ids": [one["id"] for one in messages]})
