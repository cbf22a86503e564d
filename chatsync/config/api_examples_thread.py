"""Examples of the doors around a thread: notes, mentions, tags, snoozing, history."""

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
_CONTACT = {
    "id": "0193a1f0-0000-7000-8000-000000000002",
    "name": None,
    "profile_name": "Bilal",
    "phone": "+923001234567",
    "username": None,
}
_MENTION = {
    "id": "0193a1f0-0000-7000-8000-000000000022",
    "conversation_id": _NOTE["conversation_id"],
    "contact": _CONTACT,
    "note": _NOTE,
}
_WRITTEN = {"text": _NOTE["text"]}

_TAG = {"id": "0193a1f0-0000-7000-8000-000000000023", "name": "Wholesale", "colour": "violet"}
_TAG_IN = {"name": "Wholesale", "colour": "violet"}
_HISTORY = {
    "id": "0193a1f0-0000-7000-8000-000000000024",
    "kind": "assigned",
    "actor": _MEMBER,
    "member": _COLLEAGUE,
    "until": None,
    "why": None,
    "former": None,
    "at": "2026-03-02T09:17:00Z",
}

_QUICK_IN = {
    "name": "hours",
    "text": "Salam {customer|friend}, we are open from 10 to 8, Friday from 3.",
    "mine": True,
}
_QUICK = {"id": "0193a1f0-0000-7000-8000-000000000026", **_QUICK_IN}
_VIEW_IN = {
    "name": "Closing soon",
    "queue": "mine",
    "status": "open",
    "only": "closing",
    "tag": None,
    "mine": True,
}
_VIEW = {"id": "0193a1f0-0000-7000-8000-000000000027", **_VIEW_IN}

THREAD_EXAMPLES: dict[str, dict[str, Any]] = {
    "notes": {"answer": {"items": [_NOTE], "next_cursor": None}},
    "write_note": {
        "request": {**_WRITTEN, "client_id": "0193a1f0-0000-7000-8000-000000000025"},
        "answer": _NOTE,
    },
    "change_note": {
        "request": _WRITTEN,
        "answer": {**_NOTE, "edited_at": "2026-03-02T09:20:00Z"},
    },
    "take_back_note": {
        "answer": {**_NOTE, "text": "", "mentions": [], "deleted_at": "2026-03-02T09:21:00Z"}
    },
    "list_tags": {"answer": {"items": [_TAG], "next_cursor": None}},
    "make_tag": {"request": _TAG_IN, "answer": _TAG},
    "change_tag": {"request": _TAG_IN, "answer": _TAG},
    "quick_replies": {"answer": {"items": [_QUICK], "next_cursor": None}},
    "make_quick_reply": {"request": _QUICK_IN, "answer": _QUICK},
    "change_quick_reply": {"request": _QUICK_IN, "answer": _QUICK},
    "views": {"answer": {"items": [_VIEW], "next_cursor": None}},
    "make_view": {"request": _VIEW_IN, "answer": _VIEW},
    "change_view": {"request": _VIEW_IN, "answer": _VIEW},
    "snooze_conversation": {"request": {"until": None}},
    "conversation_history": {"answer": {"items": [_HISTORY], "next_cursor": None}},
    "rename_contact": {
        "request": {"name": "Bilal, wholesale"},
        "answer": {**_CONTACT, "name": "Bilal, wholesale"},
    },
    "message_steps": {
        "answer": {
            "steps": [
                {"status": "queued", "at": "2026-03-02T09:16:00.120Z"},
                {"status": "accepted", "at": "2026-03-02T09:16:00.480Z"},
                {"status": "sent", "at": "2026-03-02T09:16:01Z"},
                {"status": "delivered", "at": "2026-03-02T09:16:02Z"},
                {"status": "read", "at": "2026-03-02T09:18:40Z"},
            ]
        }
    },
    "mentions": {"answer": {"items": [_MENTION], "next_cursor": None}},
}
