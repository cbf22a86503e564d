"""How this installation works at this moment, measured when somebody asks.

Nothing is averaged and nothing is remembered: what is shown is what was found a few seconds ago.
"""

import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from functools import lru_cache

from django.db import DatabaseError, connection
from django.utils.translation import gettext

from chatsync.kit.clock import now
from chatsync.kit.text import gettext_noop

LATE = timedelta(minutes=2)
"""Older than this, and what waits is called late."""
_MEASURED_EVERY_S = 5

_READING = "SELECT min(received_at) FROM channels_inbounddelivery"
_SENDING = "SELECT min(due_at) FROM channels_dispatch WHERE state = 'queued'"
_MAILING = (
    "SELECT min(queued_at) FROM jobs_mail WHERE state = 'queued' "
    "AND (attempts = 0 OR last_error !~ '^SMTP(RecipientsRefused|DataError):')"
)
"""Mail that was not tried yet, or whose server could not be reached, did not answer or does not let
us in. One that it refused tells of an address or a text, not of the server."""
_WORKING = """
    SELECT least(
        (SELECT min(scheduled_at) FROM procrastinate_jobs
         WHERE status = 'todo' AND queue_name <> 'mail' AND scheduled_at <= now()),
        (SELECT min(at) FROM procrastinate_events WHERE type = 'deferred' AND job_id = (
            SELECT id FROM procrastinate_jobs
            WHERE status = 'todo' AND queue_name <> 'mail' AND scheduled_at IS NULL
            ORDER BY id LIMIT 1)))
"""
"""Work that is due: since the hour it was put off to (a next try is), or since it was given."""


class Health(StrEnum):
    WORKS = "works"
    LATE = "late"
    DOWN = "down"
    UNKNOWN = "unknown"


@dataclass(frozen=True)
class Part:
    """One part as it was found. `waits`: how long the oldest thing has been waiting."""

    name: str
    health: Health
    waits: timedelta | None = None

    def told(self) -> dict[str, object]:
        minutes = int(self.waits.total_seconds() // 60) if self.waits else 0
        return {"name": gettext(self.name), "health": self.health, "minutes": minutes}


@dataclass(frozen=True)
class Found:
    """All parts, and when they were looked at."""

    at: datetime
    parts: tuple[Part, ...]

    @property
    def all_work(self) -> bool:
        return all(part.health is Health.WORKS for part in self.parts)


_PARTS: tuple[tuple[str, str], ...] = (
    (gettext_noop("Reading what customers write"), _READING),
    (gettext_noop("Sending answers"), _SENDING),
    (gettext_noop("Sending mail"), _MAILING),
    (gettext_noop("Other work in the background"), _WORKING),
)


def status_now(clock: Callable[[], float] = time.monotonic) -> Found:
    """What was found within the last five seconds, so that many readers ask the database once."""
    return _look(int(clock() // _MEASURED_EVERY_S))


@lru_cache(maxsize=1)
def _look(_turn: int) -> Found:
    database, parts = Part(gettext_noop("Database"), Health.WORKS), []
    for name, question in _PARTS:
        try:
            with connection.cursor() as cursor:
                cursor.execute(question)
                (oldest,) = cursor.fetchone()
        except DatabaseError:
            database = Part(database.name, Health.DOWN)
            parts.append(Part(name, Health.UNKNOWN))
        else:
            waits = max(now() - oldest, timedelta()) if oldest else None
            is_late = waits is not None and waits > LATE
            parts.append(Part(name, Health.LATE if is_late else Health.WORKS, waits))
    pages = Part(gettext_noop("Pages and API"), Health.WORKS)  # this answer is the proof
    return Found(now(), (pages, database, *parts))
