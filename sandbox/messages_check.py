"""Field limits of each message type (Meta: Cloud API messages reference)."""

from collections.abc import Callable

from sandbox.checks import allow_text, invalid, missing, need_list, need_object, need_text
from sandbox.errors import GraphError
from sandbox.field_table import check_fields
from sandbox.interactive_check import check_interactive
from sandbox.media_rules import check_media_kind
from sandbox.state import Json, World
from sandbox.templates import check_template, template_for

_MAX_CALLBACK_DATA = 512
_MAX_TEXT = 4096
_MAX_CAPTION = 1024
_MAX_FILE_NAME = 240
_MAX_CONTACTS = 257
_LATITUDE, _LONGITUDE = 90, 180
_MAX_EMOJI = 16

Check = Callable[[World, str, Json], None]


def check_message(world: World, phone_number_id: str, body: Json) -> str:
    """Check a whole request and give the message type; GraphError names what does not fit."""
    if body.get("messaging_product") != "whatsapp":
        raise GraphError(100, "The parameter messaging_product is required and must be whatsapp.")
    if body.get("recipient_type", "individual") != "individual":
        raise invalid("recipient_type must be individual.")
    kind = body.get("type", "text")
    check = CHECKS.get(kind) if isinstance(kind, str) else None
    if check is None:
        raise GraphError(100, f"Param type must be one of {{{', '.join(CHECKS).upper()}}}.")
    check_fields(body)
    callback_data = body.get("biz_opaque_callback_data")
    if callback_data is not None:
        allow_text(body, "biz_opaque_callback_data", "biz_opaque_callback_data", _MAX_CALLBACK_DATA)
    if body.get("context") is not None:
        need_text(need_object(body, "context", "context"), "message_id", "context.message_id", 512)
    check(world, phone_number_id, body)
    return str(kind)


def _check_text(_world: World, _phone_number_id: str, body: Json) -> None:
    text = need_object(body, "text", "text")
    if need_text(text, "body", "text.body", _MAX_TEXT).strip() == "":
        raise missing("text.body")
    if not isinstance(text.get("preview_url", False), bool):
        raise invalid("text.preview_url must be true or false.")


def check_media(world: World, phone_number_id: str, media: Json, kind: str) -> None:
    """Check `id` or `link`, exactly one; an id must be a file of this number and of this kind."""
    has_id, has_link = media.get("id") is not None, media.get("link") is not None
    if has_id == has_link:
        raise missing(f"{kind}.id or {kind}.link, exactly one of them,")
    if has_link:
        link = need_text(media, "link", f"{kind}.link", 2000)
        if not link.startswith(("https://", "http://")):
            raise invalid(f"{kind}.link must be a web address.")
        return
    stored = world.media.get(str(media["id"]))
    if stored is None or stored.phone_number_id != phone_number_id:
        details = f"Invalid media id: {media['id']} does not exist or belongs to another number."
        raise GraphError(131009, details)
    check_media_kind(stored, kind, voice=media.get("voice") is True)


def _check_captioned(kind: str) -> Check:
    def check(world: World, phone_number_id: str, body: Json) -> None:
        media = need_object(body, kind, kind)
        check_media(world, phone_number_id, media, kind)
        allow_text(media, "caption", f"{kind}.caption", _MAX_CAPTION)
        if kind == "document":
            allow_text(media, "filename", "document.filename", _MAX_FILE_NAME)

    return check


def _check_uncaptioned(kind: str) -> Check:
    def check(world: World, phone_number_id: str, body: Json) -> None:
        media = need_object(body, kind, kind)
        check_media(world, phone_number_id, media, kind)
        if not isinstance(media.get("voice", False), bool):
            raise invalid(f"{kind}.voice must be true or false.")

    return check


def _check_location(_world: World, _phone_number_id: str, body: Json) -> None:
    location = need_object(body, "location", "location")
    for key, most in (("latitude", _LATITUDE), ("longitude", _LONGITUDE)):
        value = location.get(key)
        if value is None:
            raise missing(f"location.{key}")
        try:
            inside = abs(float(value)) <= most
        except (TypeError, ValueError):
            inside = False
        if not inside:
            raise invalid(f"location.{key} must be a number from -{most} to {most}.")
    allow_text(location, "name", "location.name", 1000)
    allow_text(location, "address", "location.address", 1000)


def _check_contacts(_world: World, _phone_number_id: str, body: Json) -> None:
    for contact in need_list(body, "contacts", "contacts", (1, _MAX_CONTACTS)):
        name = need_object(contact, "name", "contacts.name")
        need_text(name, "formatted_name", "contacts.name.formatted_name", 512)
        parts = ("first_name", "last_name", "middle_name", "suffix", "prefix")
        if not any(name.get(part) for part in parts):
            raise missing("contacts.name: one of " + ", ".join(parts))


def _check_reaction(_world: World, _phone_number_id: str, body: Json) -> None:
    reaction = need_object(body, "reaction", "reaction")
    message_id = need_text(reaction, "message_id", "reaction.message_id", 512)
    if not message_id.startswith("wamid."):
        raise invalid("reaction.message_id is not a message id.")
    if "emoji" not in reaction:
        raise missing("reaction.emoji")
    emoji = allow_text(reaction, "emoji", "reaction.emoji", _MAX_EMOJI) or ""
    if any(sign.isascii() and (sign.isalpha() or sign.isspace()) for sign in emoji):
        raise invalid("reaction.emoji is not an emoji.")


def _check_interactive(world: World, phone_number_id: str, body: Json) -> None:
    interactive = need_object(body, "interactive", "interactive")
    check_interactive(interactive)
    header = interactive.get("header") or {}
    kind = header.get("type")
    if kind in {"image", "video", "document"}:
        media = need_object(header, kind, f"interactive.header.{kind}")
        check_media(world, phone_number_id, media, kind)


def _check_template(world: World, phone_number_id: str, body: Json) -> None:
    template = need_object(body, "template", "template")
    found = template_for(world, world.numbers[phone_number_id].waba_id, template)
    if found["category"] == "AUTHENTICATION" and not body.get("to"):
        raise GraphError(131062, "An authentication template needs a phone number in to.")
    for kind, media in check_template(found, template):
        check_media(world, phone_number_id, media, kind)


CHECKS: dict[str, Check] = {
    "text": _check_text,
    "image": _check_captioned("image"),
    "video": _check_captioned("video"),
    "document": _check_captioned("document"),
    "audio": _check_uncaptioned("audio"),
    "sticker": _check_uncaptioned("sticker"),
    "location": _check_location,
    "contacts": _check_contacts,
    "reaction": _check_reaction,
    "interactive": _check_interactive,
    "template": _check_template,
}
