"""Whether what is given fits a template, and what the customer will read."""

from collections.abc import Mapping, Sequence
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from chatsync.channels.actions.template_shapes import APPROVED, FILE_FORMATS, VARIABLE
from chatsync.channels.schemas import TemplateGap, TemplateOut
from chatsync.kit.errors import Invalid

_PLACE = "template.components"
_PARTS = {"header": _("header"), "body": _("text"), "button": _("button")}

Components = Sequence[Mapping[str, Any]]


def demand_fit(template: TemplateOut, components: Components, file_kind: str | None) -> None:
    """Refuse before Meta would: a template that cannot be sent, or values too many or too few.

    `file_kind` is that of an uploaded file for the header. Raises Invalid, with the place in
    `errors` (Meta errors 132000, 132001, 132012, 132015).
    """
    if template.status.upper() != APPROVED:
        said = _("The template %(name)s cannot be sent now. %(reason)s") % {
            "name": template.name,
            "reason": template.reason,
        }
        raise Invalid(said, errors=[{"loc": "template.name", "msg": said}])
    _demand_header(template, components, file_kind)
    _demand_texts(template, "body", _parameters(components, "body"))
    _demand_buttons(template, components)


def filled(template: TemplateOut, components: Components) -> str:
    """What the customer reads: header, text and footer with their values."""
    header = _fill(template.header, _parameters(components, "header"))
    body = _fill(template.body, _parameters(components, "body"))
    return "\n\n".join(part for part in (header, body, template.footer) if part)


def _fill(words: str, parameters: Sequence[Mapping[str, Any]]) -> str:
    """Replace `{{1}}` or `{{name}}` by the parameters of a send (Meta, templates)."""
    values = {
        str(parameter.get("parameter_name") or place): str(parameter.get("text") or "")
        for place, parameter in enumerate(parameters, start=1)
    }
    return VARIABLE.sub(lambda found: values.get(found[1]) or found[0], words)


def _demand_header(template: TemplateOut, components: Components, file_kind: str | None) -> None:
    given = _parameters(components, "header")
    form = template.header_format
    if form not in FILE_FORMATS and form != "location":
        if file_kind:
            raise _refused(_("The header of this template takes no file."), "media_id")
        _demand_texts(template, "header", given)
        return
    kinds = [str(parameter.get("type")) for parameter in given]
    if [*kinds, *([file_kind] if file_kind else [])] != [form]:
        said = _("The header of this template takes exactly one value of the kind %(kind)s.")
        raise _refused(said % {"kind": form})


def _demand_texts(template: TemplateOut, part: str, given: Sequence[Mapping[str, Any]]) -> None:
    gaps = [gap for gap in template.gaps if gap.part == part]
    if len(given) != len(gaps):
        raise _wrong_count(_PARTS[part], len(gaps), len(given))
    names = [gap.key for gap in gaps if not gap.key.isdigit()]
    if names and sorted(str(one.get("parameter_name")) for one in given) != sorted(names):
        said = _("Give each of these once, with its parameter_name: %(names)s.")
        raise _refused(said % {"names": ", ".join(names)})


def _demand_buttons(template: TemplateOut, components: Components) -> None:
    buttons = [part for part in components if str(part.get("type")).lower() == "button"]
    by_place = {str(part.get("index")): part for part in buttons}
    for gap in template.gaps:
        if gap.part == "button":
            _demand_button(gap, by_place.get(gap.key))


def _demand_button(gap: TemplateGap, part: Mapping[str, Any] | None) -> None:
    given = part.get("parameters") if part else None
    if not isinstance(given, list) or len(given) != 1:
        count = len(given) if isinstance(given, list) else 0
        raise _wrong_count(f"{_PARTS['button']} {gap.label or gap.key}", 1, count)


def _parameters(components: Components, kind: str) -> list[Mapping[str, Any]]:
    return [
        parameter
        for part in components
        if str(part.get("type")).lower() == kind
        for parameter in part.get("parameters") or ()
        if isinstance(parameter, dict)
    ]


def _wrong_count(part: str | Promise, wanted: int, given: int) -> Invalid:
    said = _("The %(part)s of this template takes %(wanted)s values, and %(given)s were given.")
    return _refused(said % {"part": part, "wanted": wanted, "given": given})


def _refused(said: str | Promise, place: str = _PLACE) -> Invalid:
    return Invalid(said, errors=[{"loc": place, "msg": said}])
