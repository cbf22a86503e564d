"""Which buttons a new template may have (Meta: message templates, buttons)."""

from collections import Counter
from collections.abc import Callable

from sandbox.errors import GraphError
from sandbox.state import Json

_MOST = {
    "QUICK_REPLY": 10,
    "URL": 2,
    "PHONE_NUMBER": 1,
    "COPY_CODE": 1,
    "VOICE_CALL": 1,
    "FLOW": 1,
    "OTP": 1,
}
_ALL_TOGETHER = 10
_LABEL_MOST, _URL_MOST, _CODE_MOST = 25, 2000, 20
_TOO_LONG = 2388040

Refuse = Callable[[int | None, str, str], GraphError]


def check_buttons(part: Json, refused: Refuse) -> None:
    """Check kinds, counts, order, labels, addresses and samples."""
    buttons = part.get("buttons")
    if not isinstance(buttons, list) or not 0 < len(buttons) <= _ALL_TOGETHER:
        raise refused(None, "Buttons", f"A template has 1 to {_ALL_TOGETHER} buttons.")
    kinds = [str(button.get("type", "")).upper() for button in buttons]
    for kind, count in Counter(kinds).items():
        if count > _MOST.get(kind, 0):
            raise refused(None, "Buttons", f"At most {_MOST.get(kind, 0)} of {kind or '?'}.")
    quick = [place for place, kind in enumerate(kinds) if kind == "QUICK_REPLY"]
    if quick and quick[-1] - quick[0] + 1 != len(quick):
        raise refused(None, "Buttons", "Quick replies stand together in one block.")
    for kind, button in zip(kinds, buttons, strict=True):
        _check_label(kind, button, refused)
        if kind == "URL":
            _check_url(button, refused)
        if kind == "COPY_CODE" and not 0 < len(_sample(button)) <= _CODE_MOST:
            raise refused(None, "Buttons", "A code to copy needs a sample, at most 20 characters.")


def _check_label(kind: str, button: Json, refused: Refuse) -> None:
    label = button.get("text")
    if kind == "COPY_CODE" and label is None:
        return
    if not isinstance(label, str) or not label:
        raise refused(None, "Buttons", "A button needs its text.")
    if len(label) > _LABEL_MOST:
        raise refused(_TOO_LONG, "Buttons", f"A button has at most {_LABEL_MOST} characters.")


def _check_url(button: Json, refused: Refuse) -> None:
    url = str(button.get("url") or "")
    if not url.startswith(("https://", "http://")) or len(url) > _URL_MOST:
        raise refused(None, "Buttons", "A URL button needs a web address, at most 2,000 long.")
    if "{{" in url:
        if url.count("{{") > 1 or not url.endswith("}}"):
            raise refused(None, "Buttons", "An address has one variable, at its end.")
        if not _sample(button):
            raise refused(None, "Samples missing", "An address with a variable needs a sample.")


def _sample(button: Json) -> str:
    example = button.get("example")
    found = example[0] if isinstance(example, list) and example else example
    return found if isinstance(found, str) else ""
