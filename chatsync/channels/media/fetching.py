"""One try to fetch a file from Meta: ask for its address, load it, look at it, store it."""

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass, replace
from tempfile import SpooledTemporaryFile
from typing import BinaryIO
from uuid import UUID

import structlog

from chatsync.channels.media import files
from chatsync.channels.media.images import Looked, NotAnImage, look_at, sniffed_type
from chatsync.channels.media.sniffing import playable_type
from chatsync.channels.models import Media, MediaState
from chatsync.channels.whatsapp.answers import Downloaded, MediaLink, Refused
from chatsync.channels.whatsapp.client import Graph, download_media, media_url
from chatsync.kit.text import gettext_noop as _

AT_ONCE = 8
_WAITS_S = (5, 20, 60, 300, 1_800, 7_200, 21_600)
_MEGABYTE = 1024 * 1024
_MOST_BYTES = {"image": 8, "sticker": 1, "audio": 16, "video": 16, "document": 100}
_IN_MEMORY = 8 * _MEGABYTE

GONE = _("WhatsApp no longer has this file. Ask the customer to send it again.")
_TOO_LARGE = _("The file is larger than WhatsApp allows, so it was not fetched.")
_NOT_SHOWN = _("The file is not the image that it says it is, so it is not shown.")
_TOO_MANY_PIXELS = _("The image has too many pixels to be shown safely.")
_NOT_TRUSTED = _("WhatsApp named an address that we do not trust, so the file was not fetched.")

_log = structlog.get_logger()


@dataclass(frozen=True)
class Wanted:
    """A file to fetch, with what is needed to ask for it."""

    media: Media
    tries: int
    phone_number_id: str
    token: str


@dataclass(frozen=True)
class Fetched:
    """How one try ended: `state` waiting means that it comes again after `again_in` seconds."""

    media_id: UUID
    workspace_id: UUID
    state: str
    reason: str = ""
    again_in: int = 0
    stored_as: str = ""
    thumbnail_as: str = ""
    size: int | None = None
    mime_type: str = ""
    looked: Looked | None = None


async def fetch_all(graph: Graph, wanted: Sequence[Wanted | Fetched]) -> list[Fetched]:
    """Try all, AT_ONCE at a time; what is settled already stays as it is."""
    gate = asyncio.Semaphore(AT_ONCE)

    async def fetched(item: Wanted | Fetched) -> Fetched:
        if isinstance(item, Fetched):
            return item
        async with gate:
            try:
                return await _fetch(graph, item)
            except OSError as error:
                _log.warning("media_not_kept", media=str(item.media.id), error=str(error))
                return later(item.media, item.tries)

    return list(await asyncio.gather(*(fetched(item) for item in wanted)))


async def _fetch(graph: Graph, wanted: Wanted) -> Fetched:
    media = wanted.media
    link = await media_url(graph, wanted.token, media.provider_id, wanted.phone_number_id)
    if isinstance(link, Refused) and link.retry == "permanent" and link.code in {33, 100, 131052}:
        return Fetched(media.id, media.workspace_id, MediaState.EXPIRED, GONE)
    if not isinstance(link, MediaLink):
        return later(media, wanted.tries)
    most = _MOST_BYTES.get(media.kind, 16) * _MEGABYTE
    with SpooledTemporaryFile(max_size=_IN_MEMORY) as sink:
        done = await download_media(graph, wanted.token, link, sink, most)  # type: ignore[arg-type]
        if isinstance(done, Downloaded):
            return await asyncio.to_thread(_keep, media, sink, done)  # type: ignore[arg-type]
    if done.reason == "too_large":
        return Fetched(media.id, media.workspace_id, MediaState.FAILED, _TOO_LARGE)
    if done.reason == "untrusted_host":
        return Fetched(media.id, media.workspace_id, MediaState.FAILED, _NOT_TRUSTED)
    return later(media, wanted.tries)


def _keep(media: Media, sink: BinaryIO, done: Downloaded) -> Fetched:
    """Look at the content, then store it. An image that is none is not kept."""
    if done.sha256_matches is False:
        _log.warning("media_sha256_differs", media=str(media.id))
    sink.seek(0)
    stored = Fetched(media.id, media.workspace_id, MediaState.STORED, size=done.size)
    if media.kind not in {"image", "sticker"}:
        head = sink.read(4_096)
        mime_type = playable_type(media.kind, head) or sniffed_type(head)
        sink.seek(0)
        return replace(stored, stored_as=files.keep(sink), mime_type=mime_type)
    data = sink.read()
    try:
        looked = look_at(data)
    except NotAnImage as error:
        reason = _TOO_MANY_PIXELS if error.too_many_pixels else _NOT_SHOWN
        return Fetched(media.id, media.workspace_id, MediaState.FAILED, reason, size=done.size)
    return replace(
        stored,
        looked=looked,
        mime_type=looked.mime_type,
        stored_as=files.keep(data),
        thumbnail_as=files.keep(looked.thumbnail),
    )


def later(media: Media, tries: int) -> Fetched:
    """Another try, each later than the one before."""
    wait = _WAITS_S[min(tries, len(_WAITS_S)) - 1]
    return Fetched(media.id, media.workspace_id, MediaState.WAITING, again_in=wait)
