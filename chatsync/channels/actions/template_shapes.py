"""From a template as Meta describes it to what a form needs: its parts, and what must be filled."""

import json
import re
from collections.abc import Iterator
from typing import Any

from django.utils.translation import gettext_lazy as _

from chatsync.channels.schemas import TemplateButton, TemplateGap, TemplateOut
from chatsync.channels.whatsapp.answers import TemplateFound

VARIABLE = re.compile(r"\{\{\s*([^{}]+?)\s*\}\}")
FILE_FORMATS = ("image", "video", "document")
APPROVED = "APPROVED"

_REASONS = {
    "PENDING": _("Meta still reviews it."),
    "IN_APPEAL": _("Meta reviews it once more."),
    "REJECTED": _("Meta rejected it."),
    "PAUSED": _("Meta paused it, since customers did not like it. It comes back by itself."),
    "DISABLED": _("Meta disabled it, since customers did not like it."),
    "ARCHIVED": _("It was not used for long and was archived. Unarchive it in WhatsApp Manager."),
}
_OTHER = _("It is not approved.")

Json = dict[str, Any]


def shaped(template: TemplateFound) -> TemplateOut:
    """The wire shape; parts that Meta writes in a way we do not know are left out.

    `reason` is Meta's own word yet: `reason_of` makes a sentence of it.
    """
    found = _object(template.raw)
    parts = [part for part in found.get("components") or () if isinstance(part, dict)]
    header, body, footer = (_part(parts, kind) for kind in ("HEADER", "BODY", "FOOTER"))
    status = template.status or ""
    text = str(body.get("text") or "")
    return TemplateOut(
        id=template.template_id,
        name=template.name,
        language=template.language,
        category=template.category or "",
        status=status,
        reason=str(found.get("rejected_reason") or ""),
        header_format=str(header.get("format") or "TEXT").lower() if header else None,
        header=str(header.get("text") or ""),
        body=text,
        footer=str(footer.get("text") or ""),
        buttons=[
            TemplateButton(
                type=str(button.get("type") or "").lower(), text=str(button.get("text") or "")
            )
            for button in _buttons(parts)
        ],
        gaps=[*_header_gaps(header), *_text_gaps("body", body), *_button_gaps(parts)],
        variables=len(set(VARIABLE.findall(text))),
        number_ids=[],
    )


def _object(raw: bytes) -> Json:
    try:
        found = json.loads(raw)
    except ValueError:
        return {}
    return found if isinstance(found, dict) else {}


def _part(parts: list[Json], kind: str) -> Json:
    return next((part for part in parts if str(part.get("type", "")).upper() == kind), {})


def _buttons(parts: list[Json]) -> list[Json]:
    buttons = _part(parts, "BUTTONS").get("buttons")
    return [one for one in buttons if isinstance(one, dict)] if isinstance(buttons, list) else []


def reason_of(status: str, said: str | None) -> str | None:
    """Why it cannot be sent, in the reader's language, with Meta's own word where there is one."""
    if status.upper() == APPROVED:
        return None
    told = str(_REASONS.get(status.upper(), _OTHER))
    return told if said in {None, "", "NONE"} else f"{told} ({said})"


def _header_gaps(header: Json) -> Iterator[TemplateGap]:
    form = str(header.get("format") or "TEXT").lower()
    if form in FILE_FORMATS or form == "location":
        yield TemplateGap.model_validate({"part": "header", "kind": form, "key": form})
    else:
        yield from _text_gaps("header", header)


def _text_gaps(name: str, part: Json) -> Iterator[TemplateGap]:
    keys = list(dict.fromkeys(VARIABLE.findall(str(part.get("text") or ""))))
    if all(key.isdigit() for key in keys):
        keys.sort(key=int)
    examples = _examples(part.get("example"), name)
    for at, key in enumerate(keys):
        example = examples.get(key, examples.get(str(at + 1)))
        yield TemplateGap.model_validate(
            {"part": name, "kind": "text", "key": key, "example": example}
        )


def _examples(example: Any, name: str) -> dict[str, str]:
    """Meta's examples by variable: `body_text_named_params`, `body_text` (a list in a list)."""
    given = example if isinstance(example, dict) else {}
    named = given.get(f"{name}_text_named_params")
    if isinstance(named, list):
        pairs = [one for one in named if isinstance(one, dict)]
        return {str(one.get("param_name")): str(one.get("example") or "") for one in pairs}
    listed = given.get(f"{name}_text")
    if isinstance(listed, list) and listed and isinstance(listed[0], list):
        listed = listed[0]
    values = listed if isinstance(listed, list) else []
    return {str(at): str(value) for at, value in enumerate(values, start=1)}


def _button_gaps(parts: list[Json]) -> Iterator[TemplateGap]:
    """Links with a variable at their end, and coupon codes: each takes one value."""
    for index, button in enumerate(_buttons(parts)):
        kind = str(button.get("type") or "").upper()
        opens = kind == "URL" and bool(VARIABLE.search(str(button.get("url") or "")))
        if not opens and kind != "COPY_CODE":
            continue
        example = button.get("example")
        first = example[0] if isinstance(example, list) and example else example
        gap = {
            "part": "button",
            "kind": "text" if opens else "code",
            "key": str(index),
            "label": str(button.get("text") or ""),
            "example": str(first) if first else None,
        }
        yield TemplateGap.model_validate(gap)
