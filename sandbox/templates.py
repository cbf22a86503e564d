"""The approved templates of every account here, and how a template message must fit them."""

import re
from pathlib import Path

import msgspec

from sandbox.checks import invalid, need_object, need_text
from sandbox.errors import GraphError
from sandbox.state import Json

_VARIABLE = re.compile(r"\{\{\d+\}\}")
_FORBIDDEN = re.compile(r"[\n\t]| {5}")
_MEDIA_FORMATS = ("image", "video", "document")
_MAX_PARAMETER = 1024


TEMPLATES: tuple[Json, ...] = tuple(
    msgspec.json.decode((Path(__file__).parent / "data" / "templates.json").read_bytes())
)
_BY_NAME = {(one["name"], one["language"]): one for one in TEMPLATES}


def template_category(template: Json) -> str:
    """Give the pricing category of a template message: utility, marketing or authentication."""
    found = _BY_NAME[_key(template)]
    return str(found["category"]).lower()


def _key(template: Json) -> tuple[str, str]:
    name = need_text(template, "name", "template.name", 512)
    language = need_object(template, "language", "template.language")
    return name, need_text(language, "code", "template.language.code", 20)


def check_template(template: Json) -> list[tuple[str, Json]]:
    """Check name, language and parameters; give the header media that still need a check."""
    name, language = _key(template)
    found = _BY_NAME.get((name, language))
    if found is None:
        details = f"template name ({name}) does not exist in {language}"
        raise GraphError(132001, details)
    given = template.get("components") or []
    if not isinstance(given, list) or not all(isinstance(part, dict) for part in given):
        raise invalid("template.components must be a list of objects.")
    media: list[tuple[str, Json]] = []
    for part in found["components"]:
        parameters = _parameters_for(given, str(part["type"]).lower())
        form = str(part.get("format", "TEXT")).lower()
        if form in _MEDIA_FORMATS:
            media.append(_header_media(parameters, form))
        elif part["type"] in {"HEADER", "BODY"}:
            wanted = len(_VARIABLE.findall(part["text"]))
            _check_texts(parameters, wanted, str(part["type"]).lower())
    return media


def _parameters_for(given: list[Json], kind: str) -> list[Json]:
    for part in given:
        if str(part.get("type", "")).lower() == kind:
            parameters = part.get("parameters") or []
            if not isinstance(parameters, list) or not all(isinstance(p, dict) for p in parameters):
                raise invalid("template.components.parameters must be a list of objects.")
            return parameters
    return []


def _header_media(parameters: list[Json], form: str) -> tuple[str, Json]:
    if len(parameters) != 1 or parameters[0].get("type") != form:
        details = f"header: Format mismatch, expected {form.upper()}, received other or nothing"
        raise GraphError(132012, details)
    return form, need_object(parameters[0], form, f"template.components.parameters.{form}")


def _check_texts(parameters: list[Json], wanted: int, part: str) -> None:
    if len(parameters) != wanted:
        details = (
            f"{part}: number of localizable_params ({len(parameters)}) does not match the "
            f"expected number of params ({wanted})"
        )
        raise GraphError(132000, details)
    for parameter in parameters:
        if parameter.get("type") not in {"text", "currency", "date_time"}:
            raise GraphError(132012, f"{part}: a text, currency or date_time is expected")
        if parameter["type"] == "text":
            text = need_text(parameter, "text", f"template {part} parameter text", _MAX_PARAMETER)
            if _FORBIDDEN.search(text):
                details = (
                    "Param text cannot have new-line/tab characters or more than 4 consecutive "
                    "spaces"
                )
                raise GraphError(132018, details)


def rendered_text(template: Json) -> str:
    """Give the text that the customer sees, for the phone page."""
    found = _BY_NAME[_key(template)]
    lines = []
    for part in found["components"]:
        if not part.get("text"):
            continue
        parameters = _parameters_for(template.get("components") or [], str(part["type"]).lower())
        text = part["text"]
        for index, parameter in enumerate(parameters, start=1):
            text = text.replace(f"{{{{{index}}}}}", _shown(parameter))
        lines.append(text)
    return "\n".join(lines)


def _shown(parameter: Json) -> str:
    nested = parameter.get(str(parameter.get("type"))) or {}
    return str(parameter.get("text") or nested.get("fallback_value") or "")
