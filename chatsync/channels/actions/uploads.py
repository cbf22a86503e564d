"""Files that agents send."""

from uuid import UUID

from django.utils.translation import gettext_lazy as _

from chatsync.channels.media import files
from chatsync.channels.media.images import NotAnImage, look_at
from chatsync.channels.models import Media, MediaState, Number
from chatsync.kit.errors import Conflict
from chatsync.kit.tenancy import scope


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
            raise Conflict(_("Connect a number first: there is none to send this from."))
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
