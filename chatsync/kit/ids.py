"""Identifiers: random, unguessable, never counted across tenants."""

import os
import threading
import time
import uuid
from datetime import datetime

_ORG_PREFIX = "org_"
_lock = threading.Lock()
_last = 0


def uuid7() -> uuid.UUID:
    """A time-ordered UUID (RFC 9562, version 7), strictly rising inside one process.

    The 12 bits after the version hold the sub-millisecond fraction, so that rows made in one
    batch sort in the order in which they were made.
    """
    global _last  # noqa: PLW0603  one monotonic clock per process is the point
    with _lock:
        ticks = max((time.time_ns() << 12) // 1_000_000, _last + 1)
        _last = ticks
    milliseconds, fraction = ticks >> 12, ticks & 0xFFF
    tail = int.from_bytes(os.urandom(8)) & 0x3FFF_FFFF_FFFF_FFFF
    return uuid.UUID(
        int=(milliseconds << 80) | (0x7 << 76) | (fraction << 64) | (0b10 << 62) | tail
    )


def uuid7_at(moment: datetime) -> uuid.UUID:
    """The lowest such id of a moment: what was made before it has a lower one."""
    return uuid.UUID(int=(int(moment.timestamp() * 1000) << 80) | (0x7 << 76) | (0b10 << 62))


def org_id(workspace_id: uuid.UUID) -> str:
    """The workspace's name in the outside world: `org_` and 32 hex digits."""
    return _ORG_PREFIX + workspace_id.hex


def workspace_uuid(text: str) -> uuid.UUID | None:
    """The UUID inside an `org_…` id, or None when the text is not one."""
    digits = text.removeprefix(_ORG_PREFIX)
    if digits == text or len(digits) != 32 or digits != digits.lower():
        return None
    return parse_uuid(digits)


def parse_uuid(text: str) -> uuid.UUID | None:
    """A UUID from outside text, or None: a malformed id is simply an id that does not exist."""
    try:
        return uuid.UUID(text)
    except (ValueError, AttributeError, TypeError):
        return None
