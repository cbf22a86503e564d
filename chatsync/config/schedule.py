"""What happens by the clock: (name, every so many seconds, deed)."""

from collections.abc import Callable

from django.core.management import call_command

from chatsync.accounts.sessions import forget_old_sign_ins
from chatsync.channels.actions.health import look_at_numbers
from chatsync.inbox.actions.snooze import wake_due
from chatsync.kit.tenancy import every_workspace, scope
from chatsync.realtime.actions import purge_old_events
from chatsync.workspaces.actions import forget_kept_answers
from chatsync.workspaces.actions.check_log import check_due_logs


def forget_ended_sessions() -> None:
    """Delete sessions whose time is over, and what is kept about them; they open nothing."""
    call_command("clearsessions")
    forget_old_sign_ins()


def forget_repeated_requests() -> None:
    """Delete the answers kept for repeated requests once their day is over."""
    for workspace_id in every_workspace():
        with scope(workspace_id):
            forget_kept_answers()


SNOOZE_CHECKED_EVERY_S = 15

SCHEDULE: tuple[tuple[str, int, Callable[[], object]], ...] = (
    ("look_at_numbers", 60, look_at_numbers),
    ("wake_due", SNOOZE_CHECKED_EVERY_S, wake_due),
    ("purge_old_events", 3600, purge_old_events),
    ("check_due_logs", 600, check_due_logs),
    ("forget_repeated_requests", 3600, forget_repeated_requests),
    ("forget_ended_sessions", 6 * 3600, forget_ended_sessions),
)
