"""How long a session lasts: from its last input, and from its beginning.

Input is what a person does. Sockets, long polls and refetches in the background are not: they
never lengthen a session (DESIGN of sessions: docs/operate.md).
"""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.conf import settings

from chatsync.kit.clock import now

STARTED = "cs_started"
SEEN = "cs_seen"
_STEP = 60  # seconds between two notes of input


def has_ended(session: Mapping[str, Any], at: datetime | None = None) -> bool:
    """Whether a signed-in session is past one of its limits."""
    moment = (at or now()).timestamp()
    started, seen = session.get(STARTED), session.get(SEEN)
    if started is None or seen is None:
        return False
    idle = moment - seen > settings.SESSION_IDLE.total_seconds()
    return bool(idle or moment - started > settings.SESSION_ABSOLUTE.total_seconds())


def begin(session: Any) -> None:
    """Start both clocks; at sign-in."""
    session[STARTED] = session[SEEN] = now().timestamp()


def note_input(session: Any) -> None:
    """Remember that the person did something, at most once a minute."""
    if STARTED not in session:
        begin(session)
    elif now().timestamp() - session[SEEN] > _STEP:
        session[SEEN] = now().timestamp()
