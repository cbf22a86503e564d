"""Reading JSON that may be anything: one wrong piece never costs the pieces beside it.

Meta is free to change a type, a tenant's own app can sign what it likes. So values are taken
as `object` and tidied here, and a piece that does not fit its shape is read key by key.
"""

import re
from typing import Generic, TypeVar

import msgspec

MAX_DEPTH = 64
"""Deeper nesting is cut out of a body. Meta's own bodies stay under 20 levels."""

_FIRST_TIME, _LAST_TIME = 1_230_768_000, 4_102_444_800
"""2009, when WhatsApp began, and 2100: a number outside is no time in unix seconds."""

_PHONE = re.compile(r"\+?([0-9]{1,20})", re.ASCII)
_BSUID = re.compile(r"[A-Z]{2}\.(?:ENT\.)?[A-Za-z0-9]{1,128}", re.ASCII)
_UNSTORABLE = re.compile("[\x00\ud800-\udfff]")
_ESCAPES = re.compile(
    rb"\\(?:u[dD][89abAB][0-9a-fA-F]{2}\\u[dD][c-fC-F][0-9a-fA-F]{2}"
    rb"|(u[dD][89a-fA-F][0-9a-fA-F]{2})|.)",
    re.DOTALL,
)
_BRACKETS = re.compile(rb'"[^"\\]*(?:\\.[^"\\]*)*"|([\[{]+)|([\]}]+)', re.DOTALL)

UNREADABLE = (ValueError, RecursionError)
"""What msgspec raises for content: malformed, of another type, or nested too deeply."""

_T = TypeVar("_T", bound=msgspec.Struct)


class Shape(Generic[_T]):
    """A struct to read pieces into, tolerantly."""

    def __init__(self, struct: type[_T]) -> None:
        self.read = msgspec.json.Decoder(struct).decode
        self._keys = tuple(field.encode_name for field in msgspec.structs.fields(struct))

    def loosely(self, piece: bytes | msgspec.Raw) -> _T | None:
        """What can be read of the piece; None if it is no object."""
        try:
            return self.read(piece)
        except UNREADABLE:
            saved = self.salvage(piece)
            return saved[0] if saved else None

    def salvage(self, piece: bytes | msgspec.Raw) -> tuple[_T, dict[str, bytes]] | None:
        """Read key by key what `read` refused; None if the piece is no object.

        The second value holds the parts that had to be left out, by their key.
        """
        try:
            found = _OBJECT.decode(piece)
        except UNREADABLE:
            return None
        kept: list[bytes] = []
        left: dict[str, bytes] = {}
        for key in self._keys:
            if key not in found:
                continue
            part = b'"' + key.encode() + b'":' + bytes(found[key])
            try:
                self.read(b"{" + part + b"}")
            except UNREADABLE:
                left[key] = bytes(found[key])
            else:
                kept.append(part)
        return self.read(b"{" + b",".join(kept) + b"}"), left


_OBJECT = msgspec.json.Decoder(dict[str, msgspec.Raw])
_LIST = msgspec.json.Decoder(list[msgspec.Raw])


def pieces(raw: bytes | msgspec.Raw) -> list[msgspec.Raw] | None:
    """The items of a JSON list, each unread; None if it is no list."""
    try:
        return _LIST.decode(raw)
    except UNREADABLE:
        return None


def mend_surrogates(body: bytes) -> bytes:
    r"""Turn each escaped lone surrogate into \ufffd: no decoder or database takes half a pair."""
    return _ESCAPES.sub(lambda found: rb"\ufffd" if found[1] else found[0], body)


def cut_depth(body: bytes) -> bytes:
    """Put null in the place of everything nested deeper than MAX_DEPTH."""
    kept: list[bytes] = []
    depth = start = 0
    for found in _BRACKETS.finditer(body):
        opened, closed = len(found[1] or b""), len(found[2] or b"")
        if depth <= MAX_DEPTH < depth + opened:
            cut = found.start() + MAX_DEPTH - depth
            kept += (body[start:cut], b"null")
        elif depth - closed <= MAX_DEPTH < depth:
            start = found.start() + depth - MAX_DEPTH
        depth += opened - closed
    return b"".join((*kept, body[start:])) if depth == 0 else body


def clean(value: object, limit: int) -> str | None:
    """Text as PostgreSQL can hold it, at most `limit` characters; None for anything else."""
    if isinstance(value, str):
        return _storable(value)[:limit]
    if isinstance(value, (int, float)) and not isinstance(value, bool):
        return str(value)[:limit]
    return None


def _storable(text: str) -> str:
    return text if text.isascii() and "\x00" not in text else _UNSTORABLE.sub("\ufffd", text)


def ident(value: object) -> str | None:
    """An id, given as text or as a number; None if missing, empty or too long to be one.

    An id is never cut: two long ones could then be taken for the same. 512 characters keep
    every id within what a PostgreSQL index can hold.
    """
    if isinstance(value, str):
        text = value
    elif isinstance(value, int) and not isinstance(value, bool):
        text = str(value)
    else:
        return None
    text = _storable(text)
    return text if 0 < len(text) <= 512 else None


def phone(value: object) -> str | None:
    """A phone number as digits without `+`, else None."""
    text = value if isinstance(value, str) else ident(value)
    found = _PHONE.fullmatch(text) if text else None
    return found[1] if found else None


def bsuid(value: object) -> str | None:
    """A business-scoped user id (`CC.` and up to 128 letters and digits), else None."""
    return value if isinstance(value, str) and _BSUID.fullmatch(value) else None


def unix_seconds(value: object) -> int | None:
    """A time in unix seconds, given as number or text; None if missing or out of all reason."""
    try:
        seconds = int(value) if isinstance(value, (str, int, float)) else 0
    except (ValueError, OverflowError):
        return None
    return seconds if _FIRST_TIME <= seconds < _LAST_TIME else None


def whole_number(value: object) -> int | None:
    """An error code, given as number or text; None for anything else."""
    try:
        number = int(value) if isinstance(value, (str, int)) else None
    except ValueError:
        return None
    return number if number is not None and abs(number) < 2**31 else None
