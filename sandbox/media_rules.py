"""What a file must be to go out as each kind (Meta: supported media types)."""

from sandbox.errors import GraphError
from sandbox.state import Media

_KILOBYTE = 1024
_STICKER_SIDE = 512
_STICKER_MOST = {"static": 100 * _KILOBYTE, "animated": 500 * _KILOBYTE}
_TYPES = {
    "image": ("image/jpeg", "image/png"),
    "sticker": ("image/webp",),
    "audio": ("audio/aac", "audio/amr", "audio/mpeg", "audio/mp4", "audio/ogg"),
    "video": ("video/mp4", "video/3gpp"),
}
_OPUS_HEAD = b"OpusHead"
_CHANNELS_AT = 9
_ANIMATED = 0b10


def check_media_kind(media: Media, kind: str, *, voice: bool = False) -> None:
    """Refuse with 131053 a file that Meta could not deliver as this kind."""
    types = _TYPES.get(kind)
    if types and media.mime_type not in types:
        raise GraphError(131053, f"{media.mime_type} cannot be sent as {kind}.")
    if kind == "audio":
        _check_sound(media, voice=voice)
    if kind == "sticker":
        _check_sticker(media.content)


def _check_sound(media: Media, *, voice: bool) -> None:
    """Ogg goes out with Opus in mono alone, and nothing else is a voice note."""
    if media.mime_type != "audio/ogg":
        if voice:
            raise GraphError(131053, "A voice message must be audio/ogg with the Opus codec.")
        return
    head = media.content.find(_OPUS_HEAD, 0, _KILOBYTE)
    channels = media.content[head + _CHANNELS_AT : head + _CHANNELS_AT + 1]
    if head < 0 or channels != b"\x01":
        raise GraphError(131053, "audio/ogg is taken with the Opus codec and one channel only.")


def _check_sticker(content: bytes) -> None:
    found = _webp(content)
    if found is None:
        raise GraphError(131053, "The sticker is not a WebP picture.")
    width, height, form = found
    if (width, height) != (_STICKER_SIDE, _STICKER_SIDE):
        raise GraphError(131053, f"A sticker has 512 by 512 points, this has {width} by {height}.")
    if len(content) > _STICKER_MOST[form]:
        most = _STICKER_MOST[form] // _KILOBYTE
        raise GraphError(131053, f"A sticker that is {form} has at most {most} KB.")


def _webp(content: bytes) -> tuple[int, int, str] | None:
    """Width, height, and static or animated (WebP container specification)."""
    if content[:4] != b"RIFF" or content[8:12] != b"WEBP":
        return None
    form, body = content[12:16], content[20:]
    if form == b"VP8X" and len(body) >= 10:
        width = int.from_bytes(body[4:7], "little") + 1
        height = int.from_bytes(body[7:10], "little") + 1
        return width, height, "animated" if body[0] & _ANIMATED else "static"
    if form == b"VP8L" and len(body) >= 5:
        bits = int.from_bytes(body[1:5], "little")
        return (bits & 0x3FFF) + 1, (bits >> 14 & 0x3FFF) + 1, "static"
    if form == b"VP8 " and len(body) >= 10:
        width = int.from_bytes(body[6:8], "little") & 0x3FFF
        return width, int.from_bytes(body[8:10], "little") & 0x3FFF, "static"
    return None
