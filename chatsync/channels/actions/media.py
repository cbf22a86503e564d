"""Files of messages: fetched from Meta by a job, or uploaded by an agent."""

import asyncio
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import timedelta
from tempfile import SpooledTemporaryFile
from typing import BinaryIO
from uuid import UUID

import structlog
from django.db import DatabaseError, connection
from django.utils.translation import gettext_lazy as _lazy

from chatsync.channels.asking import ask
from chatsync.channels.events import MediaSettled
from chatsync.channels.media import files
from chatsync.channels.media.images import Looked, NotAnImage, look_at, sniffed_type
from chatsync.channels.models import Media, MediaFetch, MediaState, Number
from chatsync.channels.seals import open_token
from chatsync.channels.whatsapp.answers import Downloaded, MediaLink, Refused
from chatsync.channels.whatsapp.client import Graph, download_media, media_url
from chatsync.jobs.events import emit
from chatsync.kit.clock import now
from chatsync.kit.crypto import CannotOpen
from chatsync.kit.errors import Conflict
from chatsync.kit.tenancy import scope
from chatsync.kit.text import gettext_noop as _

EXPIRES_AFTER = timedelta(days=7)
"""Meta keeps inbound files for 7 days (Cloud API, media)."""

_AT_ONCE = 8
_LEASE_S = 330
"""Longer than a download may take: a killed process's rows come back by themselves."""
_WAITS_S = (5, 20, 60, 300, 1_800, 7_200, 21_600)
_MEGABYTE = 1024 * 1024
_MOST_BYTES = {"image": 8, "sticker": 1, "audio": 16, "video": 16, "document": 100}
_IN_MEMORY = 8 * _MEGABYTE

_EXPIRED = _("WhatsApp keeps files for 7 days; this one could not be fetched in time.")
_GONE = _("WhatsApp no longer has this file. Ask the customer to send it again.")
_TOO_LARGE = _("The file is larger than WhatsApp allows, so it was not fetched.")
_NOT_SHOWN = _("The file is not the image that it says it is, so it is not shown.")
_TOO_MANY_PIXELS = _("The image has too many pixels to be shown safely.")
_NOT_TRUSTED = _("WhatsApp named an address that we do not trust, so the file was not fetched.")

_CLAIM = """
UPDATE channels_mediafetch f SET due_at = %(lease)s, tries = f.tries + 1
FROM (
  SELECT q.id FROM channels_mediafetch q JOIN (
    SELECT d.id, row_number() OVER (PARTITION BY d.workspace_id ORDER BY d.due_at) AS turn
    FROM (SELECT * FROM channels_mediafetch WHERE due_at <= %(now)s ORDER BY due_at LIMIT 2000) d
  ) fair ON fair.id = q.id
  WHERE q.due_at <= %(now)s ORDER BY fair.turn, q.due_at LIMIT %(most)s FOR UPDATE OF q SKIP LOCKED
) taken
WHERE f.id = taken.id RETURNING f.id, f.workspace_id, f.tries
"""

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


def fetch_due_media() -> int:
    """Fetch what is due, workspaces in fair turns; returns how many files were tried."""
    claims = _claim()
    if not claims:
        return 0
    wanted = _load(claims)
    results = ask(lambda graph: _fetch_all(graph, wanted))
    settled: dict[UUID, list[Fetched]] = defaultdict(list)
    for result in results:
        settled[result.workspace_id].append(result)
    for workspace_id, group in settled.items():
        _settle(workspace_id, group)
    return len(claims)


def upload_image(workspace_id: UUID, data: bytes, file_name: str) -> Media:
    """Keep an agent's image as it was sent, with a thumbnail.

    Raises NotAnImage, and Conflict where the workspace has no number to send it from.
    """
    looked = look_at(data)
    if looked.mime_type not in {"image/jpeg", "image/png"}:
        raise NotAnImage
    with scope(workspace_id):
        number = Number.objects.filter(disconnected_at=None).order_by("created_at").first()
        if number is None:
            raise Conflict(_lazy("Connect a number first: there is none to send this from."))
        media: Media = Media.objects.create(
            number_id=number.id,
            kind="image",
            mime_type=looked.mime_type,
            file_name=file_name[:255],
            state=MediaState.STORED,
            size=len(data),
            width=looked.width,
            height=looked.height,
            stored_as=files.keep(data),
            thumbnail_as=files.keep(looked.thumbnail),
        )
    return media


def _claim() -> list[tuple[UUID, UUID, int]]:
    moment = now()
    with connection.cursor() as cursor:
        cursor.execute(
            _CLAIM,
            {"now": moment, "lease": moment + timedelta(seconds=_LEASE_S), "most": _AT_ONCE * 2},
        )
        return list(cursor.fetchall())


def _load(claims: Sequence[tuple[UUID, UUID, int]]) -> list[Wanted | Fetched]:
    tries = {media_id: count for media_id, _workspace, count in claims}
    groups: dict[UUID, list[UUID]] = defaultdict(list)
    for media_id, workspace_id, _count in claims:
        groups[workspace_id].append(media_id)
    loaded: list[Wanted | Fetched] = []
    for workspace_id, ids in groups.items():
        with scope(workspace_id):
            found = Media.objects.in_bulk(ids)
            numbers = Number.objects.in_bulk({media.number_id for media in found.values()})
        known = [_wanted(media, numbers, tries[media.id]) for media in found.values()]
        lost = [Fetched(i, workspace_id, MediaState.FAILED, _GONE) for i in ids if i not in found]
        loaded.extend([*known, *lost])
    return loaded


def _wanted(media: Media, numbers: dict[UUID, Number], tries: int) -> Wanted | Fetched:
    if media.created_at < now() - EXPIRES_AFTER:
        return Fetched(media.id, media.workspace_id, MediaState.EXPIRED, _EXPIRED)
    number = numbers[media.number_id]
    try:
        token = open_token(number.token, media.workspace_id, number.id)
    except CannotOpen:
        return _later(media, tries)
    return Wanted(media, tries, number.phone_number_id, token)


async def _fetch_all(graph: Graph, wanted: Sequence[Wanted | Fetched]) -> list[Fetched]:
    gate = asyncio.Semaphore(_AT_ONCE)

    async def fetched(item: Wanted | Fetched) -> Fetched:
        if isinstance(item, Fetched):
            return item
        async with gate:
            try:
                return await _fetch(graph, item)
            except OSError as error:
                _log.warning("media_not_kept", media=str(item.media.id), error=str(error))
                return _later(item.media, item.tries)

    return list(await asyncio.gather(*(fetched(item) for item in wanted)))


async def _fetch(graph: Graph, wanted: Wanted) -> Fetched:
    media = wanted.media
    link = await media_url(graph, wanted.token, media.provider_id, wanted.phone_number_id)
    if isinstance(link, Refused) and link.retry == "permanent" and link.code in {33, 100, 131052}:
        return Fetched(media.id, media.workspace_id, MediaState.EXPIRED, _GONE)
    if not isinstance(link, MediaLink):
        return _later(media, wanted.tries)
    most = _MOST_BYTES.get(media.kind, 16) * _MEGABYTE
    with SpooledTemporaryFile(max_size=_IN_MEMORY) as sink:
        done = await download_media(graph, wanted.token, link, sink, most)  # type: ignore[arg-type]
        if isinstance(done, Downloaded):
            return await asyncio.to_thread(_keep, media, sink, done)  # type: ignore[arg-type]
    if done.reason == "too_large":
        return Fetched(media.id, media.workspace_id, MediaState.FAILED, _TOO_LARGE)
    if done.reason == "untrusted_host":
        return Fetched(media.id, media.workspace_id, MediaState.FAILED, _NOT_TRUSTED)
    return _later(media, wanted.tries)


def _keep(media: Media, sink: BinaryIO, done: Downloaded) -> Fetched:
    """Look at the content, then store it. An image that is none is not kept."""
    if done.sha256_matches is False:
        _log.warning("media_sha256_differs", media=str(media.id))
    sink.seek(0)
    stored = Fetched(media.id, media.workspace_id, MediaState.STORED, size=done.size)
    if media.kind not in {"image", "sticker"}:
        mime_type = sniffed_type(sink.read(4_096))
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


def _later(media: Media, tries: int) -> Fetched:
    wait = _WAITS_S[min(tries, len(_WAITS_S)) - 1]
    return Fetched(media.id, media.workspace_id, MediaState.WAITING, again_in=wait)


def _settle(workspace_id: UUID, results: Sequence[Fetched]) -> None:
    """Write how the tries of one workspace ended, and tell who asked."""
    over = [result for result in results if result.state != MediaState.WAITING]
    try:
        with scope(workspace_id):
            for result in over:
                Media.objects.filter(id=result.media_id).update(**_columns(result))
            MediaFetch.objects.filter(id__in=[result.media_id for result in over]).delete()
            for result in results:
                if result.state == MediaState.WAITING:
                    due_at = now() + timedelta(seconds=result.again_in)
                    MediaFetch.objects.filter(id=result.media_id).update(due_at=due_at)
            if over:
                emit(MediaSettled(workspace_id, tuple(result.media_id for result in over)))
    except DatabaseError:
        for result in over:
            files.forget(result.stored_as)
            files.forget(result.thumbnail_as)
        raise


def _columns(result: Fetched) -> dict[str, object]:
    return {
        "state": result.state,
        "reason": result.reason[:200],
        "size": result.size,
        "width": result.looked.width if result.looked else None,
        "height": result.looked.height if result.looked else None,
        "stored_as": result.stored_as,
        "thumbnail_as": result.thumbnail_as,
        **({"mime_type": result.mime_type[:100]} if result.mime_type else {}),
    }
