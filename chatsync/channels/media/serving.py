"""Streaming a stored file to a browser or program.

Range follows RFC 9110, section 14; the headers keep what a customer sent from being run.
"""

import re
from collections.abc import AsyncIterator
from dataclasses import dataclass
from urllib.parse import quote

import structlog
from asgiref.sync import sync_to_async
from django.http import HttpResponse, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.utils.translation import gettext_lazy as _

from chatsync.kit.errors import Unavailable
from chatsync.kit.storage import store

_IN_MEMORY = 8 * 1024 * 1024
_RANGE = re.compile(r"bytes=(\d{0,15})-(\d{0,15})", re.ASCII)
_SHOWN = frozenset(
    {
        *("image/jpeg", "image/png", "image/webp"),
        *("audio/aac", "audio/amr", "audio/mpeg", "audio/mp4", "audio/ogg"),
        *("video/mp4", "video/3gpp"),
    }
)
"""Types that a page may show or play: pixels and sound. All else is a download of bytes."""
_AWAY = _(
    "The file cannot be read at the moment. Try again later; tell whoever runs this installation "
    "if it stays like that."
)
_log = structlog.get_logger()


@dataclass(frozen=True)
class Stored:
    """A file as it lies in the storage, and how it is offered."""

    name: str
    mime_type: str
    file_name: str
    etag: str


def served(stored: Stored, range_header: str | None, none_match: str | None) -> HttpResponseBase:
    """The whole file, the asked part of it (206), or 304. A range outside of it is 416.

    Raises Unavailable where the store does not hand it over.
    """
    etag = f'"{stored.etag}"'
    if none_match and etag in none_match:
        return _guarded(HttpResponse(status=304), stored, etag)
    try:
        return _read(stored, range_header, etag)
    except OSError as error:
        _log.warning("file_not_served", file=stored.name, error=str(error))
        raise Unavailable(_AWAY) from error


def _read(stored: Stored, range_header: str | None, etag: str) -> HttpResponseBase:
    size = store.size(stored.name)
    part = _part(range_header, size)
    if part is None:
        refused = HttpResponse(status=416, headers={"Content-Range": f"bytes */{size}"})
        return _guarded(refused, stored, etag)
    start, end = part
    response = _body(stored, start, end)
    response.headers["Content-Length"] = str(end - start)
    if range_header and end - start < size:
        response.status_code = 206
        response.headers["Content-Range"] = f"bytes {start}-{end - 1}/{size}"
    return _guarded(response, stored, etag)


def _body(stored: Stored, start: int, end: int) -> HttpResponseBase:
    if end - start > _IN_MEMORY:
        return StreamingHttpResponse(_chunks(stored.name, start, end))
    return HttpResponse(store.part(stored.name, start, end))


async def _chunks(name: str, start: int, end: int) -> AsyncIterator[bytes]:
    """The part piece by piece, each read in a thread: no thread is held while a client reads."""
    at = start
    while at < end:
        upto = min(at + store.piece, end)
        piece = await sync_to_async(store.part, thread_sensitive=False)(name, at, upto)
        if not piece:
            return
        at += len(piece)
        yield piece


def _part(header: str | None, size: int) -> tuple[int, int] | None:
    """The asked bytes as start and end (excluded). Several ranges, or nonsense: the whole file."""
    asked = _RANGE.fullmatch(header.strip()) if header else None
    if asked is None or asked.group(0) == "bytes=-":
        return 0, size
    first, last = asked.groups()
    if not first:
        return (max(0, size - int(last)), size) if int(last) else None
    start = int(first)
    end = min(int(last) + 1, size) if last else size
    if last and int(last) < start:
        return 0, size
    return (start, end) if start < size else None


def _guarded(response: HttpResponseBase, stored: Stored, etag: str) -> HttpResponseBase:
    """Nothing a customer sent may run in our origin, whatever it claims to be."""
    is_shown = stored.mime_type in _SHOWN
    name = quote(stored.file_name or "file", safe="")
    kind = "inline" if is_shown else "attachment"
    response.headers["Content-Type"] = stored.mime_type if is_shown else "application/octet-stream"
    response.headers["Content-Disposition"] = f"{kind}; filename*=UTF-8''{name}"
    response.headers["X-Content-Type-Options"] = "nosniff"
    response.headers["Content-Security-Policy"] = "default-src 'none'; sandbox"
    response.headers["Cross-Origin-Resource-Policy"] = "same-origin"
    response.headers["Accept-Ranges"] = "bytes"
    response.headers["Cache-Control"] = "private, max-age=3600"
    response.headers["ETag"] = etag
    return response
