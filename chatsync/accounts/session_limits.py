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
FACTOR = "cs_factor"
"""How the session was opened beyond a password; absent or empty: by the password alone."""
SEEN_ROW = "cs_seen_row"
"""When the list of signed-in browsers last heard of the session."""
_STEP = 60  # seconds between two notes of input


def seconds_left(session: Mapping[str, Any], at: datetime | None = None) -> float:
    """Until a signed-in session ends by itself; negative when it is past a limit."""
    moment = (at or now()).timestamp()
    started, seen = session.get(STARTED), session.get(SEEN)
    if started is None or seen is None:
        return settings.SESSION_IDLE.total_seconds()
    longest = settings.SESSION_ABSOLUTE_WITH_FACTOR if session.get(FACTOR) else None
    absolute = (longest or settings.SESSION_ABSOLUTE).total_seconds()
    return float(min(seen + settings.SESSION_IDLE.total_seconds(), started + absolute) - moment)


def can_be_lengthened(session: Mapping[str, Any]) -> bool:
    """Whether input would make the session last longer than it does now."""
    fresh = {**session, SEEN: now().timestamp()}
    return seconds_left(fresh) - seconds_left(session) > _STEP


def has_ended(session: Mapping[str, Any], at: datetime | None = None) -> bool:
    """Whether a signed-in session is past one of its limits."""
    return seconds_left(session, at) < 0


def begin(session: Any, factor: str = "") -> None:
    """Start both clocks; at sign-in."""
    session[STARTED] = session[SEEN] = now().timestamp()
    session[FACTOR] = factor


def note_input(session: Any) -> None:
    """Remember that the person did something, at most once a minute."""
    if STARTED not in session:
        begin(session)
    elif now().timestamp() - session[SEEN] > _STEP:
        session[SEEN] = now().timestamp()
