"""What happens by the clock: (name, every so many seconds, deed)."""

from collections.abc import Callable

from chatsync.realtime.actions import purge_old_events

SCHEDULE: tuple[tuple[str, int, Callable[[], object]], ...] = (
    ("purge_old_events", 3600, purge_old_events),
)
