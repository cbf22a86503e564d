"""POST /{phone_number_id}/messages: the busiest path, kept lean."""

import asyncio
import time

import msgspec
from aiohttp import web

from sandbox import faults
from sandbox.auth import number_for
from sandbox.checks import invalid, need_object
from sandbox.errors import GraphError
from sandbox.identity import (
    dialled_digits,
    find_customer,
    has_whatsapp,
    is_phone_number,
    is_user_id,
    new_wamid,
)
from sandbox.limits import take_turn
from sandbox.messages_check import check_message
from sandbox.shown import shown_send
from sandbox.state import (
    WORLD,
    Fault,
    Json,
    Number,
    Send,
    Settings,
    World,
    add_to_chat,
    announce,
    settings_for,
)
from sandbox.templates import template_for
from sandbox.ticks import plan_ticks

_WINDOW_SECONDS = 24 * 3600
_HANG_SECONDS = 120
_BEFORE = ("error", "http_429", "5xx_before", "timeout_before")
_AFTER = ("5xx_after", "timeout_after")
_DECODER = msgspec.json.Decoder()


async def send_message(request: web.Request) -> web.Response:
    """Answer one request to the messages path: a send, or a read mark with optional typing."""
    world = request.app[WORLD]
    try:
        number = number_for(world, request, request.match_info["object_id"], "post")
        raw = await request.read()
        return await _answer(world, number, raw)
    except GraphError as error:
        return error.answer()


async def _answer(world: World, number: Number, raw: bytes) -> web.Response:
    body = _decoded(raw)
    if body.get("status") is not None:
        return _mark_read(world, number, body)
    settings = settings_for(world, number.phone_number_id)
    if settings.answer_after:
        await asyncio.sleep(settings.answer_after)
    if world.faults:
        await _fail_before(world, number)
    kind = check_message(world, number.phone_number_id, body)
    if not number.registered:
        raise GraphError(133010, "The number is not registered: POST /register first.")
    if number.sending == "BLOCKED":
        raise GraphError(131031, number.trouble or "Sending is blocked for this number.")
    send = _accept(world, number, body, raw, settings, kind)
    if world.faults:
        fault = faults.strike(world, number.phone_number_id, _AFTER)
        if fault:
            return await _fail_after(fault)
    return _accepted(send)


def _decoded(raw: bytes) -> Json:
    try:
        body = _DECODER.decode(raw)
    except msgspec.DecodeError:
        body = None
    if not isinstance(body, dict):
        raise GraphError(100, "The body must be one JSON object.")
    return body


async def _fail_before(world: World, number: Number) -> None:
    fault = faults.strike(world, number.phone_number_id, _BEFORE)
    if fault is None:
        return
    if fault.mode == "timeout_before":
        await asyncio.sleep(_HANG_SECONDS)
    if fault.mode == "error":
        raise GraphError(fault.code, "This failure was asked for at /_control/faults.")
    if fault.mode == "http_429":
        raise GraphError(4, "This failure was asked for at /_control/faults.", status=429)
    raise GraphError(131000, "This failure was asked for.", status=fault.status)


async def _fail_after(fault: Fault) -> web.Response:
    if fault.mode == "timeout_after":
        await asyncio.sleep(_HANG_SECONDS)
    return GraphError(131000, "This failure was asked for.", status=fault.status).answer()


def _accept(
    world: World, number: Number, body: Json, raw: bytes, settings: Settings, kind: str
) -> Send:
    to, key, by_user_id = _recipient(world, number, body)
    template = None
    if kind == "template":
        template = template_for(world, number.waba_id, body["template"])
    if settings.limits:
        take_turn(world, number, key, time.monotonic(), settings)
    send = Send(
        id=new_wamid(number.digits if by_user_id else key),
        number=number,
        to=to,
        key=key,
        by_user_id=by_user_id,
        kind=kind,
        raw=raw,
        at=time.time(),
        callback_data=body.get("biz_opaque_callback_data"),
        category=str(template["category"]).lower() if template else "service",
        template=template,
    )
    send.failure = _later_failure(world, send, settings)
    world.sends.append(send)
    plan_ticks(world, send)
    if key in world.customers and not send.failure:
        add_to_chat(world, number.phone_number_id, key, shown_send(send, body))
    return send


def _recipient(world: World, number: Number, body: Json) -> tuple[str, str, bool]:
    to = body.get("to")
    if to is not None and to != "":
        if not isinstance(to, str):
            raise invalid("to must be a string.")
        digits = dialled_digits(to, number)
        if not is_phone_number(digits):
            raise GraphError(100, f"to ({to}) is not a valid phone number.")
        if digits == number.digits:
            raise GraphError(131021, "The recipient is the business number itself.")
        return to, digits, False
    user_id = body.get("recipient")
    if user_id is None or user_id == "":
        raise GraphError(100, "The parameter to or recipient is required.")
    if not isinstance(user_id, str) or not is_user_id(user_id):
        raise invalid("recipient is not a business-scoped user id.")
    known = find_customer(world, user_id, number.waba_id)
    return user_id, known.key if known else user_id, True


def _later_failure(world: World, send: Send, settings: Settings) -> int:
    phone_number_id = send.number.phone_number_id
    if world.faults:
        fault = faults.strike(world, phone_number_id, ("failed_status",))
        if fault:
            return fault.code
    if not send.by_user_id and not has_whatsapp(world, send.key):
        return 131026
    if send.kind == "template" or settings.window == "off":
        return 0
    last = world.last_inbound.get((phone_number_id, send.key))
    if last is None:
        return 131047 if settings.window == "strict" else 0
    return 131047 if send.at - last > _WINDOW_SECONDS else 0


def _accepted(send: Send) -> web.Response:
    named = {"user_id": send.to} if send.by_user_id else {"wa_id": send.key}
    contact = {"input": send.to, **named}
    message = {"id": send.id}
    if send.kind == "template":
        message["message_status"] = "accepted"
    body = {"messaging_product": "whatsapp", "contacts": [contact], "messages": [message]}
    return web.Response(body=msgspec.json.encode(body), content_type="application/json")


def _mark_read(world: World, number: Number, body: Json) -> web.Response:
    if body.get("messaging_product") != "whatsapp" or body["status"] != "read":
        raise GraphError(100, "A read mark needs messaging_product whatsapp and status read.")
    message_id = body.get("message_id")
    if not isinstance(message_id, str) or not message_id.startswith("wamid."):
        raise invalid("message_id is not the id of a received message.")
    typing = body.get("typing_indicator")
    if typing is not None and need_object(body, "typing_indicator", "typing_indicator") != {
        "type": "text"
    }:
        raise invalid("typing_indicator.type must be text.")
    for (phone_number_id, key), chat in world.chats.items():
        if phone_number_id == number.phone_number_id and any(m["id"] == message_id for m in chat):
            kind = "typing" if typing else "seen"
            announce(world, {"type": kind, "number": phone_number_id, "customer": key})
            break
    return web.json_response({"success": True})
