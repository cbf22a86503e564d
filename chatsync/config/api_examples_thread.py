"""Examples of the doors around a thread: notes and mentions."""

from typing import Any

_MEMBER = {"id": "0193a1f0-0000-7000-8000-00000000000a", "name": "Ayesha Khan"}
_COLLEAGUE = {"id": "0193a1f0-0000-7000-8000-00000000000b", "name": "Bilal Ahmed"}
_NOTE = {
    "id": "0193a1f0-0000-7000-8000-000000000021",
    "conversation_id": "0193a1f0-0000-7000-8000-000000000003",
    "author": _MEMBER,
    "text": "@Bilal Ahmed she was promised free delivery on the phone.",
    "mentions": [_COLLEAGUE],
    "created_at": "2026-03-02T09:16:00Z",
    "edited_at": None,
    "deleted_at": None,
    "seq": 814,
}
_MENTION = {
    "id": "0193a1f0-0000-7000-8000-000000000022",
    "conversation_id": _NOTE["conversation_id"],
    "contact": {
        "id": "0193a1f0-0000-7000-8000-000000000002",
        "name": None,
        "profile_name": "Bilal",
        "phone": "+923001234567",
        "username": None,
    },
    "note": _NOTE,
}
_WRITTEN = {"text": _NOTE["text"]}

THREAD_EXAMPLES: dict[str, dict[str, Any]] = {
    "notes": {"answer": {"items": [_NOTE], "next_cursor": None}},
    "write_note": {"request": _WRITTEN, "answer": _NOTE},
    "change_note": {
        "request": _WRITTEN,
        "answer": {**_NOTE, "edited_at": "2026-03-02T09:20:00Z"},
    },
    "take_back_note": {
        "answer": {**_NOTE, "text": "", "mentions": [], "deleted_at": "2026-03-02T09:21:00Z"}
    },
    "mentions": {"answer": {"items": [_MENTION], "next_cursor": None}},
}
