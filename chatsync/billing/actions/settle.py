"""Bringing a workspace to where it stands: its entitlements, its pause, and who is told.

Every way to a plan ends in `settle`. It is safe to repeat, and does nothing where nothing changed.
"""

from datetime import datetime
from uuid import UUID

from django.conf import settings
from django.db import connection

from chatsync.billing.actions.letters import tell_extended, tell_late, tell_paused
from chatsync.billing.fitting import opened_to
from chatsync.billing.models import Account, AccountState, Subscription
from chatsync.billing.plans import BUSY_ABOVE, EXTENSION, LOOK_AFTER, TRIAL
from chatsync.billing.usage import customers_who_wrote
from chatsync.billing.verdict import Verdict, verdict_of
from chatsync.kit.clock import now
from chatsync.kit.tenancy import scope
from chatsync.workspaces.actions.entitle import entitle
from chatsync.workspaces.actions.saying import tell_standing
from chatsync.workspaces.actions.seats import lock_seats
from chatsync.workspaces.actions.standing import keep_paused
from chatsync.workspaces.audit import Act, Actor, Thing, record
from chatsync.workspaces.entitlements import Entitlements
from chatsync.workspaces.models import Workspace

_AT_ONCE = 500
CLOCK = Actor("system", None, "")


def settle(workspace_id: UUID) -> None:
    """Decide anew how the workspace stands, and make it so. Raises Workspace.DoesNotExist."""
    with scope(workspace_id):
        workspace = lock_seats()
        settle_locked(workspace, account_of(workspace))


def settle_due() -> None:
    """Settle every workspace whose standing the clock may have changed. Safe to run twice.

    Where billing was switched on later, workspaces get their account here: their trial begins.
    """
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT workspace_id FROM chatsync_billing_due(%s, %s, %s)",
            [now(), settings.BILLING, _AT_ONCE],
        )
        found: list[UUID] = [row[0] for row in cursor.fetchall()]
    for workspace_id in found:
        settle(workspace_id)


def account_of(workspace: Workspace) -> Account:
    """The account of the open scope's workspace, whose row is held; made where there is none.

    Limits that an operator set before there was an account go on as an adjustment.
    """
    known: Account | None = Account.objects.filter(workspace_id=workspace.id).first()
    if known is not None:
        if known.trial_began_at is None and settings.BILLING:
            _begin_trial(known)
        return known
    limits = {"staff": workspace.staff_limit, "number": workspace.number_limit}
    account = Account(
        is_adjusted=any(limit is not None for limit in limits.values()),
        adjusted_staff_limit=limits["staff"],
        adjusted_number_limit=limits["number"],
    )
    if settings.BILLING:
        _begin_trial(account)
    account.save(force_insert=True)
    return account


def settle_locked(workspace: Workspace, account: Account, *, has_news: bool = False) -> None:
    """The same in the open scope, with the workspace's row held. Numbers of pushes come last.

    `has_news`: something that the page of the plan shows has changed, whatever the standing."""
    moment = now()
    subscriptions = list(Subscription.objects.all())
    if not settings.BILLING:
        _unlock(workspace, account)
        return
    if _deserves_more(account, subscriptions, moment):
        assert account.trial_ends_at is not None
        account.trial_ends_at += EXTENSION
        account.trial_extended_at = moment
        tell_extended(workspace, account)
    verdict = verdict_of(account, subscriptions, moment)
    before = (account.state, account.plan)
    account.state, account.plan, account.due_at = verdict.state, verdict.plan, verdict.due_at
    account.save()
    entitled = entitle(workspace, entitlements_of(account, verdict))
    stopped = keep_paused(workspace, is_paused=verdict.is_paused)
    changed = before != (verdict.state, verdict.plan)
    if changed:
        _write_down(workspace, verdict)
    if stopped and verdict.is_paused:
        tell_paused(workspace, verdict)
    if before[0] != verdict.state and verdict.pauses_at is not None:
        tell_late(workspace, verdict)
    if changed or entitled or stopped or has_news:
        tell_standing()


def entitlements_of(account: Account, verdict: Verdict | None) -> Entitlements:
    """The plan's, or (None: billing is off) everything; under the operator's own limits."""
    return opened_to(account, verdict.plan if verdict else None)


def _unlock(workspace: Workspace, account: Account) -> None:
    account.due_at = None
    account.save()
    entitled = entitle(workspace, entitlements_of(account, None))
    if keep_paused(workspace, is_paused=False) or entitled:
        tell_standing()


def _begin_trial(account: Account) -> None:
    account.trial_began_at = now()
    account.trial_ends_at = account.trial_began_at + TRIAL
    account.state = AccountState.TRIAL


def _deserves_more(account: Account, subscriptions: list[Subscription], moment: datetime) -> bool:
    """A busy shop without a plan gets more days, once. A look that comes late counts what was
    there when the trial ended, so that nobody loses the days to a process that stood still."""
    began, ends = account.trial_began_at, account.trial_ends_at
    if began is None or ends is None or account.trial_extended_at or subscriptions:
        return False
    if not began + LOOK_AFTER <= moment < ends + EXTENSION:
        return False
    return customers_who_wrote(min(moment, ends), BUSY_ABOVE + 1) > BUSY_ABOVE


def _write_down(workspace: Workspace, verdict: Verdict) -> None:
    details = {"plan": str(verdict.plan), "state": str(verdict.state)}
    record(CLOCK, Act.PLAN_CHANGED, Thing("workspace", workspace.org), details)
