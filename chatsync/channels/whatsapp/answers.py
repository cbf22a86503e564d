"""What the Graph API answered, or why there is no answer."""

from typing import Literal, TypeAlias

import msgspec
from msgspec import Struct

from chatsync.channels.whatsapp import lenient
from chatsync.channels.whatsapp.errors import advise


class Accepted(Struct, frozen=True, gc=False):
    """Meta took the message; that is no delivery. `held` says why Meta keeps it for now, if so.

    `wa_id` can differ from the number written to (Brazil, Mexico, Argentina): keep it as an alias.
    """

    wamid: str
    wa_id: str | None = None
    bsuid: str | None = None
    held: str | None = None


class Refused(Struct, frozen=True, gc=False):
    """Meta surely did nothing. `retry` says whether the same request may be made again.

    `code` is None where the answer carried no error of Meta's; `http_status` 0 means that we
    refused it ourselves before anything was sent.
    """

    code: int | None
    retry: Literal["permanent", "retry", "wait"]
    http_status: int
    subcode: int | None = None
    title: str | None = None
    details: str | None = None
    fbtrace_id: str | None = None
    is_transient: bool = False


class Unanswered(Struct, frozen=True, gc=False):
    """The request may have reached Meta and may have worked: never repeat a send for it."""

    reason: str
    code: int | None = None
    http_status: int | None = None
    details: str | None = None
    fbtrace_id: str | None = None


class NotSent(Struct, frozen=True, gc=False):
    """No connection came about, so nothing was sent: safe to try again."""

    reason: str


Trouble: TypeAlias = Refused | Unanswered | NotSent


class NumberFound(Struct, frozen=True, gc=False):
    """A business number as Meta knows it; `raw` holds the health and limits it told."""

    phone_number_id: str
    raw: bytes
    display_phone_number: str | None = None
    verified_name: str | None = None
    quality: str | None = None
    status: str | None = None


class SubscribedApp(Struct, frozen=True, gc=False):
    app_id: str
    name: str | None = None


class TemplateFound(Struct, frozen=True, gc=False):
    template_id: str
    name: str
    language: str
    category: str | None
    status: str | None
    raw: bytes


class MediaLink(Struct, frozen=True, gc=False):
    """Where to fetch a file from, for 5 minutes and with the token. `sha256` is hex here."""

    url: str
    mime_type: str | None = None
    sha256: str | None = None
    size: int | None = None


class Downloaded(Struct, frozen=True, gc=False):
    """`sha256_matches` is None where there was nothing to compare with."""

    size: int
    sha256: str
    mime_type: str | None = None
    sha256_matches: bool | None = None


class NotDownloaded(Struct, frozen=True, gc=False):
    """`gone`: ask for a new link. `broken` and `busy`: try again. The others are final."""

    reason: Literal["gone", "broken", "busy", "too_large", "untrusted_host", "refused"]
    http_status: int | None = None


class Uploaded(Struct, frozen=True, gc=False):
    media_id: str


class Done(Struct, frozen=True, gc=False):
    """It worked, and there is no more to say."""


class _ErrorBody(Struct, gc=False):
    code: object = None
    error_subcode: object = None
    message: object = None
    error_user_title: object = None
    error_user_msg: object = None
    error_data: msgspec.Raw = msgspec.Raw()
    is_transient: object = None
    fbtrace_id: object = None


class _ErrorData(Struct, gc=False):
    details: object = None


class _Failure(Struct, gc=False):
    error: _ErrorBody | None = None


class _SentContact(Struct, gc=False):
    wa_id: object = None
    user_id: object = None


class _SentMessage(Struct, gc=False):
    id: object = None
    message_status: object = None


class _Sent(Struct, gc=False):
    contacts: list[_SentContact] | None = None
    messages: list[_SentMessage] | None = None


_FAILURE = lenient.Shape(_Failure)
_ERROR_DATA = lenient.Shape(_ErrorData)
_SENT = lenient.Shape(_Sent)
_STRING = msgspec.json.Decoder(str).decode


def read_sent(body: bytes) -> Accepted | Unanswered:
    """The answer to a send. Without a message id nobody can tell whether it went out."""
    sent = _SENT.loosely(body) or _Sent()
    message = sent.messages[0] if sent.messages else _SentMessage()
    wamid = lenient.ident(message.id)
    if wamid is None:
        return Unanswered("the answer names no message id", http_status=200)
    contact = sent.contacts[0] if sent.contacts else _SentContact()
    held = lenient.clean(message.message_status, 64)
    return Accepted(
        wamid=wamid,
        wa_id=lenient.phone(contact.wa_id),
        bsuid=lenient.bsuid(contact.user_id),
        held=held if held != "accepted" else None,
    )


def read_failure(http_status: int, body: bytes) -> Refused | Unanswered:
    """An answer that is no success, sorted by whether the request may have worked all the same."""
    failure = _FAILURE.loosely(body)
    error = (failure.error if failure else None) or _ErrorBody()
    code = lenient.whole_number(error.code)
    transient = error.is_transient is True
    kind = advise(code, is_transient=transient, http_status=http_status).kind
    trace = lenient.clean(error.fbtrace_id, 128)
    if kind == "unknown":
        reason = f"HTTP {http_status}" + (f", code {code}" if code is not None else "")
        return Unanswered(reason, code, http_status, _details(error), trace)
    return Refused(
        code=code,
        retry=kind,
        http_status=http_status,
        subcode=lenient.whole_number(error.error_subcode),
        title=lenient.clean(error.error_user_title, 512) or lenient.clean(error.message, 512),
        details=_details(error),
        fbtrace_id=trace,
        is_transient=transient,
    )


def _details(error: _ErrorBody) -> str | None:
    """`error_data` is an object with details, or a string, or not there at all."""
    data = _ERROR_DATA.loosely(error.error_data)
    details = lenient.clean(data.details, 2_000) if data else None
    if details is None and data is None:
        try:
            details = lenient.clean(_STRING(error.error_data), 2_000)
        except lenient.UNREADABLE:
            details = None
    return details or lenient.clean(error.error_user_msg, 2_000)
