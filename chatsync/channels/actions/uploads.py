"""Files that agents send."""

from typing import BinaryIO
from uuid import UUID

import structlog
from django.db import DatabaseError
from django.utils.translation import gettext_lazy as _

from chatsync.channels.media import files
from chatsync.channels.media.images import Looked, NotAnImage, look_at
from chatsync.channels.media.sniffing import NotTaken, sniff
from chatsync.channels.models import Media, MediaState, Number
from chatsync.kit.errors import Conflict, Unavailable
from chatsync.kit.tenancy import scope

_AWAY = _("The file cannot be stored at the moment. Try again in a minute.")
_log = structlog.get_logger()


def keep_upload(workspace_id: UUID, content: BinaryIO, size: int, file_name: str) -> Media:
    """Keep an agent's file as it was sent; an image gets a thumbnail.

    Raises NotTaken for what WhatsApp would refuse, Conflict where the workspace has no number to
    send it from, and Unavailable where the store does not take it.
    """
    sniffed = sniff(content, size, file_name)
    looked = _looked(content) if sniffed.kind == "image" else None
    with scope(workspace_id):
        number = Number.objects.filter(disconnected_at=None).order_by("created_at").first()
        if number is None:
            raise Conflict(_("Connect a number first: there is none to send this from."))
    stored_as, thumbnail_as = _kept(content, looked)
    try:
        with scope(workspace_id):
            media: Media = Media.objects.create(
                number_id=number.id,
                kind=sniffed.kind,
                mime_type=sniffed.mime_type,
                file_name=_shortened(sniffed.name),
                state=MediaState.STORED,
                size=size,
                width=looked.width if looked else None,
                height=looked.height if looked else None,
                stored_as=stored_as,
                thumbnail_as=thumbnail_as,
            )
    except DatabaseError:
        files.forget(stored_as, thumbnail_as)
        raise
    return media


def _kept(content: BinaryIO, looked: Looked | None) -> tuple[str, str]:
    """Outside of any transaction: a store may be another machine, and slow."""
    try:
        stored_as = files.keep(content)
        return stored_as, files.keep(looked.thumbnail) if looked else ""
    except OSError as error:
        _log.warning("upload_not_kept", error=str(error))
        raise Unavailable(_AWAY) from error


def _looked(content: BinaryIO) -> Looked:
    try:
        looked = look_at(content.read())
    except NotAnImage as error:
        raise NotTaken("pixels" if error.too_many_pixels else "unknown") from None
    content.seek(0)
    return looked


def _shortened(name: str) -> str:
    """A name that Meta takes (240 characters), with its ending."""
    base, _dot, ending = name.rpartition(".")
    return f"{base[: 239 - len(ending)]}.{ending}"
