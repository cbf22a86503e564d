"""Examples of the doors of billing."""

from typing import Any

_BILLING = {
    "state": "active",
    "plan": "growth",
    "trial_ends_at": None,
    "ends_at": "2026-04-02T09:00:00Z",
    "provider": "paddle",
    "staff": {"used": 4, "limit": 10},
    "has_api": True,
}

BILLING_EXAMPLES: dict[str, dict[str, Any]] = {"billing": {"answer": _BILLING}}
