"""The trial: seven days, three more for a busy shop, once; then it pauses."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from django.db import connection

from chatsync.billing.actions.adjust import grant_plan
from chatsync.billing.actions.settle import settle, settle_due
from chatsync.billing.models import Account, AccountState
from chatsync.billing.plans import Plan
from chatsync.billing.tests.make import (
    a_trial,
    account_of,
    after,
    customers,
    mails,
    workspace_of,
)
from chatsync.inbox.models import Message
from chatsync.kit.clock import moved, now
from chatsync.kit.tenancy import scope
from chatsync.workspaces.models import Workspace
from chatsync.workspaces.tests.make import a_person, a_workspace

pytestmark = pytest.mark.usefixtures("db")
DAY_SIX = {"days": 6, "seconds": 1}


def test_a_trial_has_what_starter_has() -> None:
    workspace = workspace_of(a_trial())
    assert (workspace.staff_limit, workspace.number_limit, workspace.has_api) == (3, 1, False)
    assert workspace.status == "active"


@pytest.mark.parametrize(
    ("time", "wrote", "state"),
    [
        ({"days": 5, "hours": 23, "minutes": 59}, 51, AccountState.TRIAL),
        ({"days": 6}, 51, AccountState.TRIAL_EXTENDED),
        (DAY_SIX, 50, AccountState.TRIAL),
        (DAY_SIX, 51, AccountState.TRIAL_EXTENDED),
        ({"days": 6, "hours": 23, "minutes": 59}, 50, AccountState.TRIAL),
        ({"days": 6, "hours": 23, "minutes": 59}, 51, AccountState.TRIAL_EXTENDED),
        ({"days": 7}, 50, AccountState.PAUSED),
        ({"days": 7, "seconds": 1}, 50, AccountState.PAUSED),
    ],
)
def test_a_busy_shop_gets_three_more_days(
    time: dict[str, float], wrote: int, state: AccountState
) -> None:
    owner = a_trial()
    customers(owner, wrote)
    with after(owner, **time) as account:
        assert account.state == state


def test_a_clock_that_stood_still_over_the_seventh_day_takes_no_days_away() -> None:
    owner = a_trial()
    customers(owner, 51)
    with after(owner, days=7, hours=1) as account:
        assert account.state == AccountState.TRIAL_EXTENDED
    assert workspace_of(owner).status == "active"


def test_the_extension_ends_after_three_days_and_comes_once() -> None:
    owner = a_trial()
    customers(owner, 51)
    with after(owner, **DAY_SIX) as account:
        assert account.trial_began_at
        assert account.trial_ends_at == account.trial_began_at + timedelta(days=10)
    with after(owner, days=9, hours=23) as account:
        assert account.state == AccountState.TRIAL_EXTENDED
    with after(owner, days=10, seconds=1) as account:
        assert account.state == AccountState.PAUSED
    assert mails() == ["trial_extended", "paused"]


@pytest.mark.parametrize("changes", [{"origin": "history"}, {"direction": "out"}])
def test_history_and_our_own_messages_make_no_shop_busy(changes: dict[str, str]) -> None:
    owner = a_trial()
    customers(owner, 51)
    with scope(owner.workspace_id):
        Message.objects.update(**changes)
    with after(owner, **DAY_SIX) as account:
        assert account.state == AccountState.TRIAL


def test_a_shop_with_a_plan_gets_no_more_days() -> None:
    owner = a_trial()
    customers(owner, 51)
    with moved(timedelta(days=5)):
        grant_plan(owner.workspace_id, Plan.GROWTH, None, reason="Paid.", operator=a_person("Omar"))
    with after(owner, **DAY_SIX) as account:
        assert (account.state, account.plan) == (AccountState.ACTIVE, Plan.GROWTH)
    assert account_of(owner).trial_extended_at is None
    assert mails() == []


def test_a_plan_taken_on_the_sixth_day_counts_also_after_the_extension() -> None:
    owner = a_trial()
    customers(owner, 51)
    with after(owner, **DAY_SIX) as account:
        assert account.state == AccountState.TRIAL_EXTENDED
    with moved(timedelta(days=6, hours=12)):
        grant_plan(owner.workspace_id, Plan.GROWTH, None, reason="Paid.", operator=a_person("Omar"))
    with after(owner, days=6, hours=13) as account:
        assert (account.state, account.plan) == (AccountState.ACTIVE, Plan.GROWTH)
    with after(owner, days=11) as account:
        assert account.state == AccountState.ACTIVE
    assert mails() == ["trial_extended"]


def test_twenty_schedulers_at_once_extend_it_once() -> None:
    owner = a_trial()
    customers(owner, 51)

    def one(_index: int) -> None:
        try:
            settle(owner.workspace_id)
        finally:
            connection.close()

    with moved(timedelta(days=6, minutes=1)), ThreadPoolExecutor(20) as pool:
        list(pool.map(one, range(20)))
    began = account_of(owner).trial_began_at
    assert began
    assert account_of(owner).trial_ends_at == began + timedelta(days=10)
    assert mails() == ["trial_extended"]


def test_the_clock_finds_whom_it_concerns_and_nobody_else() -> None:
    owner = a_trial()
    assert account_of(owner).due_at
    with moved(timedelta(days=7, minutes=1)):
        settle_due()
        assert account_of(owner).state == AccountState.PAUSED
        assert account_of(owner).due_at is None


def test_where_billing_was_switched_on_later_a_trial_begins_with_the_first_look() -> None:
    _workspace, owner = a_workspace()
    with moved(timedelta(days=90)):
        settle_due()
        assert account_of(owner).state == AccountState.TRIAL
    assert workspace_of(owner).staff_limit == 3


@pytest.mark.parametrize("is_opened", [True, False])
def test_a_closed_workspace_is_left_alone_until_it_is_taken_back(is_opened: bool) -> None:
    owner = a_trial() if is_opened else a_workspace()[1]
    with scope(owner.workspace_id):
        Workspace.objects.update(closed_at=now())
    with moved(timedelta(days=8)):
        settle_due()
    assert mails() == []
    with scope(owner.workspace_id):
        assert list(Account.objects.values_list("state", flat=True)) == ["trial"] * is_opened
        Workspace.objects.update(closed_at=None)
    with moved(timedelta(days=8)):
        settle_due()
    assert account_of(owner).state == ("paused" if is_opened else "trial")
