"""Examples of the doors on people, settings and the audit log."""

from typing import Any

_SANA = {
    "id": "0193a1f0-0000-7000-8000-00000000000b",
    "name": "Sana Malik",
    "role": "agent",
    "active": True,
    "joined_at": "2026-01-05T08:00:00Z",
}
_SEAT = {"password_resettable": True, "has_factor": False}
_INVITATION = {
    "id": "0193a1f0-0000-7000-8000-00000000000c",
    "role": "agent",
    "email": "bilal@example.com",
    "made_at": "2026-03-02T09:00:00Z",
    "expires_at": "2026-03-05T09:00:00Z",
}
_SETTINGS = {
    "name": "Lahore Book House",
    "time_zone": "Asia/Karachi",
    "locale": "en",
    "visibility": "own",
    "hide_phones_from_agents": False,
    "session_mode": "counter",
    "requires_factor": False,
}
_RULES = {
    "giving": "in_turn",
    "open_limit": 8,
    "leads_too": True,
    "pass_on_after_minutes": 15,
    "resolve_after_days": 7,
    "resolve_unanswered": False,
}
_VERDICT = {
    "events": 41,
    "erased": 0,
    "broken_at": None,
    "checked_at": "2026-03-02T02:00:00Z",
}
_MODES = [
    {"mode": "counter", "idle_minutes": 720, "hours": 168, "hours_by_password": 24},
    {"mode": "strict", "idle_minutes": 30, "hours": 12, "hours_by_password": 12},
]
_EVENT = {
    "id": "0193a1f0-0000-7000-8000-00000000000d",
    "seq": 41,
    "at": "2026-03-02T09:00:00Z",
    "action": "member.role_changed",
    "actor": {
        "kind": "member",
        "id": "0193a1f0-0000-7000-8000-00000000000e",
        "name": "Ayesha Khan",
    },
    "object": {"kind": "member", "id": _SANA["id"], "name": "Sana Malik"},
    "place": "203.0.113.0/24, Chrome, Windows",
    "details": {"before": "agent", "after": "manager"},
    "hash": "9f2c" * 16,
}

_LOOKING = {
    "id": "0193a1f0-0000-7000-8000-00000000000f",
    "name": "Omar Operator",
    "reason": "You asked why a number waits for Meta.",
    "begun_at": "2026-03-02T09:00:00Z",
    "ends_at": "2026-03-02T10:00:00Z",
}

TEAM_EXAMPLES: dict[str, dict[str, Any]] = {
    "rules": {"answer": _RULES},
    "put_rules": {"request": _RULES, "answer": _RULES},
    "attendance": {
        "answer": {
            "items": [
                {
                    "id": _SANA["id"],
                    "member": {"id": _SANA["id"], "name": _SANA["name"]},
                    "present": True,
                    "away": False,
                    "open": 3,
                    "full": False,
                    "given_at": "2026-03-02T09:00:00Z",
                }
            ],
            "next_cursor": None,
        }
    },
    "own_attendance": {"answer": {"giving": "in_turn", "away": False}},
    "put_own_attendance": {
        "request": {"away": True},
        "answer": {"giving": "in_turn", "away": True},
    },
    "standing": {
        "answer": {
            "status": "suspended",
            "reason": "The last invoice is unpaid.",
            "purge_at": None,
            "role": "agent",
            "capabilities": ["contacts.see_phone", "inbox.reply", "inbox.resolve", "inbox.take"],
            "step_ins": [_LOOKING],
        }
    },
    "put_closure": {
        "request": {"workspace_name": "Lahore Book House"},
        "answer": {"closed_at": "2026-03-02T09:00:00Z", "purge_at": "2026-03-16T09:00:00Z"},
    },
    "take_closure_back": {"answer": {"closed_at": None, "purge_at": None}},
    "team": {
        "answer": {
            "items": [{**_SANA, "login": "sana.malik", "email": None, **_SEAT}],
            "staff_limit": 3,
        }
    },
    "put_role": {"request": {"role": "manager"}, "answer": {**_SANA, "role": "manager"}},
    "new_password": {"answer": {"password": "h4kt-9wmr-xe2p-7bnc"}},
    "invitations": {"answer": {"items": [_INVITATION], "next_cursor": None}},
    "make_invitation": {
        "request": {"role": "agent", "email": "bilal@example.com"},
        "answer": {**_INVITATION, "link": None, "qr": None},
    },
    "renew": {"answer": {**_INVITATION, "link": None, "qr": None}},
    "settings": {"answer": {**_SETTINGS, "session_modes": _MODES}},
    "put_settings": {"request": _SETTINGS, "answer": {**_SETTINGS, "session_modes": _MODES}},
    "audit_events": {"answer": {"items": [_EVENT], "next_cursor": None}},
    "audit_verdict": {"answer": _VERDICT},
}
