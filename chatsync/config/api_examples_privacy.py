"""Examples of the doors on stored data."""

from typing import Any

_KEPT = {"days": 30, "most": 90}

PRIVACY_EXAMPLES: dict[str, dict[str, Any]] = {
    "retention": {"answer": _KEPT},
    "retention_loss": {
        "answer": {"days": 30, "messages": 1204, "files": 33, "notes": 5, "counted_up_to": 10_000}
    },
    "put_retention": {"request": {"days": 30}, "answer": _KEPT},
}
