"""Media: upload, look-up and the short-lived download address (Meta: Cloud API media)."""

import hashlib
import secrets
import time

from aiohttp import web
from aiohttp.multipart import BodyPartReader

from sandbox.auth import bearer, number_for, wabas_for
from sandbox.errors import GraphError, bad_token, unreachable
from sandbox.state import MAX_MEDIA_BYTES, WORLD, Json, Media, World, settings_for

_MEGABYTE = 1024 * 1024
_MAX_BYTES = {"image": 5, "audio": 16, "video": 16, "text": 100, "application": 100}
_MIME_TYPES = frozenset(
    {
        "image/jpeg",
        "image/png",
        "image/webp",
        "audio/aac",
        "audio/amr",
        "audio/mpeg",
        "audio/mp4",
        "audio/ogg",
        "video/mp4",
        "video/3gpp",
        "text/plain",
        "application/pdf",
        "application/msword",
        "application/vnd.ms-excel",
        "application/vnd.ms-powerpoint",
        "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
        "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        "application/vnd.openxmlformats-officedocument.presentationml.presentation",
    }
)
_LONGEST_FIELD = 200


def store_media(world: World, phone_number_id: str, mime_type: str, content: bytes) -> Media:
    """Keep a file; the oldest files go when more than MAX_MEDIA_BYTES are kept."""
    media = Media(
        id=str(10**15 + secrets.randbelow(9 * 10**15)),
        phone_number_id=phone_number_id,
        mime_type=mime_type,
        content=content,
        sha256=hashlib.sha256(content).hexdigest(),
    )
    world.media[media.id] = media
    world.media_bytes += len(content)
    while world.media_bytes > MAX_MEDIA_BYTES and len(world.media) > 1:
        oldest = world.media.pop(next(iter(world.media)))
        world.media_bytes -= len(oldest.content)
    return media


async def upload_media(request: web.Request) -> web.Response:
    """POST /{phone_number_id}/media: keep the multipart `file` and answer its id."""
    world = request.app[WORLD]
    number = number_for(world, request, request.match_info["object_id"], "post")
    if not request.content_type.startswith("multipart/"):
        raise GraphError(100, "Send the file as multipart/form-data with a part named file.")
    fields, mime_type, content = await _read_parts(request)
    if fields.get("messaging_product") != "whatsapp":
        raise GraphError(100, "The parameter messaging_product is required.")
    if content is None:
        raise GraphError(100, "The parameter file is required.")
    if mime_type not in _MIME_TYPES:
        allowed = ", ".join(sorted(_MIME_TYPES))
        details = f"Param file must be a file with one of the following types: {allowed}. "
        raise GraphError(100, details + f"Received file of type '{mime_type}'.")
    if len(content) > _MAX_BYTES[mime_type.split("/")[0]] * _MEGABYTE:
        raise GraphError(131053, f"The file is too large for {mime_type}.")
    stored = store_media(world, number.phone_number_id, mime_type, content)
    return web.json_response({"id": stored.id})


async def _read_parts(request: web.Request) -> tuple[dict[str, str], str, bytes | None]:
    fields: dict[str, str] = {}
    content: bytes | None = None
    mime_type = ""
    async for part in await request.multipart():
        if not isinstance(part, BodyPartReader):
            raise GraphError(100, "Nested multipart parts are not read.")
        if part.name == "file":
            header = part.headers.get("Content-Type", "application/octet-stream")
            mime_type = header.split(";")[0].strip().lower()
            content = bytes(await part.read())
        elif part.name:
            fields[part.name] = (await part.text())[:_LONGEST_FIELD]
    return fields, mime_type, content


def describe_media(world: World, request: web.Request, media: Media) -> Json:
    """Answer GET /{media_id}: a download address that works for five minutes, with the token."""
    owner = world.numbers[media.phone_number_id]
    if owner.waba_id not in wabas_for(world, request):
        raise unreachable(media.id)
    wanted = request.query.get("phone_number_id")
    if wanted and wanted != media.phone_number_id:
        raise unreachable(media.id)
    ticket = secrets.token_urlsafe(24)
    now = time.time()
    for old in [t for t, (_, until) in world.media_urls.items() if until <= now]:
        del world.media_urls[old]
    until = now + settings_for(world, media.phone_number_id).media_url_seconds
    world.media_urls[ticket] = (media.id, until)
    return {
        "messaging_product": "whatsapp",
        "url": f"{request.scheme}://{request.host}/whatsapp_business/attachments/?mid={media.id}"
        f"&source=getMedia&ticket={ticket}",
        "mime_type": media.mime_type,
        "sha256": media.sha256,
        "file_size": str(len(media.content)),
        "id": media.id,
    }


async def download_media(request: web.Request) -> web.Response:
    """GET of a download address: 401 without the token, 404 once it has expired."""
    world = request.app[WORLD]
    wabas = world.token_wabas.get(bearer(request))
    if wabas is None:
        raise bad_token()
    media_id, until = world.media_urls.get(request.query.get("ticket", ""), ("", 0.0))
    media = world.media.get(media_id)
    if media is None or time.time() >= until:
        return web.Response(status=404, text="URL expired or unknown")
    if world.numbers[media.phone_number_id].waba_id not in wabas:
        return web.Response(status=404, text="URL expired or unknown")
    return web.Response(body=media.content, content_type=media.mime_type)
