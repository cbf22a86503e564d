"""What a file is by its content, and whether WhatsApp takes it (Meta: Cloud API, media).

The name and the type that came along only have to agree; they decide nothing (OWASP File Upload
Cheat Sheet).
"""

import zipfile
from dataclasses import dataclass
from typing import BinaryIO, Literal

Kind = Literal["image", "video", "audio", "document"]
Trouble = Literal["empty", "unknown", "too_large", "codec", "stereo", "name", "pixels"]

_MEGABYTE = 1024 * 1024
LIMITS: dict[Kind, int] = {
    "image": 5 * _MEGABYTE,
    "video": 16 * _MEGABYTE,
    "audio": 16 * _MEGABYTE,
    "document": 100 * _MEGABYTE,
}
"""Bytes that Meta takes of each kind."""

_OFFICE = "application/vnd.openxmlformats-officedocument."
ENDINGS: dict[str, tuple[str, ...]] = {
    "image/jpeg": ("jpg", "jpeg", "jpe", "jfif"),
    "image/png": ("png",),
    "audio/ogg": ("ogg", "oga", "opus"),
    "audio/mpeg": ("mp3", "mpga"),
    "audio/mp4": ("m4a", "mp4", "m4b"),
    "audio/aac": ("aac",),
    "audio/amr": ("amr",),
    "video/mp4": ("mp4", "m4v"),
    "video/3gpp": ("3gp", "3gpp"),
    "application/pdf": ("pdf",),
    "application/msword": ("doc",),
    "application/vnd.ms-excel": ("xls",),
    "application/vnd.ms-powerpoint": ("ppt",),
    f"{_OFFICE}wordprocessingml.document": ("docx",),
    f"{_OFFICE}spreadsheetml.sheet": ("xlsx",),
    f"{_OFFICE}presentationml.presentation": ("pptx",),
    "text/plain": ("txt", "csv"),
}
"""The types that WhatsApp takes, each with the endings its name may have; the first is ours."""

_HEAD = 4_096
_TEXT_LOOKED_AT = _MEGABYTE
_OLD_OFFICE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_OLD_OFFICE_TYPES = {
    "doc": "application/msword",
    "xls": "application/vnd.ms-excel",
    "ppt": "application/vnd.ms-powerpoint",
}
_FOLDERS = {
    "word/": f"{_OFFICE}wordprocessingml.document",
    "xl/": f"{_OFFICE}spreadsheetml.sheet",
    "ppt/": f"{_OFFICE}presentationml.presentation",
}
_SOUNDS = {b"ID3": "audio/mpeg", b"#!AMR\n": "audio/amr"}


class NotTaken(Exception):  # noqa: N818  what WhatsApp does with the file
    """WhatsApp would refuse the file; `limit` is in bytes where it is too large."""

    def __init__(self, trouble: Trouble, limit: int = 0) -> None:
        super().__init__(trouble)
        self.trouble = trouble
        self.limit = limit


@dataclass(frozen=True)
class Sniffed:
    """A file that WhatsApp takes. `name` has an ending that fits."""

    kind: Kind
    mime_type: str
    name: str


def sniff(content: BinaryIO, size: int, name: str) -> Sniffed:
    """What the file is. Raises NotTaken where WhatsApp would refuse it, or where the name says
    something else than the content. Leaves the content at its beginning."""
    if not size:
        raise NotTaken("empty")
    base, _, ending = name.rpartition(".") if "." in name else (name, "", "")
    mime_type = _type_of(content, size, ending.lower())
    content.seek(0)
    family = mime_type.partition("/")[0]
    kind: Kind = family if family in {"image", "audio", "video"} else "document"  # type: ignore[assignment]
    if size > LIMITS[kind]:
        raise NotTaken("too_large", LIMITS[kind])
    allowed = ENDINGS[mime_type]
    if ending and ending.lower() not in allowed:
        raise NotTaken("name")
    return Sniffed(kind, mime_type, name if ending else f"{base or 'file'}.{allowed[0]}")


def playable_type(kind: str, head: bytes) -> str | None:
    """The type of a received sound or film that a browser may play; None for anything else."""
    if head[4:8] == b"ftyp":
        three = head[8:11] == b"3gp"
        return "audio/mp4" if kind == "audio" else "video/3gpp" if three else "video/mp4"
    found = _sound(head)
    return found if kind == "audio" else None


def _type_of(content: BinaryIO, size: int, ending: str) -> str:
    content.seek(0)
    head = content.read(_HEAD)
    if head.startswith(b"\xff\xd8\xff"):
        return "image/jpeg"
    if head.startswith(b"\x89PNG\r\n\x1a\n"):
        return "image/png"
    if head[4:8] == b"ftyp":
        return _film(content, size, head)
    if sound := _sound(head):
        _demand_mono(head)
        return sound
    return _document(content, head, ending)


def _sound(head: bytes) -> str | None:
    for mark, mime_type in _SOUNDS.items():
        if head.startswith(mark):
            return mime_type
    if head.startswith(b"OggS"):
        return "audio/ogg" if b"OpusHead" in head[:128] else None
    if len(head) > 2 and head[0] == 0xFF and head[1] & 0xF6 == 0xF0:
        return "audio/aac"
    if len(head) > 2 and head[0] == 0xFF and head[1] & 0xE0 == 0xE0 and head[1] & 0x06:
        return "audio/mpeg"
    return None


def _demand_mono(head: bytes) -> None:
    """Ogg is taken as Opus in mono alone."""
    at = head[:128].find(b"OpusHead")
    if at >= 0 and head[at + 9 : at + 10] != b"\x01":
        raise NotTaken("stereo")


def _film(content: BinaryIO, size: int, head: bytes) -> str:
    """MP4 and 3GPP: a film with H.264, or sound alone with AAC."""
    if size > LIMITS["video"]:
        raise NotTaken("too_large", LIMITS["video"])
    content.seek(0)
    whole = content.read()
    if b"vide" in _handlers(whole):
        if b"avc1" not in whole and b"avc3" not in whole and b"mp4v" not in whole:
            raise NotTaken("codec")
        return "video/3gpp" if head[8:11] == b"3gp" else "video/mp4"
    if b"mp4a" not in whole:
        raise NotTaken("codec")
    return "audio/mp4"


def _handlers(whole: bytes) -> set[bytes]:
    """What the tracks hold: `hdlr` boxes name it (ISO 14496-12, 8.4.3)."""
    found: set[bytes] = set()
    at = whole.find(b"hdlr")
    while at >= 0:
        found.add(whole[at + 12 : at + 16])
        at = whole.find(b"hdlr", at + 4)
    return found


def _document(content: BinaryIO, head: bytes, ending: str) -> str:
    if b"%PDF-" in head[:1024]:
        return "application/pdf"
    if head.startswith(_OLD_OFFICE):
        if ending not in _OLD_OFFICE_TYPES:
            raise NotTaken("unknown")
        return _OLD_OFFICE_TYPES[ending]
    if head.startswith(b"PK\x03\x04"):
        return _office(content)
    return _plain_text(content, ending)


def _office(content: BinaryIO) -> str:
    content.seek(0)
    try:
        with zipfile.ZipFile(content) as parts:
            names = parts.namelist()
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError):
        raise NotTaken("unknown") from None
    if "[Content_Types].xml" in names:
        for folder, mime_type in _FOLDERS.items():
            if any(name.startswith(folder) for name in names):
                return mime_type
    raise NotTaken("unknown")


def _plain_text(content: BinaryIO, ending: str) -> str:
    """Text is what reads as UTF-8 without control characters, and calls itself text."""
    content.seek(0)
    sample = content.read(_TEXT_LOOKED_AT)
    text = sample.decode(errors="ignore")
    is_text = len(text.encode()) >= len(sample) - 3 and not any(
        sign < " " and sign not in "\t\n\r\f" for sign in text
    )
    if not is_text or ending not in ENDINGS["text/plain"]:
        raise NotTaken("unknown")
    return "text/plain"
