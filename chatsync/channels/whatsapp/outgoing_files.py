"""Request bodies that name a file or another message, checked as in `outgoing`."""

from typing import Literal

from chatsync.channels.whatsapp.outgoing import (
    CAPTION_MAX,
    Body,
    Frame,
    UnsendableError,
    check_text,
    framed,
)

FILE_NAME_MAX = 240
EMOJI_MAX = 16


def file_body(
    frame: Frame,
    kind: Literal["video", "audio", "document"],
    media_id: str,
    caption: str | None = None,
    file_name: str | None = None,
) -> Body:
    """A film, a sound or a document by the id of an uploaded file. Sound takes no caption."""
    content: Body = {"id": media_id}
    if not media_id:
        raise UnsendableError("missing", f"{kind}.id")
    if caption:
        if kind == "audio":
            raise UnsendableError("malformed", "audio.caption")
        check_text(f"{kind}.caption", caption, CAPTION_MAX)
        content["caption"] = caption
    if file_name and kind == "document":
        check_text("document.filename", file_name, FILE_NAME_MAX)
        content["filename"] = file_name
    return framed(frame, kind, content)


def voice_body(frame: Frame, media_id: str) -> Body:
    """A voice note: Ogg with Opus in mono, which plays by itself up to 512 KB."""
    if not media_id:
        raise UnsendableError("missing", "audio.id")
    return framed(frame, "audio", {"id": media_id, "voice": True})


def reaction_body(frame: Frame, wamid: str, emoji: str) -> Body:
    """A reaction to a message of the last 30 days; an empty emoji takes it back."""
    if not wamid:
        raise UnsendableError("missing", "reaction.message_id")
    check_text("reaction.emoji", emoji, EMOJI_MAX)
    if any(sign.isascii() and sign not in "#*0123456789" for sign in emoji):
        raise UnsendableError("malformed", "reaction.emoji")
    if emoji and emoji.isascii():
        raise UnsendableError("malformed", "reaction.emoji")
    return framed(frame, "reaction", {"message_id": wamid, "emoji": emoji})


def name_file(body: Body, kind: str, media_id: str) -> None:
    """Write the id of an uploaded file where the message names it: itself, or its header."""
    template = body.get("template")
    if not isinstance(template, dict):
        content = body.get(kind)
        body[kind] = {**(content if isinstance(content, dict) else {}), "id": media_id}
        return
    header, *others = template["components"]
    parameter = header["parameters"][0]
    named = {**parameter, kind: {**parameter[kind], "id": media_id}}
    components = [{**header, "parameters": [named]}, *others]
    body["template"] = {**template, "components": components}
