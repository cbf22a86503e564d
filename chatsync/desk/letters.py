"""Reading a mail from its bytes. Never raises: whatever came, somebody asks something with it."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from email import message_from_bytes
from email.errors import HeaderParseError
from email.header import decode_header, make_header
from email.message import Message
from email.utils import parseaddr
from hashlib import sha256
from typing import Any

from django.core.exceptions import ValidationError
from django.core.validators import validate_email

from chatsync.desk.plain_text import one_line, words_of_html
from chatsync.kit.text import storable

LONGEST_WORDS = 100_000
"""Characters of a mail that are kept; the mailbox has the rest."""

_MOST_FILES = 50
_LONGEST_ID = 200
_ID = re.compile(r"<[^<>\s]{1,900}>")
_BULK = frozenset({"bulk", "list", "junk", "auto_reply"})
_ROBOTS = ("mailer-daemon@", "postmaster@", "no-reply@", "noreply@")


@dataclass(frozen=True)
class File:
    """Something attached: its name and size are kept, its content is not."""

    name: str
    size: int


@dataclass(frozen=True)
class Letter:
    """A mail as the desk reads it.

    `sender` is empty where no address can be read. `is_automatic`: no person wrote it, so nothing
    may answer it by itself (RFC 3834). `flaws`: `cut`, `unreadable`.
    """

    message_id: str
    digest: str
    sender: str
    name: str
    subject: str
    words: str
    replies_to: tuple[str, ...]
    files: tuple[File, ...]
    is_automatic: bool
    is_bounce: bool
    flaws: tuple[str, ...]


def read_letter(raw: bytes, *, is_whole: bool = True) -> Letter:
    """The letter in these bytes. `is_whole`: whether they are all of it."""
    try:
        return _read(raw, is_whole=is_whole)
    except Exception:  # noqa: BLE001  broken in a way that the library does not foresee
        return _unreadable(raw)


def _read(raw: bytes, *, is_whole: bool) -> Letter:
    message = message_from_bytes(raw)
    headers = _headers(message)
    name, address = parseaddr(headers.get("from", ""))
    words, files = _body(message)
    sender, is_bounce = _address(address), _is_bounce(message, headers)
    subject = one_line(headers.get("subject", ""), 300)
    is_cut = not is_whole or len(words) > LONGEST_WORDS
    told = "\0".join([sender, headers.get("date", ""), subject, words])
    return Letter(
        message_id=_message_id(headers.get("message-id", ""), raw),
        digest=sha256(told.encode("utf-8", "replace")).hexdigest(),
        sender=sender,
        name=one_line(name, 120),
        subject=subject,
        words=words[:LONGEST_WORDS],
        replies_to=_replies_to(headers),
        files=files,
        is_automatic=is_bounce or _is_automatic(headers, sender),
        is_bounce=is_bounce,
        flaws=("cut",) if is_cut else (),
    )


def _unreadable(raw: bytes) -> Letter:
    """All that can be said for certain: there were these bytes."""
    return Letter(
        message_id=_digest_id(raw),
        digest=sha256(raw).hexdigest(),
        sender="",
        name="",
        subject="",
        words=storable(raw[:LONGEST_WORDS].decode("utf-8", "replace")),
        replies_to=(),
        files=(),
        is_automatic=True,
        is_bounce=False,
        flaws=("unreadable",),
    )


def _headers(message: Message) -> dict[str, str]:
    """The first of each, decoded. Mailers write raw UTF-8 where the rules ask for ASCII."""
    found: dict[str, str] = {}
    for name, value in message.raw_items():
        found.setdefault(name.lower(), _decoded(str(value)))
    return found


def _decoded(value: str) -> str:
    raw = value.encode("ascii", "surrogateescape")
    text = _text(raw, "utf-8")
    try:
        return storable(str(make_header(decode_header(text))))
    except (HeaderParseError, LookupError, UnicodeError, ValueError):
        return storable(text)


def _message_id(value: str, raw: bytes) -> str:
    found = _ID.search(value)
    return found[0] if found and len(found[0]) <= _LONGEST_ID else _digest_id(raw)


def _digest_id(raw: bytes) -> str:
    """Stands for a Message-ID that is missing or has no end."""
    return f"<sha256.{sha256(raw).hexdigest()}>"


def _replies_to(headers: dict[str, str]) -> tuple[str, ...]:
    """What it answers, the nearest first."""
    named = _ID.findall(headers.get("in-reply-to", ""))
    earlier = _ID.findall(headers.get("references", ""))[::-1]
    return tuple(dict.fromkeys([*named, *earlier]))[:50]


def _address(text: str) -> str:
    lowered = text.strip().lower()
    try:
        validate_email(lowered)
    except ValidationError:
        return ""
    return lowered if len(lowered) <= 254 else ""


def _is_bounce(message: Message, headers: dict[str, str]) -> bool:
    return (
        message.get_content_type() == "multipart/report"
        or headers.get("return-path", "").strip() == "<>"
        or parseaddr(headers.get("from", ""))[1].lower().startswith("mailer-daemon@")
    )


def _is_automatic(headers: dict[str, str], sender: str) -> bool:
    return (
        headers.get("auto-submitted", "no").strip().lower().partition(";")[0] != "no"
        or headers.get("precedence", "").strip().lower() in _BULK
        or any(name in headers for name in ("list-id", "list-unsubscribe", "x-autoreply"))
        or sender.startswith(_ROBOTS)
        or not sender
    )


def _body(message: Message) -> tuple[str, tuple[File, ...]]:
    plain, pages, files = [], [], []
    for part in _leaves(message):
        kind = part.get_content_type()
        if part.get_filename() or part.get_content_disposition() == "attachment":
            files.append(_file(part))
        elif kind == "text/plain":
            plain.append(_words(part))
        elif kind == "text/html":
            pages.append(words_of_html(_words(part)))
        else:
            files.append(_file(part))
    words = "\n\n".join(plain) if any(text.strip() for text in plain) else "\n\n".join(pages)
    return storable(words).replace("\r\n", "\n").strip(), tuple(files[:_MOST_FILES])


def _leaves(message: Message) -> Iterator[Message]:
    """Parts that hold something; a mail inside a mail is one thing."""
    if message.get_content_maintype() == "multipart" and message.is_multipart():
        for part in message.get_payload():
            yield from _leaves(part)  # type: ignore[arg-type]
    else:
        yield message


def _file(part: Message) -> File:
    named = part.get_filename() or part.get_content_type()
    inside: Any = part.get_payload(decode=True)
    size = len(inside) if isinstance(inside, bytes) else len(bytes(part))
    return File(one_line(_decoded(_ascii(str(named))), 120), size)


def _ascii(text: str) -> str:
    """A file name as raw bytes in disguise, which is how header values come."""
    return text.encode("utf-8", "surrogateescape").decode("ascii", "surrogateescape")


def _words(part: Message) -> str:
    inside: Any = part.get_payload(decode=True)
    if not isinstance(inside, bytes):
        return ""
    return _text(inside, part.get_content_charset() or "utf-8")


def _text(raw: bytes, charset: str) -> str:
    """Bytes in a charset that may be unknown or untrue."""
    for guess in (charset, "utf-8"):
        try:
            return raw.decode(guess)
        except (LookupError, UnicodeError, ValueError):
            continue
    return raw.decode("latin-1")
