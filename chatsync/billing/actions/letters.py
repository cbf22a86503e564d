"""What owners are told by mail about their plan."""

from datetime import datetime
from zoneinfo import ZoneInfo

from django.utils import timezone
from django.utils.formats import date_format

from chatsync.billing.models import Account, Transfer
from chatsync.billing.plans import Interval, Plan
from chatsync.billing.verdict import Verdict
from chatsync.billing.words import plan_named
from chatsync.workspaces.actions.saying import write_to_owners
from chatsync.workspaces.models import Workspace


def tell_extended(workspace: Workspace, account: Account) -> None:
    """The trial was made longer."""
    assert account.trial_ends_at is not None
    ends_at = account.trial_ends_at
    write_to_owners(
        workspace,
        "billing/trial_extended",
        lambda: {"workspace": workspace.name, **_said(ends_at, workspace)},
    )


def tell_paused(workspace: Workspace, verdict: Verdict) -> None:
    """Trial or plan are over, and the workspace only receives."""
    was_bought = verdict.subscription is not None
    write_to_owners(
        workspace,
        "billing/paused",
        lambda: {"workspace": workspace.name, "was_bought": was_bought},
    )


def tell_late(workspace: Workspace, verdict: Verdict) -> None:
    """The paid time of a plan by transfer is over; it goes on for its days of grace."""
    assert verdict.pauses_at is not None
    pauses_at = verdict.pauses_at
    write_to_owners(
        workspace,
        "billing/transfer_late",
        lambda: {"workspace": workspace.name, **_said(pauses_at, workspace)},
    )


def tell_transfer_approved(workspace: Workspace, transfer: Transfer) -> None:
    """The operator found the money; the plan holds."""
    assert transfer.ends_at is not None
    ends_at = transfer.ends_at
    write_to_owners(
        workspace,
        "billing/transfer_approved",
        lambda: {**_transfer(workspace, transfer), **_said(ends_at, workspace)},
    )


def tell_transfer_refused(workspace: Workspace, transfer: Transfer) -> None:
    """The operator sent the receipt back."""
    write_to_owners(
        workspace,
        "billing/transfer_refused",
        lambda: {**_transfer(workspace, transfer), "reason": transfer.refusal},
    )


def _transfer(workspace: Workspace, transfer: Transfer) -> dict[str, object]:
    return {
        "workspace": workspace.name,
        "plan": plan_named(Plan(transfer.plan), Interval(transfer.interval)),
        "reference": transfer.reference,
    }


def _said(at: datetime, workspace: Workspace) -> dict[str, object]:
    """A moment by the workspace's own clock, in the words of the reader's language."""
    local = timezone.localtime(at, ZoneInfo(workspace.time_zone))
    return {"day": date_format(local, "DATE_FORMAT"), "time": date_format(local, "TIME_FORMAT")}
