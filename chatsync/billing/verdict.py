"""The one function that says how a workspace stands: from its trial, its subscriptions, the time.

No reading and no writing: every way to a plan (a webhook, the clock, an operator) ends here.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from chatsync.billing.models import (
    Account,
    AccountState,
    Provider,
    Subscription,
    SubscriptionState,
)
from chatsync.billing.plans import GRACE, LOOK_AFTER, TRIAL_PLAN, Plan

_LIVE = {SubscriptionState.TRIALING, SubscriptionState.ACTIVE, SubscriptionState.PAST_DUE}
_LOOK_AGAIN = timedelta(minutes=10)
"""How often a trial of its last day is looked at."""


@dataclass(frozen=True)
class Verdict:
    """`due_at`: when the clock may change it next; None: never."""

    state: AccountState
    plan: Plan
    due_at: datetime | None
    subscription: Subscription | None = None

    @property
    def is_manual(self) -> bool:
        """Whether what counts was paid by bank transfer, or given."""
        return self.subscription is not None and self.subscription.provider == Provider.MANUAL

    @property
    def pauses_at(self) -> datetime | None:
        """Until when a manual plan whose time is over goes on; None for anything else."""
        held = self.subscription
        if self.state != AccountState.PAST_DUE or not self.is_manual or held is None:
            return None
        return held.ends_at + GRACE if held.ends_at else None

    @property
    def is_paused(self) -> bool:
        """Whether messages only arrive: nothing is sent or changed."""
        return self.state in {AccountState.PAUSED, AccountState.CANCELED}


def verdict_of(account: Account, subscriptions: Sequence[Subscription], at: datetime) -> Verdict:
    """How the workspace stands at that moment."""
    live = [each for each in subscriptions if is_live(each, at)]
    if live:
        counted = max(live, key=_weight)
        turns = [moment for each in live for moment in _turns(each)]
        return Verdict(_state_of(counted, at), Plan(counted.plan), _next(turns, at), counted)
    if account.trial_ends_at and at < account.trial_ends_at:
        extended = account.trial_extended_at is not None
        state = AccountState.TRIAL_EXTENDED if extended else AccountState.TRIAL
        return Verdict(state, TRIAL_PLAN, _next(_trial_turns(account, at), at))
    last = max(subscriptions, key=lambda each: each.occurred_at, default=None)
    if last is None:
        return Verdict(AccountState.PAUSED, TRIAL_PLAN, None)
    over = last.state == SubscriptionState.CANCELED or last.provider == Provider.MANUAL
    state = AccountState.CANCELED if over else AccountState.PAUSED
    return Verdict(state, Plan(last.plan), None, last)


def is_live(subscription: Subscription, at: datetime) -> bool:
    """Whether it gives access at that moment. A manual plan ends by the clock, after its grace;
    Paddle says itself when one of its own is over."""
    if subscription.state not in _LIVE:
        return False
    if subscription.provider == Provider.MANUAL and subscription.ends_at is not None:
        return at < subscription.ends_at + GRACE
    return True


def _weight(subscription: Subscription) -> tuple[int, datetime]:
    """Of several, the largest plan counts: nobody loses what they paid for."""
    return list(Plan).index(Plan(subscription.plan)), subscription.begun_at


def _state_of(subscription: Subscription, at: datetime) -> AccountState:
    late = (
        subscription.provider == Provider.MANUAL
        and subscription.ends_at is not None
        and at >= subscription.ends_at
    )
    if late or subscription.state == SubscriptionState.PAST_DUE:
        return AccountState.PAST_DUE
    leaving = subscription.change == "cancel"
    return AccountState.CANCELING if leaving else AccountState.ACTIVE


def _turns(subscription: Subscription) -> Iterable[datetime]:
    if subscription.provider == Provider.MANUAL and subscription.ends_at:
        yield subscription.ends_at
        yield subscription.ends_at + GRACE


def _trial_turns(account: Account, at: datetime) -> Iterable[datetime]:
    if account.trial_ends_at:
        yield account.trial_ends_at
    if account.trial_began_at and account.trial_extended_at is None:
        yield account.trial_began_at + LOOK_AFTER
        if at >= account.trial_began_at + LOOK_AFTER:
            yield at + _LOOK_AGAIN


def _next(moments: Iterable[datetime], at: datetime) -> datetime | None:
    return min((moment for moment in moments if moment > at), default=None)
