"""From what an agent wrote to what WhatsApp takes."""

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from chatsync.channels.models import Media
from chatsync.channels.whatsapp.outgoing import (
    CAPTION_MAX,
    TEXT_MAX,
    Body,
    Frame,
    Recipient,
    UnsendableError,
    image_body,
    template_body,
    text_body,
)
from chatsync.channels.whatsapp.outgoing_files import file_body, reaction_body, voice_body
from chatsync.inbox.actions.place import PREVIEW
from chatsync.inbox.schemas import MessageIn, TemplateIn
from chatsync.kit.errors import Conflict, Invalid, Refusal

_UPLOADED_LATER = "0"
"""The sender uploads the file just before it sends, and writes the id over this."""

_SAYINGS = {
    "missing": _("Something is missing here."),
    "too_long": _("This is too long for WhatsApp."),
    "malformed": _("WhatsApp would not take this value."),
    "ambiguous": _("Give one of the two, not both."),
}
_EMPTY = _("Write something before you send.")
_NO_TEMPLATE = _("Choose a template.")


@dataclass(frozen=True)
class Parts:
    """What a message refers to: the quoted or marked message, and its file."""

    quoted: str | None = None
    target: str | None = None
    media: Media | None = None


def body_of(wanted: MessageIn, recipient: Recipient, parts: Parts) -> Body:
    """The request body for Meta.

    Raises Invalid naming the field that Meta would refuse, Conflict for an address it would.
    """
    frame = Frame(recipient=recipient, reply_to_wamid=parts.quoted)
    if wanted.type == "text" and not (wanted.text or "").strip():
        raise _refused("text", _EMPTY)
    if wanted.type == "template" and wanted.template is None:
        raise _refused("template", _NO_TEMPLATE)
    try:
        if wanted.template is not None and wanted.type == "template":
            return _template_body(frame, wanted.template, parts.media)
        if parts.media is not None:
            return _file_body(frame, wanted, parts.media)
        if wanted.reaction is not None and wanted.type == "reaction":
            return reaction_body(frame, parts.target or "", wanted.reaction.emoji)
        return text_body(frame, wanted.text or "")
    except UnsendableError as error:
        raise _unsendable(error) from error


def _template_body(frame: Frame, template: TemplateIn, media: Media | None) -> Body:
    """With the file of its header, where it has one; the sender writes its id."""
    components = list(template.components)
    if media is not None:
        named = {"filename": media.file_name} if media.kind == "document" else {}
        file = {"type": media.kind, media.kind: {"id": _UPLOADED_LATER, **named}}
        components.insert(0, {"type": "header", "parameters": [file]})
    return template_body(frame, template.name, template.language, components)


def _file_body(frame: Frame, wanted: MessageIn, media: Media) -> Body:
    if wanted.type == "image":
        return image_body(frame, media_id=_UPLOADED_LATER, caption=wanted.text)
    if wanted.type == "audio" and is_voice(media):
        return voice_body(frame, _UPLOADED_LATER)
    if wanted.type in {"video", "audio", "document"}:
        return file_body(frame, wanted.type, _UPLOADED_LATER, wanted.text, media.file_name)
    raise _refused("media_id", _SAYINGS["ambiguous"])


def is_voice(media: Media) -> bool:
    """Whether a sound is sent as a voice note: Ogg with Opus in mono."""
    return bool(media.mime_type == "audio/ogg")


def preview_of(text: str | None) -> str:
    """What the list shows of a message."""
    return (text or "")[:PREVIEW]


def no_address() -> Conflict:
    return Conflict(
        _("WhatsApp gave no address for this customer. Wait until the customer writes again.")
    )


def _unsendable(error: UnsendableError) -> Refusal:
    if error.field in {"to", "recipient"}:
        return no_address()
    field = "text" if error.field.endswith((".body", ".caption")) else error.field
    said: str | Promise = _SAYINGS[error.code]
    if error.limit in {TEXT_MAX, CAPTION_MAX}:
        said = _("At most %(limit)s characters are possible.") % {"limit": error.limit}
    return _refused(field, said)


def _refused(field: str, said: str | Promise) -> Invalid:
    return Invalid(said, errors=[{"loc": field, "msg": said}])
