"""Request bodies for `POST /{phone_number_id}/messages`, checked before they leave.

Lengths are counted in characters. What Meta would refuse with 100 or 131009 is refused here
with the field's name, so that nothing is spent on it.
"""

import re
from collections.abc import Mapping, Sequence
from typing import Literal, TypeAlias

from msgspec import Struct

TEXT_MAX = 4_096
CAPTION_MAX = 1_024
CALLBACK_DATA_MAX = 512
TEMPLATE_NAME_MAX = 512
COMPONENTS_MAX = 12
"""A header, a body and at most ten buttons."""

Json: TypeAlias = str | int | float | bool | Sequence["Json"] | Mapping[str, "Json"] | None
Body: TypeAlias = dict[str, Json]

_DIGITS = re.compile(r"[0-9]{5,20}", re.ASCII)
_BSUID = re.compile(r"[A-Z]{2}\.(?:ENT\.)?[A-Za-z0-9]{1,128}", re.ASCII)
_TEMPLATE_NAME = re.compile(r"[a-z0-9_]+", re.ASCII)
_LANGUAGE = re.compile(r"[a-z]{2,3}(?:_[A-Za-z]{2,4})?", re.ASCII)
_BAD_PARAMETER = re.compile(r"[\n\r\t]| {5,}")
_NOT_TEXT = re.compile("[\x00\ud800-\udfff]")


class UnsendableError(ValueError):
    """A value that Meta would refuse.

    `field` names it as in the request body; `code` is missing, too_long (more than `limit`
    characters or items), malformed or ambiguous (exactly one of two is needed).
    """

    def __init__(
        self,
        code: Literal["missing", "too_long", "malformed", "ambiguous"],
        field: str,
        limit: int | None = None,
    ) -> None:
        super().__init__(f"{field} is {code}" + (f": at most {limit}" if limit else ""))
        self.code = code
        self.field = field
        self.limit = limit


class Recipient(Struct, frozen=True, gc=False):
    """Whom to write to: by phone number (digits, as `wa_id` comes) or by user id.

    With both, the phone number wins, as it does at Meta.
    """

    phone: str | None = None
    bsuid: str | None = None


class Frame(Struct, frozen=True, gc=False):
    """What every message has beside its content.

    `callback_data` comes back in every status of this send: make it unique per attempt, for it
    is the only way to tell later whether an unanswered send went out.
    """

    recipient: Recipient
    reply_to_wamid: str | None = None
    callback_data: str | None = None


def text_body(frame: Frame, text: str, *, preview_url: bool = False) -> Body:
    """A text message: 1 to 4,096 characters."""
    check_text("text.body", text, TEXT_MAX)
    if not text.strip():
        raise UnsendableError("missing", "text.body")
    return framed(frame, "text", {"body": text, "preview_url": preview_url})


def image_body(
    frame: Frame,
    *,
    media_id: str | None = None,
    link: str | None = None,
    caption: str | None = None,
) -> Body:
    """An image by the id of an uploaded file or by an https link, exactly one of them."""
    if bool(media_id) == bool(link):
        raise UnsendableError("ambiguous" if media_id else "missing", "image.id")
    image: Body = {"id": media_id} if media_id else {"link": link}
    if link and not link.startswith("https://"):
        raise UnsendableError("malformed", "image.link")
    if caption:
        check_text("image.caption", caption, CAPTION_MAX)
        image["caption"] = caption
    return framed(frame, "image", image)


def template_body(
    frame: Frame,
    name: str,
    language: str,
    components: Sequence[Mapping[str, Json]] = (),
) -> Body:
    """A template message. `language` may be `en-US`, as in webhooks: it is sent as `en_US`."""
    if len(name) > TEMPLATE_NAME_MAX:
        raise UnsendableError("too_long", "template.name", TEMPLATE_NAME_MAX)
    if not _TEMPLATE_NAME.fullmatch(name):
        raise UnsendableError("malformed" if name else "missing", "template.name")
    code = language.replace("-", "_")
    if not _LANGUAGE.fullmatch(code):
        raise UnsendableError("malformed" if language else "missing", "template.language")
    if len(components) > COMPONENTS_MAX:
        raise UnsendableError("too_long", "template.components", COMPONENTS_MAX)
    for at, component in enumerate(components):
        _check_component(f"template.components[{at}]", component)
    template: Body = {"name": name, "language": {"code": code}}
    if components:
        template["components"] = list(components)
    return framed(frame, "template", template)


def read_body(wamid: str, *, typing: bool = False) -> Body:
    """Mark a message and all before it as read; with `typing`, show the dots for 25 seconds."""
    if not wamid:
        raise UnsendableError("missing", "message_id")
    body: Body = {"messaging_product": "whatsapp", "status": "read", "message_id": wamid}
    return body | {"typing_indicator": {"type": "text"}} if typing else body


def framed(frame: Frame, kind: str, content: Body) -> Body:
    """The content of a kind with everything that every message has."""
    body: Body = {"messaging_product": "whatsapp", "recipient_type": "individual"}
    body |= address(frame.recipient)
    body["type"] = kind
    body[kind] = content
    if frame.reply_to_wamid:
        body["context"] = {"message_id": frame.reply_to_wamid}
    if frame.callback_data:
        check_text("biz_opaque_callback_data", frame.callback_data, CALLBACK_DATA_MAX)
        body["biz_opaque_callback_data"] = frame.callback_data
    return body


def address(recipient: Recipient) -> Body:
    """Without the `+` Meta may put the business's own country code before the number."""
    if recipient.phone:
        digits = recipient.phone.removeprefix("+")
        if not _DIGITS.fullmatch(digits):
            raise UnsendableError("malformed", "to")
        return {"to": f"+{digits}"}
    if recipient.bsuid:
        if not _BSUID.fullmatch(recipient.bsuid):
            raise UnsendableError("malformed", "recipient")
        return {"recipient": recipient.bsuid}
    raise UnsendableError("missing", "to")


def check_text(field: str, text: str, limit: int) -> None:
    """Refuse text that is too long, or that JSON or a database cannot hold."""
    if _NOT_TEXT.search(text):
        raise UnsendableError("malformed", field)
    if len(text) > limit:
        raise UnsendableError("too_long", field, limit)


def _check_component(field: str, component: Mapping[str, Json]) -> None:
    if not isinstance(component.get("type"), str):
        raise UnsendableError("missing", f"{field}.type")
    parameters = component.get("parameters", [])
    if not isinstance(parameters, list):
        raise UnsendableError("malformed", f"{field}.parameters")
    for at, parameter in enumerate(parameters):
        _check_parameter(f"{field}.parameters[{at}]", parameter)


def _check_parameter(field: str, parameter: Json) -> None:
    if not isinstance(parameter, Mapping):
        raise UnsendableError("malformed", field)
    if parameter.get("type") != "text":
        return
    text = parameter.get("text")
    if not isinstance(text, str) or not text.strip():
        raise UnsendableError("missing", f"{field}.text")
    check_text(f"{field}.text", text, CAPTION_MAX)
    if _BAD_PARAMETER.search(text):
        raise UnsendableError("malformed", f"{field}.text")
