"""A checkout is opened at Paddle, once; what is paid there becomes the plan when Paddle says so."""

import json
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
from django.conf import settings
from django.db import connection
from structlog.testing import capture_logs

from chatsync.billing.actions.answered import PriceDiffers
from chatsync.billing.actions.checkout import (
    BeingPaid,
    HasSubscription,
    NotSold,
    PaddleAway,
    open_checkout,
)
from chatsync.billing.actions.handles import use_handle
from chatsync.billing.actions.reconcile import reconcile
from chatsync.billing.models import Checkout, SubscriptionState
from chatsync.billing.plans import Interval, Plan
from chatsync.billing.proof import workspace_in
from chatsync.billing.queries import billing_of, plans_sold
from chatsync.billing.tests.make import a_trial, account_of, after, subscriptions_of, workspace_of
from chatsync.billing.tests.stand_in import PRICES, StandIn
from chatsync.billing.tests.test_entitlements import grant
from chatsync.kit.errors import Moved
from chatsync.kit.tenancy import scope
from chatsync.workspaces.access import Access
from chatsync.workspaces.tests.make import a_caller, a_member

pytestmark = pytest.mark.usefixtures("db")


@pytest.fixture
def owner() -> Access:
    return a_trial()


def rows(owner: Access) -> list[Checkout]:
    with scope(owner.workspace_id):
        return list(Checkout.objects.order_by("made_at"))


def test_a_checkout_sells_the_price_of_the_plan_to_this_workspace(
    owner: Access, stand_in: StandIn
) -> None:
    opened = open_checkout(owner, Plan.GROWTH, Interval.YEAR)
    made = stand_in.ask("GET", f"/transactions/{opened.checkout.transaction_id}")["data"]
    assert [item["price"]["id"] for item in made["items"]] == [PRICES["growth.year"]]
    assert workspace_in(made["custom_data"]) == owner.workspace_id
    assert opened.url.startswith(f"{settings.BASE_URL}/pay/{owner.workspace_id.hex}-")
    used = use_handle(opened.url.rpartition("/")[2])
    assert used is not None
    assert used.transaction_id == made["id"]
    assert billing_of(owner.workspace_id).is_paying


def test_asked_again_it_is_the_same_one(owner: Access, stand_in: StandIn) -> None:
    first = open_checkout(owner, Plan.GROWTH, Interval.YEAR)
    again = open_checkout(owner, Plan.GROWTH, Interval.YEAR)
    assert again.checkout.id == first.checkout.id
    assert again.url != first.url
    assert len(rows(owner)) == 1


def test_another_plan_takes_the_place_of_the_first(owner: Access, stand_in: StandIn) -> None:
    first = open_checkout(owner, Plan.GROWTH, Interval.YEAR).checkout
    second = open_checkout(owner, Plan.BUSINESS, Interval.MONTH).checkout
    assert [row.is_open for row in rows(owner)] == [False, True]
    states = [
        stand_in.ask("GET", f"/transactions/{one.transaction_id}")["data"]["status"]
        for one in (first, second)
    ]
    assert states == ["canceled", "draft"]


def test_one_that_was_cancelled_at_paddle_is_replaced(owner: Access, stand_in: StandIn) -> None:
    first = open_checkout(owner, Plan.GROWTH, Interval.YEAR).checkout
    stand_in.ask("PATCH", f"/transactions/{first.transaction_id}", {"status": "canceled"})
    second = open_checkout(owner, Plan.GROWTH, Interval.YEAR).checkout
    assert second.transaction_id != first.transaction_id


def test_one_that_paddle_does_not_know_is_replaced(owner: Access, stand_in: StandIn) -> None:
    first = open_checkout(owner, Plan.GROWTH, Interval.YEAR).checkout
    stand_in.ask("DELETE", "/_control/state")
    second = open_checkout(owner, Plan.GROWTH, Interval.YEAR).checkout
    assert second.transaction_id != first.transaction_id


def test_what_is_paid_becomes_the_plan_once_paddle_says_so(
    owner: Access, stand_in: StandIn
) -> None:
    opened = open_checkout(owner, Plan.GROWTH, Interval.YEAR)
    stand_in.pay(opened.checkout.transaction_id)
    assert account_of(owner).state == "trial"
    with pytest.raises(BeingPaid):
        open_checkout(owner, Plan.GROWTH, Interval.YEAR)
    with pytest.raises(BeingPaid):
        open_checkout(owner, Plan.BUSINESS, Interval.YEAR)
    reconcile(compares=False)
    assert (account_of(owner).state, account_of(owner).plan) == ("active", "growth")
    assert [one.state for one in subscriptions_of(owner.workspace_id)] == [SubscriptionState.ACTIVE]
    assert not billing_of(owner.workspace_id).is_paying


def test_nobody_buys_a_second_plan_beside_the_first(owner: Access, stand_in: StandIn) -> None:
    opened = open_checkout(owner, Plan.GROWTH, Interval.YEAR)
    stand_in.pay(opened.checkout.transaction_id)
    reconcile(compares=False)
    with pytest.raises(HasSubscription):
        open_checkout(owner, Plan.BUSINESS, Interval.YEAR)


def test_of_several_at_once_one_is_open(owner: Access, stand_in: StandIn) -> None:
    def one(_number: int) -> str:
        try:
            return open_checkout(owner, Plan.GROWTH, Interval.YEAR).checkout.transaction_id
        except Moved:
            return ""
        finally:
            connection.close()

    with ThreadPoolExecutor(4) as pool:
        given = set(pool.map(one, range(4))) - {""}
    assert len(given) == 1
    assert len([row for row in rows(owner) if row.is_open]) == 1
    drafts = stand_in.ask("GET", "/transactions?status=draft")["data"]
    assert [transaction["id"] for transaction in drafts] == list(given)


def test_what_paddle_would_charge_otherwise_is_not_sold(owner: Access, stand_in: StandIn) -> None:
    other = {"unit_price": {"amount": "3200", "currency_code": "USD"}}
    stand_in.ask("PATCH", f"/prices/{PRICES['growth.month']}", other)
    with capture_logs() as logged, pytest.raises(PriceDiffers, match="another sum"):
        open_checkout(owner, Plan.GROWTH, Interval.MONTH)
    assert "billing_alarm" in {line["event"] for line in logged}
    assert rows(owner) == []
    assert stand_in.ask("GET", "/transactions?status=draft,ready")["data"] == []
    assert open_checkout(owner, Plan.GROWTH, Interval.YEAR).checkout.is_open


def test_a_checkout_of_a_price_that_holds_no_more_is_not_paid(
    owner: Access, stand_in: StandIn, settings: Any
) -> None:
    open_checkout(owner, Plan.GROWTH, Interval.MONTH)
    settings.PRICES = ("growth.month=9000:33.00",)
    with pytest.raises(PriceDiffers):
        open_checkout(owner, Plan.GROWTH, Interval.MONTH)
    assert not any(row.is_open for row in rows(owner))


@pytest.mark.parametrize("mode", ["error", "rate_limit"])
def test_a_paddle_that_does_not_answer_leaves_nothing(
    owner: Access, stand_in: StandIn, mode: str
) -> None:
    stand_in.ask("POST", "/_control/faults", {"mode": mode, "next": 1})
    with pytest.raises(PaddleAway):
        open_checkout(owner, Plan.GROWTH, Interval.YEAR)
    assert rows(owner) == []


@pytest.mark.parametrize(
    ("name", "value"), [("PADDLE_CLIENT_TOKEN", ""), ("PADDLE_API_KEY", ""), ("PADDLE_PRICES", ())]
)
def test_what_cannot_be_paid_online_is_not_sold(
    owner: Access, stand_in: StandIn, settings: Any, name: str, value: Any
) -> None:
    setattr(settings, name, value)
    assert not any(price.is_sold for plan in plans_sold().items for price in plan.prices)
    with pytest.raises(NotSold):
        open_checkout(owner, Plan.GROWTH, Interval.YEAR)


def test_a_paused_workspace_buys_again(owner: Access, stand_in: StandIn) -> None:
    grant(owner, Plan.GROWTH, days=1)
    with after(owner, days=20):
        assert workspace_of(owner).is_paused
        answer = a_caller(owner).post(
            "/billing/checkouts",
            json.dumps({"plan": "starter", "interval": "month"}),
            content_type="application/json",
        )
    assert answer.status_code == 201, answer.content
    assert "/pay/" in answer.json()["url"]


def test_only_who_manages_billing_opens_one(owner: Access, stand_in: StandIn) -> None:
    grant(owner, Plan.GROWTH)
    agent = a_member(workspace_of(owner))
    answer = a_caller(agent).post(
        "/billing/checkouts",
        json.dumps({"plan": "starter", "interval": "month"}),
        content_type="application/json",
    )
    assert answer.status_code == 403
    assert rows(owner) == []
