"""How long a session lasts: from its last input, and from its beginning.

Input is what a person does. Sockets, long polls and refetches in the background are not: they
never lengthen a session (docs/operate.md, "How long people stay signed in").

A person has one session for all their workspaces, so the strictest of them decides
(docs/adr/0010): nobody enters a strict one with a browser that lay idle.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.conf import settings
from django.contrib.auth import SESSION_KEY
from django.db import connection

from chatsync.kit.clock import now
from chatsync.kit.ids import parse_uuid

STARTED = "cs_started"
SEEN = "cs_seen"
FACTOR = "cs_factor"
"""How the session was opened beyond a password; absent or empty: by the password alone."""
SEEN_ROW = "cs_seen_row"
"""When the list of signed-in browsers last heard of the session."""
READS_UNTIL = "cs_reads_until"
"""When a sign-in ends that only reads (`reading.py`); absent in all others."""
READS_IDLE = timedelta(minutes=15)
READS_AT_MOST = timedelta(hours=3)
_STEP = 60  # seconds between two notes of input


@dataclass(frozen=True, slots=True)
class Limits:
    """From the last input (`idle`), and from the beginning with a second factor or without."""

    idle: timedelta
    absolute: timedelta
    absolute_by_password: timedelta


def limits(*, strict: bool) -> Limits:
    """The limits of a mode, as this installation sets them."""
    idle, absolute = settings.SESSION_IDLE, settings.SESSION_ABSOLUTE_WITH_FACTOR
    if strict:
        idle = min(idle, settings.SESSION_STRICT_IDLE)
        absolute = min(absolute, settings.SESSION_STRICT_ABSOLUTE)
    return Limits(idle, absolute, min(absolute, settings.SESSION_ABSOLUTE))


def modes_offered() -> dict[str, Limits]:
    """The modes that a workspace may choose here; the operator may leave it the strict one."""
    strict = {"strict": limits(strict=True)}
    if settings.SESSION_MODE == "strict":
        return strict
    return {"counter": limits(strict=False), **strict}


def seconds_left(session: Mapping[str, Any], at: datetime | None = None) -> float:
    """Until a signed-in session ends by itself; negative when it is past a limit."""
    moment = (at or now()).timestamp()
    started, seen = session.get(STARTED), session.get(SEEN)
    its = limits(strict=_is_strict(parse_uuid(str(session.get(SESSION_KEY, "")))))
    if started is None or seen is None:
        return its.idle.total_seconds()
    absolute = its.absolute if session.get(FACTOR) else its.absolute_by_password
    ends = min(seen + its.idle.total_seconds(), started + absolute.total_seconds())
    ends = min(ends, session.get(READS_UNTIL, ends))
    return float(ends - moment)


def _is_strict(person_id: UUID | None) -> bool:
    """Whether the operator, or any workspace of the person, wants short sessions."""
    if settings.SESSION_MODE == "strict":
        return True
    with connection.cursor() as cursor:
        cursor.execute("SELECT strict FROM chatsync_strict_sessions(%s)", [person_id])
        return bool(cursor.fetchone()[0])


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
        if READS_UNTIL in session:
            session[READS_UNTIL] = reads_until(session)


def reads_until(session: Mapping[str, Any]) -> float:
    """When a sign-in that only reads ends, after its last input."""
    by_input = session[SEEN] + READS_IDLE.total_seconds()
    return float(min(by_input, session[STARTED] + READS_AT_MOST.total_seconds()))
