"""The shape of a body without what it says: texts become their lengths, numbers a mark."""

import json
import re
from collections.abc import Iterator

_MOST_LINES = 400
_DEEPEST = 24
_STEP = "  "
_PLAIN_NAME = re.compile(r"[a-z][a-z_]{0,39}(?:256)?", re.ASCII)
"""How Meta names parts. Any other name may be a customer's own word or number."""


def outline(raw: bytes) -> list[str] | None:
    """Lines of the shape, at most 400; None where it is no JSON.

    `"… 12"` is a text of 12 characters, `#` a number, `?` true or false.
    """
    try:
        read = json.loads(raw)
    except (ValueError, RecursionError):
        return None
    lines: list[str] = []
    for line in _lines(read, "", 0):
        if len(lines) == _MOST_LINES:
            lines.append("…")
            break
        lines.append(line)
    return lines


def _lines(part: object, name: str, depth: int) -> Iterator[str]:
    indent = _STEP * depth
    if not isinstance(part, dict | list) or not part or depth >= _DEEPEST:
        yield f"{indent}{name}{_mark(part)}"
        return
    opening, closing = "{}" if isinstance(part, dict) else "[]"
    yield f"{indent}{name}{opening}"
    if isinstance(part, dict):
        for key, value in part.items():
            yield from _lines(value, f"{_name(key)}: ", depth + 1)
    else:
        for value in part:
            yield from _lines(value, "", depth + 1)
    yield f"{indent}{closing}"


def _mark(part: object) -> str:
    if isinstance(part, str):
        return f'"… {len(part)}"'
    if isinstance(part, bool):
        return "?"
    if isinstance(part, int | float):
        return "#"
    if part is None:
        return "null"
    inside = "…" if part else ""
    return f"{{{inside}}}" if isinstance(part, dict) else f"[{inside}]"


def _name(key: str) -> str:
    return f'"{key}"' if _PLAIN_NAME.fullmatch(key) else f'"… {len(key)}"'
