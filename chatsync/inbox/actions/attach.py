"""What an answer names: an uploaded file, or the message that a reaction is put on."""

from datetime import timedelta
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from chatsync.channels.models import Media, MediaState
from chatsync.inbox.models import Message
from chatsync.inbox.queries.marks import MARKS
from chatsync.inbox.queries.visible import may_see_media
from chatsync.inbox.schemas import MessageIn
from chatsync.kit.clock import now
from chatsync.kit.errors import Invalid
from chatsync.kit.problem import absent
from chatsync.workspaces.access import Access

FILE_KINDS = frozenset({"image", "video", "audio", "document"})
REACTS_WITHIN = timedelta(days=30)
"""Meta takes reactions to messages of the last 30 days."""


def carries_file(wanted: MessageIn) -> bool:
    """Whether a message needs a file, or names one for the header of its template."""
    return wanted.type in FILE_KINDS or (wanted.type == "template" and wanted.media_id is not None)


def file_of(access: Access, wanted: MessageIn) -> Media:
    """The uploaded file that a message carries. Raises NotFound and Invalid."""
    if wanted.media_id is None:
        raise _refused("media_id", _("This needs the media_id of an uploaded file."))
    media: Media | None = Media.objects.filter(id=wanted.media_id).first()
    if media is None or not may_see_media(access, wanted.media_id):
        raise absent()
    fits = media.kind == wanted.type or (wanted.type == "template" and media.kind != "audio")
    if not fits or media.state != MediaState.STORED:
        raise _refused(
            "media_id", _("This file cannot be sent as this kind of message. Upload it again.")
        )
    if wanted.type == "audio" and wanted.text:
        raise _refused("text", _("A sound carries no text. Send the text as a message of its own."))
    return media


def marked_wamid(conversation_id: UUID, wanted: MessageIn) -> str:
    """The id under which Meta knows the message that is reacted to. Raises NotFound, Invalid."""
    if wanted.reaction is None:
        raise _refused("reaction", _("Name the message and the emoji."))
    message = Message.objects.filter(
        id=wanted.reaction.message_id, conversation_id=conversation_id
    ).first()
    if message is None:
        raise absent()
    if message.wamid is None or message.type in MARKS:
        raise _refused("reaction", _("This message has not reached WhatsApp: nothing to react to."))
    if message.sent_at < now() - REACTS_WITHIN:
        raise _refused("reaction", _("WhatsApp takes reactions for 30 days. Write a reply."))
    wamid: str = message.wamid
    return wamid


def _refused(field: str, said: object) -> Invalid:
    return Invalid(said, errors=[{"loc": field, "msg": said}])
