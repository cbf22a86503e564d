"""How a template message must fit its template (Meta: template messages, error codes 132000…)."""

import re

from sandbox.checks import invalid, missing, need_object, need_text
from sandbox.errors import GraphError
from sandbox.state import Json, World
from sandbox.template_buttons import check_button_parameters
from sandbox.template_store import find_template

VARIABLE = re.compile(r"\{\{\s*(\w+)\s*\}\}")
_FORBIDDEN = re.compile(r"[\n\t]| {5}")
_MEDIA_FORMATS = ("image", "video", "document")
_PARTS = ("header", "body", "button")
_TEXT_TYPES = ("text", "currency", "date_time")
_LONGEST = {"header": 60, "body": 1024}
_NOT_SENDABLE = {"PAUSED": 132015, "DISABLED": 132016}


def template_for(world: World, waba_id: str, template: Json) -> Json:
    """Give the approved template that a message names; 132001, 132015 or 132016 otherwise."""
    name = need_text(template, "name", "template.name", 512)
    language = need_object(template, "language", "template.language")
    code = need_text(language, "code", "template.language.code", 20)
    found = find_template(world, waba_id, name, code)
    status = found["status"] if found else ""
    if status in _NOT_SENDABLE:
        raise GraphError(_NOT_SENDABLE[status], f"template ({name}, {code}) is {status.lower()}")
    if found is None or status != "APPROVED":
        raise GraphError(132001, f"template name ({name}) does not exist in {code}")
    return found


def check_template(found: Json, template: Json) -> list[tuple[str, Json]]:
    """Check the parameters against the template; give the header media that still need a check."""
    given = _given_parts(template)
    media: list[tuple[str, Json]] = []
    for part in found["components"]:
        kind = str(part["type"]).lower()
        parameters = _parameters_for(given, kind)
        form = str(part.get("format", "TEXT")).lower()
        if form in _MEDIA_FORMATS:
            media.append(_header_media(parameters, form))
        elif form == "location":
            _check_header_place(parameters)
        elif kind in _LONGEST:
            _check_texts(found, parameters, part.get("text", ""), kind)
    kinds = {str(part["type"]).lower() for part in found["components"]}
    if "header" not in kinds and _parameters_for(given, "header"):
        raise _wrong_count("header", len(_parameters_for(given, "header")), 0)
    check_button_parameters(found, [one for one in given if one["type"].lower() == "button"])
    return media


def _given_parts(template: Json) -> list[Json]:
    given = template.get("components") or []
    if not isinstance(given, list) or not all(isinstance(part, dict) for part in given):
        raise invalid("template.components must be a list of objects.")
    for part in given:
        if str(part.get("type", "")).lower() not in _PARTS:
            raise invalid(f"template.components.type must be one of {', '.join(_PARTS)}.")
        parameters = part.get("parameters") or []
        if not isinstance(parameters, list) or not all(isinstance(p, dict) for p in parameters):
            raise invalid("template.components.parameters must be a list of objects.")
    for kind in ("header", "body"):
        if sum(part["type"].lower() == kind for part in given) > 1:
            raise invalid(f"template.components holds {kind} more than once.")
    return given


def _parameters_for(given: list[Json], kind: str) -> list[Json]:
    for part in given:
        if str(part["type"]).lower() == kind:
            return list(part.get("parameters") or [])
    return []


def _header_media(parameters: list[Json], form: str) -> tuple[str, Json]:
    if len(parameters) != 1 or parameters[0].get("type") != form:
        details = f"header: Format mismatch, expected {form.upper()}, received other or nothing"
        raise GraphError(132012, details)
    return form, need_object(parameters[0], form, f"template.components.parameters.{form}")


def _check_header_place(parameters: list[Json]) -> None:
    if len(parameters) != 1 or parameters[0].get("type") != "location":
        raise GraphError(132012, "header: Format mismatch, expected LOCATION")
    place = need_object(parameters[0], "location", "template.components.parameters.location")
    for key in ("latitude", "longitude"):
        if place.get(key) is None:
            raise missing(f"template.components.parameters.location.{key}")


def _check_texts(found: Json, parameters: list[Json], words: str, part: str) -> None:
    names = list(dict.fromkeys(VARIABLE.findall(words)))
    wanted = 1 if found["category"] == "AUTHENTICATION" and part == "body" else len(names)
    if len(parameters) != wanted:
        raise _wrong_count(part, len(parameters), wanted)
    if found.get("parameter_format") == "NAMED":
        given = [parameter.get("parameter_name") for parameter in parameters]
        if sorted(map(str, given)) != sorted(names):
            raise GraphError(132012, f"{part}: parameter_name must name {', '.join(names)} once")
    for parameter in parameters:
        _check_text_parameter(parameter, part)
    if len(filled_text(words, parameters)) > _LONGEST[part]:
        raise GraphError(132005, f"{part}: the text with its parameters is too long")


def _wrong_count(part: str, given: int, wanted: int) -> GraphError:
    return GraphError(
        132000,
        f"{part}: number of localizable_params ({given}) does not match the expected number of "
        f"params ({wanted})",
    )


def _check_text_parameter(parameter: Json, part: str) -> None:
    kind = parameter.get("type")
    if kind not in _TEXT_TYPES:
        raise GraphError(132012, f"{part}: a text, currency or date_time is expected")
    if kind != "text":
        path = f"template.components.parameters.{kind}"
        need_text(
            need_object(parameter, kind, path), "fallback_value", f"{path}.fallback_value", 60
        )
        return
    text = need_text(parameter, "text", f"template {part} parameter text", 32_768)
    if _FORBIDDEN.search(text):
        details = "Param text cannot have new-line/tab characters or more than 4 consecutive spaces"
        raise GraphError(132018, details)


def filled_text(words: str, parameters: list[Json]) -> str:
    """Put parameters in the place of variables, by name or by number."""
    values = {
        str(parameter.get("parameter_name") or place): _shown(parameter)
        for place, parameter in enumerate(parameters, start=1)
    }
    return VARIABLE.sub(lambda variable: values.get(variable[1], variable[0]), words)


def rendered_text(found: Json, template: Json) -> str:
    """Give the text that the customer sees, for the phone page."""
    given = template.get("components") or []
    lines = [
        filled_text(part["text"], _parameters_for(given, str(part["type"]).lower()))
        for part in found["components"]
        if part.get("text")
    ]
    return "\n".join(lines)


def _shown(parameter: Json) -> str:
    nested = parameter.get(str(parameter.get("type"))) or {}
    if not isinstance(nested, dict):
        return str(parameter.get("text") or "")
    return str(parameter.get("text") or nested.get("fallback_value") or "")
