"""What owners are told by mail about their plan."""

from collections.abc import Callable
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

Words = Callable[[], dict[str, object]]
"""Asked once per owner, in the language of that one."""


def tell_extended(workspace: Workspace, account: Account) -> None:
    """The trial was made longer."""
    _tell(workspace, "trial_extended", _moment(account.trial_ends_at, workspace))


def tell_paused(workspace: Workspace, verdict: Verdict) -> None:
    """Trial or plan are over, and the workspace only receives."""
    _tell(workspace, "paused", lambda: {"was_bought": verdict.subscription is not None})


def tell_late(workspace: Workspace, verdict: Verdict) -> None:
    """The paid time of a plan by transfer is over; it goes on for its days of grace."""
    _tell(workspace, "transfer_late", _moment(verdict.pauses_at, workspace))


def tell_transfer_approved(workspace: Workspace, transfer: Transfer) -> None:
    """The operator found the money; the plan holds."""
    until = _moment(transfer.ends_at, workspace)
    _tell(workspace, "transfer_approved", lambda: {**_transfer(transfer), **until()})


def tell_transfer_refused(workspace: Workspace, transfer: Transfer) -> None:
    """The operator sent the receipt back."""
    _tell(
        workspace,
        "transfer_refused",
        lambda: {**_transfer(transfer), "reason": transfer.refusal},
    )


def _tell(workspace: Workspace, letter: str, words: Words) -> None:
    write_to_owners(
        workspace, f"billing/{letter}", lambda: {"workspace": workspace.name, **words()}
    )


def _transfer(transfer: Transfer) -> dict[str, object]:
    plan = plan_named(Plan(transfer.plan), Interval(transfer.interval))
    return {"plan": plan, "reference": transfer.reference}


def _moment(at: datetime | None, workspace: Workspace) -> Words:
    """A moment by the workspace's own clock, in the words of the reader's language."""
    assert at is not None
    local = timezone.localtime(at, ZoneInfo(workspace.time_zone))
    return lambda: {
        "day": date_format(local, "DATE_FORMAT"),
        "time": date_format(local, "TIME_FORMAT"),
    }
