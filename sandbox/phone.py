"""The phone page: be a customer, write to a business, see its answers arrive."""

import asyncio
import contextlib
from collections.abc import Awaitable, Callable

import msgspec
from aiohttp import web

from sandbox.auth import refuse_other_sites
from sandbox.checks import allow_text
from sandbox.errors import GraphError
from sandbox.inbound import media_part, write
from sandbox.pages import PAGE_HEADERS, static_file, static_page
from sandbox.phone_kinds import do_kind, read_wish, send_file
from sandbox.samples import SAMPLES, sample_image
from sandbox.shown import shown_customer
from sandbox.state import WORLD, Customer, Json, Number, Viewer, World
from sandbox.ticks import chat_opened

Handler = Callable[[web.Request], Awaitable[web.Response]]

_MAX_VIEWERS = 50
_MAX_EVENTS = 1000
_BEAT_SECONDS = 15
_MAX_PHOTO = 5 * 1024 * 1024
_PHOTO_TYPES = ("image/jpeg", "image/png")
_MAX_TEXT = 4096
_SHOWN = frozenset(
    {
        *("image/jpeg", "image/png", "image/webp", "video/mp4", "video/3gpp"),
        *("audio/aac", "audio/amr", "audio/mpeg", "audio/mp4", "audio/ogg"),
    }
)


def phone_routes() -> list[web.RouteDef]:
    """Give the routes of the phone page."""
    return [
        web.get("/", _page),
        web.get("/phone", _page),
        web.get("/static/{name}", static_file),
        web.get("/phone/state", _own_site(_state)),
        web.get("/phone/chat", _own_site(_chat)),
        web.post("/phone/messages", _own_site(_post_text)),
        web.post("/phone/photos", _own_site(_post_photo)),
        web.post("/phone/files", _own_site(_post_file)),
        web.post("/phone/kinds", _own_site(_post_kind)),
        web.get("/phone/media/{media_id}", _own_site(_media)),
        web.get("/phone/events", _events),
    ]


def _own_site(handler: Handler) -> Handler:
    async def answer(request: web.Request) -> web.Response:
        refuse_other_sites(request)
        try:
            return await handler(request)
        except GraphError as error:
            return web.json_response({"error": error.details}, status=400)

    return answer


async def _page(request: web.Request) -> web.Response:
    return static_page(request, "phone.html")


async def _state(request: web.Request) -> web.Response:
    world = request.app[WORLD]
    numbers = [
        {
            "id": number.phone_number_id,
            "name": number.verified_name,
            "phone": number.display_phone_number,
            "connected": bool(world.subscriptions.get(number.waba_id)),
        }
        for number in world.numbers.values()
    ]
    customers = [shown_customer(customer) for customer in world.customers.values()]
    body = {
        "numbers": numbers,
        "customers": customers,
        "product_url": world.product_url,
        "mail_url": world.mail_url,
    }
    return web.json_response(body, headers=PAGE_HEADERS)


def _named(world: World, number_id: str, key: str) -> tuple[Number, Customer]:
    number, customer = world.numbers.get(number_id), world.customers.get(key)
    if number is None or customer is None:
        raise web.HTTPNotFound(text="This number or customer is not here any more.\n")
    return number, customer


async def _chat(request: web.Request) -> web.Response:
    world = request.app[WORLD]
    query = request.query
    number, customer = _named(world, query.get("number", ""), query.get("customer", ""))
    items = list(world.chats.get((number.phone_number_id, customer.key), ()))
    return web.json_response({"messages": items}, headers=PAGE_HEADERS)


async def _post_text(request: web.Request) -> web.Response:
    world = request.app[WORLD]
    try:
        body = msgspec.json.decode(await request.read(), type=dict[str, str])
    except msgspec.DecodeError:
        return web.json_response({"error": "The message could not be read."}, status=400)
    number, customer = _named(world, body.get("number", ""), body.get("customer", ""))
    text = allow_text(body, "text", "text", _MAX_TEXT) or ""
    if not text.strip():
        return web.json_response({"error": "Write something first."}, status=400)
    wish: Json = {"text": {"body": text}, "reply_to": body.get("reply_to")}
    message_id = write(world, number, customer, "text", wish)
    return web.json_response({"id": message_id})


async def _post_photo(request: web.Request) -> web.Response:
    world = request.app[WORLD]
    query = request.query
    number, customer = _named(world, query.get("number", ""), query.get("customer", ""))
    sample = query.get("sample")
    if sample in SAMPLES:
        mime_type, content = "image/jpeg", sample_image(sample)
    else:
        mime_type, content = request.content_type, await request.read()
    if mime_type not in _PHOTO_TYPES or not content:
        return web.json_response({"error": "Choose a JPEG or PNG picture."}, status=400)
    if len(content) > _MAX_PHOTO:
        return web.json_response({"error": "The picture is over 5 MB: choose one."}, status=400)
    image: Json = media_part(world, number, mime_type, content)
    caption = query.get("caption", "").strip()
    if caption:
        image["caption"] = caption
    return web.json_response({"id": write(world, number, customer, "image", {"image": image})})


async def _post_file(request: web.Request) -> web.Response:
    world, query = request.app[WORLD], request.query
    number, customer = _named(world, query.get("number", ""), query.get("customer", ""))
    message_id = send_file(world, number, customer, request, await request.read())
    return web.json_response({"id": message_id})


async def _post_kind(request: web.Request) -> web.Response:
    world, query = request.app[WORLD], request.query
    number, customer = _named(world, query.get("number", ""), query.get("customer", ""))
    message_id = do_kind(world, number, customer, read_wish(await request.read()))
    return web.json_response({"id": message_id})


async def _media(request: web.Request) -> web.Response:
    media = request.app[WORLD].media.get(request.match_info["media_id"])
    if media is None:
        raise web.HTTPNotFound
    headers = {**PAGE_HEADERS, "Content-Security-Policy": "default-src 'none'; sandbox"}
    kind = media.mime_type.partition(";")[0]
    if kind not in _SHOWN:
        kind, headers["Content-Disposition"] = "application/octet-stream", "attachment"
    return web.Response(body=media.content, content_type=kind, headers=headers)


async def _events(request: web.Request) -> web.StreamResponse:
    refuse_other_sites(request)
    world = request.app[WORLD]
    if len(world.viewers) >= _MAX_VIEWERS:
        raise web.HTTPServiceUnavailable(text="Too many phone pages are open: close one.\n")
    query = request.query
    viewer = Viewer(
        query.get("number", ""), query.get("customer", ""), asyncio.Queue(maxsize=_MAX_EVENTS)
    )
    answer = web.StreamResponse(headers={**PAGE_HEADERS, "Content-Type": "text/event-stream"})
    await answer.prepare(request)
    world.viewers.add(viewer)
    chat_opened(world, viewer.phone_number_id, viewer.key)
    try:
        await answer.write(b"retry: 1000\n\n")
        while True:
            await answer.write(await _next_event(viewer))
    except ConnectionResetError:
        return answer
    finally:
        world.viewers.discard(viewer)


async def _next_event(viewer: Viewer) -> bytes:
    with contextlib.suppress(TimeoutError):
        async with asyncio.timeout(_BEAT_SECONDS):
            event = await viewer.events.get()
        return b"data: " + msgspec.json.encode(event) + b"\n\n"
    return b": still here\n\n"
