"""What happens by the clock: (name, every so many seconds, deed)."""

from collections.abc import Callable

from chatsync.billing.actions.compare_prices import compare_prices
from chatsync.billing.actions.endings import end_due
from chatsync.billing.actions.reconcile import reconcile_when_due
from chatsync.billing.actions.settle import settle_due
from chatsync.channels.actions.health import look_at_numbers
from chatsync.desk.actions.clock import close_settled, remind_operators
from chatsync.desk.loops import ask_for_mail
from chatsync.inbox.actions.resolve_quiet import resolve_quiet
from chatsync.inbox.actions.snooze import wake_due
from chatsync.privacy.purging import purge
from chatsync.site.arrivals import note_first_messages
from chatsync.site.policy_versions import note_policy_versions
from chatsync.workspaces.actions.check_log import check_due_logs
from chatsync.workspaces.actions.step_in import end_due_step_ins

SNOOZE_CHECKED_EVERY_S = 15

SCHEDULE: tuple[tuple[str, int, Callable[[], object]], ...] = (
    ("look_at_numbers", 60, look_at_numbers),
    ("note_policy_versions", 60, note_policy_versions),
    ("note_first_messages", 60, note_first_messages),
    ("settle_due", 30, settle_due),
    ("end_closed", 60, end_due),
    ("reconcile_paddle", 60, reconcile_when_due),
    ("compare_prices", 86_400, compare_prices),
    ("wake_due", SNOOZE_CHECKED_EVERY_S, wake_due),
    ("resolve_quiet", 600, resolve_quiet),
    ("end_due_step_ins", 15, end_due_step_ins),
    ("check_due_logs", 600, check_due_logs),
    ("ask_for_mail", 30, ask_for_mail),
    ("remind_operators", 600, remind_operators),
    ("close_settled", 3600, close_settled),
    ("purge", 3600, purge),
)

AT_START = frozenset({"compare_prices"})
"""What also happens as soon as the process is there."""
