"""Reading a workspace's plan."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.conf import settings

from chatsync.billing.models import Account, AccountState, Checkout, Provider, Subscription
from chatsync.billing.plans import ENTITLEMENTS, Plan, Price
from chatsync.billing.prices import is_sold_online, price_table
from chatsync.billing.schemas import BillingOut, PlanOut, PlansOut, UsageOut
from chatsync.billing.verdict import Verdict, verdict_of
from chatsync.kit.clock import now
from chatsync.kit.tenancy import scope
from chatsync.workspaces.models import Member, Workspace

_TRIALS = {AccountState.TRIAL, AccountState.TRIAL_EXTENDED}


def verdict_now(account: Account) -> Verdict:
    """How the open scope's workspace stands at this moment."""
    return verdict_of(account, list(Subscription.objects.all()), now())


@dataclass(frozen=True)
class PlanShown:
    """A workspace's plan as an operator sees it."""

    state: str
    plan: str
    ends_at: datetime | None
    is_manual: bool
    is_stopped: bool


def plan_shown(workspace_id: UUID) -> PlanShown | None:
    """None where billing is off, and until the account is opened, which takes seconds."""
    if not settings.BILLING:
        return None
    with scope(workspace_id):
        account = Account.objects.first()
        verdict = verdict_now(account) if account else None
    if account is None or verdict is None:
        return None
    bought = verdict.subscription
    ends_at = account.trial_ends_at if verdict.state in _TRIALS else None
    if bought is not None:
        ends_at = bought.ends_at
    is_manual = bought is not None and bought.provider == Provider.MANUAL
    return PlanShown(verdict.state, verdict.plan, ends_at, is_manual, verdict.is_paused)


def billing_of(workspace_id: UUID) -> BillingOut:
    """The plan as its owner reads it; of an account that is not opened yet, nothing."""
    with scope(workspace_id):
        workspace = Workspace.objects.get(id=workspace_id)
        staff = UsageOut(
            used=Member.objects.filter(active=True).count(), limit=workspace.staff_limit
        )
        account = Account.objects.first() if settings.BILLING else None
        verdict = verdict_now(account) if account else None
        is_paying = Checkout.objects.filter(is_open=True).exists()
    in_trial = account and verdict and verdict.state in _TRIALS
    bought = verdict.subscription if verdict else None
    return BillingOut.model_validate(
        {
            "state": verdict.state if verdict else None,
            "plan": verdict.plan if verdict else None,
            "trial_ends_at": account.trial_ends_at if account and in_trial else None,
            "ends_at": bought.ends_at if bought else None,
            "provider": bought.provider if bought else None,
            "is_paying": is_paying,
            "staff": staff,
            "has_api": workspace.has_api,
        }
    )


def plans_sold() -> PlansOut:
    """What can be bought here. Only lines whose rooms are built say what a plan opens."""
    if not settings.BILLING:
        return PlansOut(items=[])
    table = price_table()
    return PlansOut(
        items=[_shown(plan, [one for one in table if one.plan == plan]) for plan in Plan]
    )


def _shown(plan: Plan, prices: list[Price]) -> PlanOut:
    opened = ENTITLEMENTS[plan]
    return PlanOut.model_validate(
        {
            "id": plan.value,
            "staff_limit": opened.staff_limit,
            "number_limit": opened.number_limit,
            "has_api": opened.has_api,
            "prices": [
                {
                    "interval": price.interval.value,
                    "rupees": price.rupees,
                    "amount": price.amount,
                    "currency": price.currency,
                    "is_sold": is_sold_online(price),
                }
                for price in prices
            ],
        }
    )
