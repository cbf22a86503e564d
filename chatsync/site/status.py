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
_WORKING = (
    "SELECT min(coalesce(scheduled_at, now())) FROM procrastinate_jobs WHERE status = 'todo' "
    "AND coalesce(scheduled_at, now()) <= now() AND attempts = 0"
)


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
    (gettext_noop("Mail and other work in the background"), _WORKING),
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
