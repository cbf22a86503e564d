"""Doors of files.

They stand here, above the channels, since whoever may see a conversation may see its files.
"""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.utils.translation import gettext_lazy as _
from ninja import File, Router, UploadedFile

from chatsync.channels.actions.uploads import upload_image
from chatsync.channels.media.images import NotAnImage
from chatsync.channels.media.serving import Stored, served
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
LARGEST_IMAGE = 5 * 1024 * 1024
_TOO_LARGE = _("WhatsApp takes images up to 5 MB. Choose a smaller one.")
_NOT_AN_IMAGE = _("This is no JPEG or PNG image. Save it as one of these and try again.")
_TOO_MANY_PIXELS = _("This image has too many pixels. Make it smaller and try again.")


@router.post("/media", auth=needs(Can.REPLY), response={201: MediaOut})
def upload(request: HttpRequest, file: File[UploadedFile]) -> HttpResponse:
    """Upload a JPEG or PNG of at most 5 MB, to be sent as a message."""
    if file.size is None or file.size > LARGEST_IMAGE:
        raise _invalid(_TOO_LARGE)
    try:
        stored = upload_image(access_of(request).workspace_id, file.read(), file.name or "")
    except NotAnImage as error:
        raise _invalid(_TOO_MANY_PIXELS if error.too_many_pixels else _NOT_AN_IMAGE) from None
    return answer(_shaped(stored), 201)


@router.get("/media/{media_id}", auth=needs(), response={200: bytes})
def media(request: HttpRequest, media_id: UUID) -> HttpResponseBase:
    """The file itself; `Range` gives a part of it."""
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
