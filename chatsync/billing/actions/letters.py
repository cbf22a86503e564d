"""What owners are told by mail about their plan."""

from zoneinfo import ZoneInfo

from django.utils import timezone
from django.utils.formats import date_format

from chatsync.billing.models import Account
from chatsync.billing.verdict import Verdict
from chatsync.workspaces.actions.saying import write_to_owners
from chatsync.workspaces.models import Workspace


def tell_extended(workspace: Workspace, account: Account) -> None:
    """The trial was made longer."""
    assert account.trial_ends_at is not None
    ends_at = timezone.localtime(account.trial_ends_at, ZoneInfo(workspace.time_zone))
    write_to_owners(
        workspace,
        "billing/trial_extended",
        lambda: {
            "workspace": workspace.name,
            "day": date_format(ends_at, "DATE_FORMAT"),
            "time": date_format(ends_at, "TIME_FORMAT"),
        },
    )


def tell_paused(workspace: Workspace, verdict: Verdict) -> None:
    """Trial or plan are over, and the workspace only receives."""
    was_bought = verdict.subscription is not None
    write_to_owners(
        workspace,
        "billing/paused",
        lambda: {"workspace": workspace.name, "was_bought": was_bought},
    )
