"""What Meta asks of a new template (Meta: message templates, components and common rejections)."""

import re
from collections.abc import Callable, Sequence
from typing import Any

from sandbox.errors import GraphError
from sandbox.state import Json
from sandbox.template_button_rules import check_buttons
from sandbox.templates import VARIABLE

CATEGORIES = ("MARKETING", "UTILITY", "AUTHENTICATION")
_FORMATS = ("TEXT", "IMAGE", "VIDEO", "DOCUMENT", "LOCATION")
_NAME = re.compile(r"[a-z0-9_]{1,512}")
_LANGUAGE = re.compile(r"[a-z]{2,3}(_[A-Za-z]{2,4})?")
_NAMED = re.compile(r"[a-z][a-z0-9_]*")
_MARKED = re.compile(r"[\n*_~`\U0001F300-\U0001FAFF\u2600-\u27BF]")
_ADJACENT = re.compile(r"\}\}\s*\{\{")
_HEADER_MOST, _BODY_MOST, _FOOTER_MOST = 60, 1024, 60
_WORDS_EACH = 2

TOO_LONG, BAD_HEADER, BAD_FOOTER = 2388040, 2388047, 2388073
TOO_MANY_VARIABLES, AT_AN_END, DUPLICATE, TOO_MANY = 2388293, 2388299, 2388024, 2388019


def refused(subcode: int | None, title: str, why: str) -> GraphError:
    """Refuse a template with code 100 and what whoever wrote it has to change."""
    return GraphError(
        100, why, subcode=subcode, message="Invalid parameter", for_people=(title, why)
    )


def check_new_template(wish: Json) -> None:
    """Check a template before it goes to review; GraphError names the part that does not fit."""
    if not _NAME.fullmatch(str(wish.get("name") or "")):
        raise refused(None, "Invalid name", "name must be a-z, 0-9 and _, at most 512 characters.")
    if not _LANGUAGE.fullmatch(str(wish.get("language") or "")):
        raise refused(None, "Invalid language", "language must be a code such as en_US or ur.")
    if wish.get("category") not in CATEGORIES:
        raise refused(None, "Invalid category", f"category must be one of {CATEGORIES}.")
    if str(wish.get("parameter_format", "POSITIONAL")).upper() not in {"POSITIONAL", "NAMED"}:
        raise refused(None, "Invalid format", "parameter_format must be POSITIONAL or NAMED.")
    check_components(wish)


def check_components(wish: Json) -> None:
    """Check the components of a new or changed template."""
    parts = wish.get("components")
    if not isinstance(parts, list) or not all(isinstance(part, dict) for part in parts):
        raise refused(None, "Invalid components", "components must be a list of objects.")
    kinds = [str(part.get("type", "")).upper() for part in parts]
    for kind in kinds:
        if kind not in _CHECKS or kinds.count(kind) > 1:
            raise refused(None, "Invalid components", f"component {kind or '?'} does not fit.")
    if "BODY" not in kinds:
        raise refused(None, "Body is missing", "A template needs a component of type BODY.")
    if wish["category"] == "AUTHENTICATION":
        return
    for kind, part in zip(kinds, parts, strict=True):
        _CHECKS[kind](part, _is_named(wish))


def _is_named(wish: Json) -> bool:
    return str(wish.get("parameter_format", "")).upper() == "NAMED"


def _check_header(part: Json, named: bool) -> None:
    form = str(part.get("format", "TEXT")).upper()
    if form not in _FORMATS:
        raise refused(BAD_HEADER, "Header", f"format must be one of {_FORMATS}.")
    if form != "TEXT":
        if form != "LOCATION" and not _example(part, "header_handle"):
            raise refused(None, "Sample missing", "A header with a file needs its sample.")
        return
    text = _words(part, _HEADER_MOST)
    if _MARKED.search(VARIABLE.sub("", text)):
        raise refused(BAD_HEADER, "Header", "No line breaks, emoji or formatting in a header.")
    if len(_variables(part, text, named, ("header_text", "header_text_named_params"))) > 1:
        raise refused(BAD_HEADER, "Header", "A header has one variable at most.")


def _check_body(part: Json, named: bool) -> None:
    text = _words(part, _BODY_MOST)
    found = _variables(part, text, named, ("body_text", "body_text_named_params"))
    trimmed = text.strip()
    if found and (trimmed.startswith("{{") or trimmed.endswith("}}")):
        raise refused(AT_AN_END, "Variables", "A variable cannot be at the start or at the end.")
    too_dense = len(VARIABLE.sub(" ", text).split()) < _WORDS_EACH * len(found) + 1
    if found and (too_dense or _ADJACENT.search(text)):
        raise refused(TOO_MANY_VARIABLES, "Variables", "Too many variables for its length.")


def _check_footer(part: Json, _named: bool) -> None:
    if VARIABLE.search(_words(part, _FOOTER_MOST)):
        raise refused(BAD_FOOTER, "Footer", "A footer has no variables.")


def _check_buttons(part: Json, _named: bool) -> None:
    check_buttons(part, refused)


def _words(part: Json, most: int) -> str:
    text = part.get("text")
    kind = str(part["type"]).title()
    if not isinstance(text, str) or not text.strip():
        raise refused(None, kind, f"{kind} needs its text.")
    if len(text) > most:
        raise refused(TOO_LONG, kind, f"{kind} has at most {most} characters.")
    return text


def _example(part: Json, name: str) -> Sequence[Any]:
    example = part.get("example")
    found = example.get(name) if isinstance(example, dict) else None
    return found if isinstance(found, list) else []


def _variables(part: Json, text: str, named: bool, examples: tuple[str, str]) -> list[str]:
    """Give the variables of a text, each with a good name and a sample."""
    found = list(dict.fromkeys(VARIABLE.findall(text)))
    counted = [str(place) for place in range(1, len(found) + 1)]
    if named and not all(_NAMED.fullmatch(name) for name in found):
        raise refused(None, "Variables", "Named variables are lower case letters and _.")
    if not named and sorted(found) != sorted(counted):
        raise refused(None, "Variables", "Variables are numbered from {{1}} without gaps.")
    sample = _example(part, examples[named])
    if examples[named] == "body_text":
        sample = sample[0] if sample and isinstance(sample[0], list) else sample
    if len(sample) != len(found):
        raise refused(None, "Samples missing", "Every variable needs a sample.")
    return found


_CHECKS: dict[str, Callable[[Json, bool], None]] = {
    "HEADER": _check_header,
    "BODY": _check_body,
    "FOOTER": _check_footer,
    "BUTTONS": _check_buttons,
}
