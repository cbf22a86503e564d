"""The operator's own deeds on a workspace's plan. Each has a reason, which the workspace reads."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import datetime
from uuid import UUID

from chatsync.accounts.models import Person
from chatsync.billing.actions.settle import account_of, settle_locked
from chatsync.billing.models import Account, Provider, Subscription, SubscriptionState, Transfer
from chatsync.billing.plans import Plan
from chatsync.kit.clock import now
from chatsync.kit.ids import uuid7
from chatsync.kit.tenancy import scope
from chatsync.workspaces.actions.seats import lock_seats
from chatsync.workspaces.audit import Act, Actor, Thing, record
from chatsync.workspaces.models import Workspace


@dataclass(frozen=True)
class Limits:
    """None: as many as one likes."""

    staff_limit: int | None
    number_limit: int | None


def set_limits(workspace_id: UUID, wanted: Limits, *, reason: str, operator: Person) -> bool:
    """Set both, whatever the plan says; whether anything changed.

    What is beyond a lower limit stays, new is refused. The workspace reads in its audit log who
    did it, what changed and why.
    """
    with scope(workspace_id):
        workspace = lock_seats()
        changed = {
            name: value
            for name, value in asdict(wanted).items()
            if getattr(workspace, name) != value
        }
        if not changed:
            return False
        account = account_of(workspace)
        account.is_adjusted = True
        account.adjusted_staff_limit = wanted.staff_limit
        account.adjusted_number_limit = wanted.number_limit
        write_down(workspace, Act.LIMITED, operator, changed | {"reason": reason})
        settle_locked(workspace, account)
    return True


def grant_plan(
    workspace_id: UUID, plan: Plan, ends_at: datetime | None, *, reason: str, operator: Person
) -> None:
    """Give a workspace a plan without Paddle, up to a time or (None) without end.

    It takes the place of the one granted before; what was bought from Paddle goes on beside it.
    """
    with scope(workspace_id):
        workspace = lock_seats()
        account = account_of(workspace)
        put_manual_plan(plan, ends_at)
        until = ends_at.isoformat() if ends_at else ""
        details = {"plan": str(plan), "until": until, "reason": reason}
        write_down(workspace, Act.PLAN_GRANTED, operator, details)
        settle_locked(workspace, account)


def end_granted_plan(workspace_id: UUID, *, reason: str, operator: Person) -> bool:
    """Take a granted plan away; whether there was one."""
    with scope(workspace_id):
        workspace = lock_seats()
        account = account_of(workspace)
        if not _end_manual_plans():
            return False
        write_down(workspace, Act.PLAN_WITHDRAWN, operator, {"reason": reason})
        settle_locked(workspace, account)
    return True


def put_manual_plan(
    plan: Plan, ends_at: datetime | None, paid_by: Transfer | None = None
) -> Subscription:
    """A manual plan of the open scope, in the place of the one before; given, or paid."""
    _end_manual_plans()
    row_id = uuid7()
    made: Subscription = Subscription.objects.create(
        id=row_id,
        provider=Provider.MANUAL,
        provider_id=row_id.hex,
        plan=plan,
        state=SubscriptionState.ACTIVE,
        ends_at=ends_at,
        interval=paid_by.interval if paid_by else "",
        amount=paid_by.rupees * 100 if paid_by else 0,
        currency="PKR" if paid_by else "",
    )
    return made


def open_account(workspace_id: UUID) -> None:
    """Begin the trial of a new workspace, in the transaction that makes it."""
    with scope(workspace_id):
        workspace = lock_seats()
        settle_locked(workspace, account_of(workspace))


def give_demo_plan(workspace_id: UUID) -> None:
    """The demo stands on a Business plan without end, with as many people and numbers as whoever
    tries it connects: measuring takes ten numbers, the plan holds five."""
    with scope(workspace_id):
        workspace = lock_seats()
        account: Account = account_of(workspace)
        if not Subscription.objects.filter(provider=Provider.MANUAL).exists():
            account.is_adjusted = True
            account.adjusted_staff_limit = account.adjusted_number_limit = None
            put_manual_plan(Plan.BUSINESS, None)
        settle_locked(workspace, account)


def _end_manual_plans() -> int:
    live = Subscription.objects.filter(provider=Provider.MANUAL, state=SubscriptionState.ACTIVE)
    return live.update(state=SubscriptionState.CANCELED, occurred_at=now())


def write_down(
    workspace: Workspace, act: Act, operator: Person, details: Mapping[str, object]
) -> None:
    """Put an operator's deed into the audit log, in the open scope."""
    actor = Actor("operator", operator.id, operator.name)
    record(actor, act, Thing("workspace", workspace.org), details)
