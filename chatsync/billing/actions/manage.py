"""An owner's deeds on a subscription of Paddle: another plan, the end, taking that back, going on.

Each asks Paddle and writes down that it was asked. None of them changes what the workspace may do:
that follows when Paddle's signed news arrives, or from the reconciler. Paddle is asked outside of
every scope.
"""

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass

import structlog
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from chatsync.billing.actions.answered import Changing, PaddleUnsure, PriceDiffers, demand
from chatsync.billing.asking import ask
from chatsync.billing.fitting import Excess, excess_of, lost_with
from chatsync.billing.models import Account, Asked, Subscription, SubscriptionState
from chatsync.billing.paddle.answers import Trouble
from chatsync.billing.paddle.client import Paddle
from chatsync.billing.paddle.managing import (
    Billed,
    PreviewRead,
    cancel_subscription,
    change_price,
    keep_subscription,
    preview_change,
    resume_subscription,
)
from chatsync.billing.paddle.reader import SubscriptionRead
from chatsync.billing.plans import AWAITED_FOR, Interval, Plan, Price
from chatsync.billing.prices import costs, is_changed_to, price_table
from chatsync.billing.queries import held_subscription
from chatsync.kit.clock import now
from chatsync.kit.errors import Conflict, Refusal
from chatsync.kit.tenancy import scope
from chatsync.workspaces.access import Access
from chatsync.workspaces.actions.seats import demand_still, lock_seats
from chatsync.workspaces.audit import Act, Thing, record
from chatsync.workspaces.capabilities import Can

_log = structlog.get_logger()
_LEAST_CHARGE = 70
"""In cents: Paddle charges nothing smaller, so less is put on the next bill."""

Question = Callable[[Paddle, str], Awaitable[SubscriptionRead | Trouble]]


class NoSubscription(Conflict):
    """Nothing of Paddle's is there to be changed."""

    code = "no_subscription"


class PlanTooSmall(Conflict):
    """The workspace uses more than the plan holds; `exceeds` says of what."""

    code = "plan_too_small"


@dataclass(frozen=True)
class Preview:
    """What a change costs and does. `billed_later`: with the next payment, since it is so little.

    `exceeds` refuses it until there is less; `loses` names what stops. `clears_cancel`: the
    cancellation that is scheduled is taken back with it.
    """

    price: Price
    cost: PreviewRead
    billed_later: bool
    exceeds: list[Excess]
    loses: list[str]
    clears_cancel: bool


def preview_plan(access: Access, plan: Plan, interval: Interval) -> Preview:
    """What another plan would cost at this minute. Changes nothing."""
    price = _sold(plan, interval)
    held = _changeable(access, price)
    cost, billed = _priced(held, price)
    with scope(access.workspace_id):
        account = Account.objects.get()
        exceeds, loses = excess_of(account, plan), lost_with(account, plan)
    later = billed == "prorated_next_billing_period"
    return Preview(price, cost, later, exceeds, loses, held.change == "cancel")


def change_plan(access: Access, plan: Plan, interval: Interval) -> None:
    """Ask Paddle for another plan. Raises PlanTooSmall, CardDeclined, RenewalNear, Changing."""
    price = _sold(plan, interval)
    held = _changeable(access, price)
    with scope(access.workspace_id):
        exceeds = excess_of(Account.objects.get(), plan)
    if exceeds:
        told = [{"what": one.what, "used": one.used, "limit": one.limit} for one in exceeds]
        raise PlanTooSmall(
            _("The workspace uses more than this plan holds. Reduce it first, then change."),
            exceeds=told,
        )
    _cost, billed = _priced(held, price)
    _deed(
        access,
        Asked.CHANGE,
        lambda paddle, its_id: change_price(paddle, its_id, price.provider_id, billed),
        (Act.SUBSCRIPTION_CHANGED, {"plan": str(plan), "interval": str(interval)}),
    )


def cancel_plan(access: Access) -> None:
    """Ask Paddle to end it with the paid period. Done already: changes nothing."""
    held = _held(access)
    if held.change == "cancel":
        return
    _deed(access, Asked.CANCEL, cancel_subscription, (Act.SUBSCRIPTION_CANCELED, {}))


def keep_plan(access: Access) -> None:
    """Ask Paddle to take the cancellation back. Where none is scheduled, changes nothing."""
    held = _held(access)
    if not held.change:
        return
    _deed(access, Asked.KEEP, keep_subscription, (Act.SUBSCRIPTION_KEPT, {}))


def resume_plan(access: Access) -> None:
    """Ask Paddle to let a paused one go on, with a new period that is charged now."""
    if _held(access).state != SubscriptionState.PAUSED:
        raise Conflict(_("This subscription is not paused. Reload the page."))
    _deed(access, Asked.RESUME, resume_subscription, (Act.SUBSCRIPTION_RESUMED, {}))


def _held(access: Access) -> Subscription:
    with scope(access.workspace_id):
        held = held_subscription()
    if held is None:
        raise NoSubscription(_("No subscription of Paddle's is there. Take a plan first."))
    return held


def _changeable(access: Access, price: Price) -> Subscription:
    held = _held(access)
    if held.state == SubscriptionState.PAST_DUE:
        raise Conflict(_("The last payment has not arrived. Pay it first, then change the plan."))
    if held.state == SubscriptionState.PAUSED:
        raise Conflict(_("The subscription is paused. Let it go on first, then change the plan."))
    if held.price_id == price.provider_id:
        raise Conflict(_("This is the plan that you have."))
    return held


def _sold(plan: Plan, interval: Interval) -> Price:
    price = next(one for one in price_table() if (one.plan, one.interval) == (plan, interval))
    if not is_changed_to(price):
        raise NoSubscription(_("This plan is not sold online here. Write to the operator."))
    return price


def _priced(held: Subscription, price: Price) -> tuple[PreviewRead, Billed]:
    """The cost, and when it is charged: less than a card takes goes onto the next bill."""
    cost = _preview(held, price, "prorated_immediately")
    if not 0 < cost.due_now < _LEAST_CHARGE:
        return cost, "prorated_immediately"
    later: Billed = "prorated_next_billing_period"
    return _preview(held, price, later), later


def _preview(held: Subscription, price: Price, billed: Billed) -> PreviewRead:
    """Raises PriceDiffers: what is charged otherwise than the table says would open nothing."""
    cost = demand(
        ask(lambda paddle: preview_change(paddle, held.provider_id, price.provider_id, billed))
    )
    if not costs(cost, price):
        _log.warning("billing_alarm", kind="change", reason="wrong_amount")
        raise PriceDiffers
    return cost


def _deed(
    access: Access, what: Asked, question: Question, written: tuple[Act, Mapping[str, object]]
) -> None:
    """Claim the subscription, ask, and write down that it was asked; a refusal frees it again."""
    held = _claim(access, what)
    try:
        demand(ask(lambda paddle: question(paddle, held.provider_id)))
    except PaddleUnsure:
        _write_down(access, held, written)
        raise
    except Refusal:
        with scope(access.workspace_id):
            Subscription.objects.filter(id=held.id, asked=what).update(asked="", asked_at=None)
        raise
    _write_down(access, held, written)


def _claim(access: Access, what: Asked) -> Subscription:
    """One thing is asked at a time: two owners who press at once do not undo each other unseen."""
    moment = now()
    with scope(access.workspace_id):
        lock_seats()
        demand_still(access, Can.MANAGE_BILLING)
        held = held_subscription()
        free = Q(asked="") | Q(asked_at__lt=moment - AWAITED_FOR)
        claimed = held and Subscription.objects.filter(free, id=held.id).update(
            asked=what, asked_at=moment
        )
    if held is None or not claimed:
        raise Changing(
            _("Paddle was asked for something a moment ago. Wait until it has confirmed that.")
        )
    return held


def _write_down(
    access: Access, held: Subscription, written: tuple[Act, Mapping[str, object]]
) -> None:
    act, details = written
    with scope(access.workspace_id):
        record(access, act, Thing("subscription", held.provider_id), details)
