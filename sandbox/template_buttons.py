"""Button parameters of a template message: where each belongs, and where one is needed."""

from sandbox.checks import invalid, missing, need_text
from sandbox.errors import GraphError
from sandbox.state import Json

_URL_MOST = 2000
_COUPON_MOST = 20
_PAYLOAD_MOST = 256
# sub_type of a parameter -> type of the template's button, the parameter's own type
_FITS = {
    "quick_reply": ("QUICK_REPLY", "payload"),
    "url": ("URL", "text"),
    "copy_code": ("COPY_CODE", "coupon_code"),
    "flow": ("FLOW", "action"),
}


def check_button_parameters(found: Json, given: list[Json]) -> None:
    """Check each button part against the button at its index, and that none is left out."""
    buttons = _buttons(found)
    filled = set()
    for part in given:
        place = _place(part)
        if place in filled:
            raise invalid(f"template.components: the button at index {place} is given twice.")
        filled.add(place)
        _check_part(part, place, buttons)
    for place, button in enumerate(buttons):
        if place not in filled and _needs_parameter(button):
            kind = str(button["type"]).title()
            raise GraphError(
                131008, f"buttons: Button at index {place} of type {kind} requires a parameter"
            )


def _buttons(found: Json) -> list[Json]:
    parts = (part for part in found["components"] if part["type"] == "BUTTONS")
    return [button for part in parts for button in part["buttons"]]


def _needs_parameter(button: Json) -> bool:
    if button["type"] == "URL":
        return "{{" in str(button.get("url"))
    return button["type"] in {"COPY_CODE", "OTP"}


def _place(part: Json) -> int:
    index = part.get("index")
    if index is None:
        raise missing("template.components.index")
    try:
        return int(index)
    except (TypeError, ValueError):
        raise invalid("template.components.index must be a whole number.") from None


def _check_part(part: Json, place: int, buttons: list[Json]) -> None:
    sub_type = str(part.get("sub_type", "")).lower()
    if sub_type not in _FITS:
        raise invalid(f"template.components.sub_type must be one of {', '.join(_FITS)}.")
    button_type, parameter_type = _FITS[sub_type]
    wanted = buttons[place]["type"] if 0 <= place < len(buttons) else "none"
    if wanted != button_type and not (wanted == "OTP" and sub_type == "url"):
        details = f"buttons: sub_type {sub_type} at index {place} does not fit a {wanted} button"
        raise GraphError(132018, details)
    parameters = part.get("parameters") or []
    if len(parameters) != 1 or parameters[0].get("type") != parameter_type:
        raise GraphError(132012, f"buttons: one {parameter_type} is expected at index {place}")
    _check_value(parameters[0], parameter_type, buttons[place])


def _check_value(parameter: Json, kind: str, button: Json) -> None:
    path = f"template.components.parameters.{kind}"
    if kind == "payload":
        need_text(parameter, kind, path, _PAYLOAD_MOST)
    elif kind == "coupon_code":
        need_text(parameter, kind, path, _COUPON_MOST)
    elif kind == "text":
        if button["type"] == "URL" and "{{" not in str(button.get("url")):
            raise GraphError(132018, "buttons: the address of this button has no variable")
        need_text(parameter, kind, path, _URL_MOST)
    elif not isinstance(parameter.get("action") or {}, dict):
        raise invalid(f"{path} must be an object.")
