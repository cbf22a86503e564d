"""Examples of the doors on stored data."""

from typing import Any

_KEPT = {"days": 30, "most": 90}

_EXPORT = {
    "id": "0193a1f0-0000-7000-8000-00000000001a",
    "contact_id": "0193a1f0-0000-7000-8000-000000000002",
    "state": "making",
    "done": 0,
    "total": 41,
    "size": None,
    "asked_at": "2026-03-02T09:00:00Z",
    "ends_at": "2026-03-03T09:00:00Z",
}

_WHOLE = {
    "id": "0193a1f0-0000-7000-8000-00000000001b",
    "state": "making",
    "done": 500,
    "total": 41_200,
    "size": None,
    "asked_at": "2026-03-02T09:00:00Z",
    "ends_at": "2026-03-03T09:00:00Z",
}

PRIVACY_EXAMPLES: dict[str, dict[str, Any]] = {
    "retention": {"answer": _KEPT},
    "retention_loss": {
        "answer": {"days": 30, "messages": 1204, "files": 33, "notes": 5, "counted_up_to": 10_000}
    },
    "make_export": {"answer": _EXPORT},
    "export": {"answer": {**_EXPORT, "state": "ready", "done": 41, "size": 80_412}},
    "make_whole_export": {"answer": {**_WHOLE, "done": 0}},
    "whole_export": {"answer": _WHOLE},
    "policy_notices": {
        "answer": {
            "items": [
                {
                    "id": "0193a1f0-0000-7000-8000-00000000001c",
                    "policy": "privacy",
                    "reason": "It says how a workspace is closed, and when what backups hold of it "
                    "is gone.",
                    "changed_at": "2026-03-02T09:00:00Z",
                    "link": "/privacy/changes/12",
                }
            ],
            "next_cursor": None,
        }
    },
    "put_retention": {"request": {"days": 30}, "answer": _KEPT},
}
