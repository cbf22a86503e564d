"""One example per door, by its name; numbers and names are made up."""

from typing import Any

from chatsync.config.api_examples_billing import BILLING_EXAMPLES
from chatsync.config.api_examples_channels import CHANNEL_EXAMPLES
from chatsync.config.api_examples_privacy import PRIVACY_EXAMPLES
from chatsync.config.api_examples_team import TEAM_EXAMPLES
from chatsync.config.api_examples_thread import THREAD_EXAMPLES

_MEMBER = {"id": "0193a1f0-0000-7000-8000-00000000000a", "name": "Ayesha Khan"}
_NUMBER = {
    "id": "0193a1f0-0000-7000-8000-000000000001",
    "display_phone_number": "+92 42 35870000",
    "name": "Lahore Book House",
}
_CONTACT = {
    "id": "0193a1f0-0000-7000-8000-000000000002",
    "name": None,
    "profile_name": "Bilal",
    "phone": "+923001234567",
    "username": None,
}
_CONVERSATION: dict[str, Any] = {
    "id": "0193a1f0-0000-7000-8000-000000000003",
    "number": _NUMBER,
    "contact": _CONTACT,
    "status": "open",
    "snoozed_until": None,
    "tags": [],
    "assignee": _MEMBER,
    "unread": 1,
    "last_message": {
        "id": "0193a1f0-0000-7000-8000-000000000004",
        "direction": "in",
        "type": "text",
        "text": "Salam, is my order on its way?",
        "status": "received",
        "at": "2026-03-02T09:14:03Z",
    },
    "last_message_at": "2026-03-02T09:14:03Z",
    "window_expires_at": "2026-03-03T09:14:03Z",
    "waiting_since": "2026-03-02T09:14:03Z",
    "seq": 812,
    "last_message_seq": 812,
}
_MESSAGE: dict[str, Any] = {
    "id": "0193a1f0-0000-7000-8000-000000000005",
    "conversation_id": "0193a1f0-0000-7000-8000-000000000003",
    "direction": "out",
    "origin": "live",
    "type": "text",
    "text": "Yes, it arrives tomorrow.",
    "media": None,
    "status": "queued",
    "wamid": None,
    "client_id": "6f1c2f0a-5a0e-4a54-9d0a-6a3f2b7c9d10",
    "author": _MEMBER,
    "reply_to": None,
    "refers_to": None,
    "content": None,
    "referral": None,
    "forwarded": False,
    "reactions": [],
    "refused_reaction": None,
    "edits": [],
    "deleted": None,
    "template": None,
    "sent_at": "2026-03-02T09:15:20Z",
    "stored_at": "2026-03-02T09:15:20Z",
    "error": None,
    "placeholder": None,
    "seq": 813,
}
_KEY = {
    "id": "0193a1f0-0000-7000-8000-000000000006",
    "name": "Warehouse",
    "prefix": "cs_live_k3x9m2qa",
    "created_at": "2026-03-02T09:00:00Z",
    "last_used_at": None,
}
_COUNT = {"open": 3, "unread": 1}


def _page(item: Any) -> dict[str, Any]:
    return {"items": [item], "next_cursor": None}


EXAMPLES: dict[str, dict[str, Any]] = {
    "me": {
        "answer": {
            "person": {**_MEMBER, "login": "ayesha", "email": "ayesha@example.com"},
            "workspace": {
                "id": "org_0f4c2d6b8a914e0fa1d27c5b3e6f9a10",
                "name": "Lahore Book House",
                "time_zone": "Asia/Karachi",
                "locale": "en",
                "visibility": "own",
                "status": "active",
                "reason": None,
                "purge_at": None,
            },
            "member": {
                "id": _MEMBER["id"],
                "role": "agent",
                "capabilities": ["inbox.reply", "inbox.take"],
            },
            "step_ins": [],
            "workspaces": [
                {"id": "org_0f4c2d6b8a914e0fa1d27c5b3e6f9a10", "name": "Lahore Book House"}
            ],
            "realtime": {"epoch": "5b0c6b1e-3f0e-4c53-8a55-6b3a6c1d2e3f", "seq": 813},
            "version": "2b7e4f1c9d0a",
        }
    },
    "conversations": {"answer": _page(_CONVERSATION)},
    "counts": {"answer": {"mine": _COUNT, "unassigned": _COUNT, "all": {"open": 6, "unread": 2}}},
    "conversation": {"answer": _CONVERSATION},
    "take_next": {"answer": _CONVERSATION},
    "assign_conversation": {
        "request": {"member_id": _MEMBER["id"]},
        "answer": _CONVERSATION,
    },
    "unassign_conversation": {"answer": {**_CONVERSATION, "assignee": None}},
    "resolve_conversation": {"answer": {**_CONVERSATION, "status": "resolved"}},
    "reopen_conversation": {"answer": _CONVERSATION},
    "mark_read": {"request": {"seq": 812}, "answer": {**_CONVERSATION, "unread": 0}},
    "draft": {"answer": {"text": "Yes, it arr", "revision": 3, "unsent": []}},
    "keep_draft": {
        "request": {"text": "Yes, it arr", "revision": 3},
        "answer": {"text": "Yes, it arr", "revision": 3, "unsent": []},
    },
    "thread": {"answer": {**_page(_MESSAGE), "newer_cursor": None}},
    "send": {
        "request": {
            "client_id": _MESSAGE["client_id"],
            "type": "text",
            "text": _MESSAGE["text"],
            "seen_seq": 812,
        },
        "answer": _MESSAGE,
    },
    "messages": {
        "answer": {
            **_page({**_MESSAGE, "status": "read", "wamid": "wamid.HBgMOTIzMDA="}),
            "newer_cursor": None,
        }
    },
    "find": {
        "answer": {
            "items": [
                {**_CONTACT, "kind": "contact", "conversation_id": _CONVERSATION["id"]},
                {**_MESSAGE, "kind": "message", "contact": _CONTACT},
            ],
            "next_cursor": None,
        }
    },
    "contacts": {"answer": _page(_CONTACT)},
    "contact": {"answer": _CONTACT},
    "members": {
        "answer": _page(
            {**_MEMBER, "role": "agent", "active": True, "joined_at": "2026-01-05T08:00:00Z"}
        )
    },
    "member": {
        "answer": {
            **_MEMBER,
            "role": "agent",
            "active": True,
            "joined_at": "2026-01-05T08:00:00Z",
        }
    },
    **CHANNEL_EXAMPLES,
    **BILLING_EXAMPLES,
    **PRIVACY_EXAMPLES,
    **TEAM_EXAMPLES,
    **THREAD_EXAMPLES,
    "api_keys": {"answer": _page(_KEY)},
    "make_api_key": {
        "request": {"name": "Warehouse"},
        "answer": {**_KEY, "key": "cs_live_k3x9m2qa_" + "x" * 32},
    },
}
