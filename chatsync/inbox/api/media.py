"""Doors of files.

They stand here, above the channels, since whoever may see a conversation may see its files.
"""

from typing import BinaryIO, cast
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from ninja import File, Router, UploadedFile

from chatsync.channels.actions.uploads import keep_upload
from chatsync.channels.media.serving import Stored, served
from chatsync.channels.media.sniffing import LIMITS, NotTaken, Trouble
from chatsync.channels.models import Media, MediaState
from chatsync.inbox.queries.visible import may_see_media
from chatsync.inbox.schemas import MediaOut
from chatsync.kit.errors import Invalid
from chatsync.kit.problem import absent, answer
from chatsync.kit.tenancy import scope
from chatsync.workspaces.access import Access
from chatsync.workspaces.capabilities import Can
from chatsync.workspaces.guard import access_of, needs

router = Router(tags=["media"])
_SAYINGS: dict[Trouble, Promise] = {
    "empty": _("This file is empty. Choose another one."),
    "unknown": _(
        "WhatsApp does not take this kind of file. Send a JPEG or PNG image, an MP4 video, MP3, "
        "M4A or Ogg sound, a PDF, an Office file or plain text."
    ),
    "codec": _("WhatsApp takes videos with H.264 and AAC only. Convert it and try again."),
    "stereo": _("WhatsApp takes Ogg sound in mono only. Convert it and try again."),
    "name": _("The ending of the file's name does not fit its content. Rename it and try again."),
    "pixels": _("This image has too many pixels. Make it smaller and try again."),
}
_TOO_LARGE = _("WhatsApp takes files of this kind up to %(limit)s MB. Choose a smaller one.")


@router.post("/media", auth=needs(Can.REPLY), response={201: MediaOut})
def upload(request: HttpRequest, file: File[UploadedFile]) -> HttpResponse:
    """Upload a file to be sent: images up to 5 MB, sound and video 16 MB, documents 100 MB."""
    size = file.size or 0
    try:
        if size > max(LIMITS.values()):
            raise NotTaken("too_large", max(LIMITS.values()))  # noqa: TRY301
        stored = keep_upload(
            access_of(request).workspace_id, cast("BinaryIO", file), size, file.name or ""
        )
    except NotTaken as refused:
        raise _invalid(_saying(refused)) from None
    return answer(_shaped(stored), 201)


def _saying(refused: NotTaken) -> object:
    if refused.trouble == "too_large":
        return _TOO_LARGE % {"limit": refused.limit // (1024 * 1024)}
    return _SAYINGS[refused.trouble]


@router.get("/media/{media_id}", auth=needs(by_element=True), response={200: bytes})
def media(request: HttpRequest, media_id: UUID) -> HttpResponseBase:
    """The file itself; `Range` gives a part of it.

    A page's own `<video>`, which sends no header, names its workspace as `?workspace=org_…`.
    """
    row = _visible(access_of(request), media_id)
    return _answer(request, row, row.stored_as, row.mime_type)


@router.get("/media/{media_id}/thumbnail", auth=needs(), response={200: bytes})
def thumbnail(request: HttpRequest, media_id: UUID) -> HttpResponseBase:
    """A small copy of an image, at most 20 KB."""
    row = _visible(access_of(request), media_id)
    return _answer(request, row, row.thumbnail_as, "image/webp")


def _shaped(row: Media) -> MediaOut:
    return MediaOut.model_construct(
        id=row.id,
        kind=row.kind,
        mime_type=row.mime_type,
        state=row.state,
        size=row.size,
        width=row.width,
        height=row.height,
        thumbnail=bool(row.thumbnail_as),
        caption=None,
        file_name=row.file_name,
        reason=row.reason or None,
    )


def _visible(access: Access, media_id: UUID) -> Media:
    with scope(access.workspace_id):
        row: Media | None = Media.objects.filter(id=media_id).first()
        if row is None or not may_see_media(access, media_id):
            raise absent()
    return row


def _answer(request: HttpRequest, row: Media, name: str, mime_type: str) -> HttpResponseBase:
    if row.state != MediaState.STORED or not name:
        raise absent()
    stored = Stored(name, mime_type, row.file_name, name.rpartition("/")[2])
    return served(stored, request.headers.get("Range"), request.headers.get("If-None-Match"))


def _invalid(said: object) -> Invalid:
    return Invalid(said, errors=[{"loc": "file", "msg": said}])
