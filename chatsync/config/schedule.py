"""What happens by the clock: (name, every so many seconds, deed)."""

from collections.abc import Callable

from django.core.management import call_command

from chatsync.realtime.actions import purge_old_events


def forget_ended_sessions() -> None:
    """Delete sessions whose time is over; they no longer open anything."""
    call_command("clearsessions")


SCHEDULE: tuple[tuple[str, int, Callable[[], object]], ...] = (
    ("purge_old_events", 3600, purge_old_events),
    ("forget_ended_sessions", 6 * 3600, forget_ended_sessions),
)
