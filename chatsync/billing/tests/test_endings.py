"""A closed workspace stops paying: with its period, and whatever becomes of the first call."""

from datetime import timedelta

import pytest

from chatsync.billing.actions.checkout import open_checkout
from chatsync.billing.actions.endings import end_due
from chatsync.billing.actions.manage import cancel_plan
from chatsync.billing.actions.reconcile import reconcile
from chatsync.billing.models import Ending
from chatsync.billing.plans import Interval, Plan
from chatsync.billing.tests.make import (
    a_subscriber,
    a_trial,
    account_of,
    subscriptions_of,
    workspace_of,
)
from chatsync.billing.tests.stand_in import StandIn
from chatsync.kit.clock import moved
from chatsync.privacy.closing import delete_closed
from chatsync.workspaces.access import Access
from chatsync.workspaces.actions.closing import close_workspace, reopen_workspace
from chatsync.workspaces.models import CLOSING_GRACE

pytestmark = pytest.mark.usefixtures("db")


@pytest.fixture
def owner(stand_in: StandIn) -> Access:
    return a_subscriber(stand_in)


def close(owner: Access) -> str:
    close_workspace(owner, workspace_of(owner).name)
    return str(subscriptions_of(owner.workspace_id)[0].provider_id)


def scheduled(stand_in: StandIn, its_id: str) -> str | None:
    change = stand_in.ask("GET", f"/subscriptions/{its_id}")["data"]["scheduled_change"]
    return str(change["action"]) if change else None


def test_closing_lets_the_plan_end_with_its_period(owner: Access, stand_in: StandIn) -> None:
    its_id = close(owner)
    assert (end_due(), end_due()) == (1, 0)
    assert scheduled(stand_in, its_id) == "cancel"
    reconcile(compares=False)
    assert account_of(owner).state == "canceling"
    assert not Ending.objects.exists()


def test_taking_the_closing_back_renews_it_again(owner: Access, stand_in: StandIn) -> None:
    its_id = close(owner)
    end_due()
    reopen_workspace(owner)
    end_due()
    reconcile(compares=False)
    assert (scheduled(stand_in, its_id), account_of(owner).state) == (None, "active")


def test_what_an_owner_cancelled_before_stays_cancelled(owner: Access, stand_in: StandIn) -> None:
    cancel_plan(owner)
    reconcile(compares=False)
    its_id = close(owner)
    reopen_workspace(owner)
    assert end_due() == 0
    assert scheduled(stand_in, its_id) == "cancel"


@pytest.mark.parametrize("mode", ["error", "rate_limit", "timeout_after"])
def test_a_call_that_fails_is_made_again_until_it_worked(
    owner: Access, stand_in: StandIn, monkeypatch: pytest.MonkeyPatch, mode: str
) -> None:
    its_id = close(owner)
    if mode == "timeout_after":
        monkeypatch.setattr("chatsync.billing.paddle.client.ANSWER_MAX", 10)
    else:
        stand_in.ask("POST", "/_control/faults", {"mode": mode, "next": 1})
    assert end_due() == 0
    monkeypatch.undo()
    assert Ending.objects.get().tries == 1
    with moved(timedelta(minutes=2)):
        assert end_due() == 1
    assert scheduled(stand_in, its_id) == "cancel"


def test_the_workspace_may_be_gone_before_paddle_answers(owner: Access, stand_in: StandIn) -> None:
    its_id = close(owner)
    with moved(CLOSING_GRACE + timedelta(hours=1)):
        assert delete_closed() == 1
        assert end_due() == 1
    assert scheduled(stand_in, its_id) == "cancel"


def test_what_is_paid_while_it_is_closed_is_ended_too(stand_in: StandIn) -> None:
    owner = a_trial()
    opened = open_checkout(owner, Plan.GROWTH, Interval.MONTH)
    close_workspace(owner, workspace_of(owner).name)
    stand_in.pay(opened.checkout.transaction_id)
    reconcile(compares=False)
    assert end_due() == 1
    its_id = str(subscriptions_of(owner.workspace_id)[0].provider_id)
    assert scheduled(stand_in, its_id) == "cancel"
