"""A subscription's whole life, in any order, told once to three times, by eight at once."""

import random
from collections.abc import Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
from django.db import connection
from structlog.testing import capture_logs

from chatsync.billing.actions.apply import apply_events
from chatsync.billing.actions.inbox import keep_event, replay
from chatsync.billing.models import (
    Adjustment,
    BillingEvent,
    EventState,
    Invoice,
    Subscription,
    SubscriptionState,
)
from chatsync.billing.paddle.reader import read_event
from chatsync.billing.proof import custom_data
from chatsync.billing.tests.facts import (
    BUSINESS,
    PRICE_IDS,
    a_life,
    event,
    subscription,
    transaction,
)
from chatsync.billing.tests.make import a_trial, account_of, mails, workspace_of
from chatsync.kit.tenancy import scope
from chatsync.workspaces.access import Access
from chatsync.workspaces.models import AuditEvent

pytestmark = pytest.mark.usefixtures("db")


@pytest.fixture(autouse=True)
def _prices(settings: Any) -> None:
    settings.PADDLE_PRICES = PRICE_IDS


@pytest.fixture
def owner() -> Access:
    return a_trial()


def tell(body: bytes) -> None:
    """A webhook, and the job that it leaves."""
    read = read_event(body)
    assert read
    keep_event(read, body)
    apply_events(
        list(BillingEvent.objects.filter(event_id=read.event_id).values_list("id", flat=True))
    )


def in_a_thread(body: bytes) -> None:
    try:
        tell(body)
    finally:
        connection.close()


def bought(owner: Access) -> Subscription:
    with scope(owner.workspace_id):
        found: Subscription = Subscription.objects.get()
    return found


def alarms(logged: Sequence[Mapping[str, Any]]) -> list[str]:
    """Why an operator is called: money is concerned."""
    return [str(line["reason"]) for line in logged if line["event"] == "billing_alarm"]


def states() -> set[tuple[str, str]]:
    return set(BillingEvent.objects.values_list("state", "reason"))


@pytest.mark.parametrize("seed", range(4))
def test_it_ends_where_it_ended_in_whatever_order_it_is_told(owner: Access, seed: int) -> None:
    chance = random.Random(seed)
    told = [body for body in a_life(owner.workspace_id) for _ in range(chance.randint(1, 3))]
    chance.shuffle(told)
    with ThreadPoolExecutor(8) as pool:
        list(pool.map(in_a_thread, told))
    assert (bought(owner).state, bought(owner).plan) == ("canceled", "business")
    with scope(owner.workspace_id):
        invoice = Invoice.objects.get()
        paid_for = AuditEvent.objects.filter(action="plan.changed").count()
    assert (invoice.state, invoice.number, invoice.total) == ("completed", "1234-1001", 3100)
    assert BillingEvent.objects.count() == len(a_life(owner.workspace_id))
    assert {state for state, _reason in states()} <= {EventState.APPLIED, EventState.STALE}
    # In its trial it goes on as one: nobody is paused, and nothing is mailed twice.
    assert account_of(owner).state == "trial"
    assert (mails(), paid_for <= len(a_life(owner.workspace_id))) == ([], True)


def test_each_step_opens_and_closes_what_it_says(owner: Access) -> None:
    seen = []
    for body in a_life(owner.workspace_id)[2:]:
        tell(body)
        seen.append((account_of(owner).state, account_of(owner).plan))
    assert seen == [
        ("active", "growth"),
        ("active", "growth"),
        ("active", "business"),
        ("past_due", "business"),
        ("active", "business"),
        ("canceling", "business"),
        ("trial", "starter"),
    ]


def test_of_one_moment_the_later_kind_counts(owner: Access) -> None:
    done = event("transaction.completed", transaction(owner.workspace_id), 1)
    late = event("transaction.updated", transaction(owner.workspace_id, "paid"), 1)
    for body in (done, late):
        tell(body)
    with scope(owner.workspace_id):
        assert Invoice.objects.get().state == "completed"


def test_an_end_is_not_left_by_an_older_snapshot_that_claims_to_be_newer(owner: Access) -> None:
    tell(event("subscription.canceled", subscription(owner.workspace_id, "canceled"), 5))
    tell(event("subscription.updated", subscription(owner.workspace_id), 9))
    assert bought(owner).state == SubscriptionState.CANCELED


def test_an_end_that_comes_before_the_upgrade_names_the_plan_that_ended(owner: Access) -> None:
    tell(event("subscription.created", subscription(owner.workspace_id), 1))
    over = subscription(owner.workspace_id, "canceled", price=BUSINESS)
    tell(event("subscription.canceled", over, 9))
    tell(event("subscription.updated", subscription(owner.workspace_id, price=BUSINESS), 5))
    assert (bought(owner).state, bought(owner).plan) == ("canceled", "business")


@pytest.mark.parametrize(
    ("changes", "reason"),
    [
        ({"price": "pri_foreign"}, "unknown_price"),
        ({"items": []}, "unknown_price"),
        ({"currency_code": "PKR"}, "wrong_amount"),
        ({"status": "free"}, "unknown_state"),
        ({"custom_data": None, "customer_id": "ctm_unknown"}, "no_workspace"),
        ({"custom_data": {"workspace": "org_" + "0" * 32, "proof": "0"}}, "no_workspace"),
    ],
)
def test_what_cannot_be_placed_is_parked_and_opens_nothing(
    owner: Access, changes: dict[str, Any], reason: str
) -> None:
    with capture_logs() as logged:
        tell(event("subscription.created", subscription(owner.workspace_id, **changes), 1))
    assert states() == {(EventState.PARKED, reason)}
    assert account_of(owner).state == "trial"
    assert alarms(logged) == ([] if reason == "no_workspace" else [reason])


def test_a_wrong_amount_is_parked(owner: Access) -> None:
    snapshot = subscription(owner.workspace_id)
    snapshot["items"][0]["price"]["unit_price"]["amount"] = "1"
    with capture_logs() as logged:
        tell(event("subscription.created", snapshot, 1))
    assert alarms(logged) == ["wrong_amount"]
    assert states() == {(EventState.PARKED, "wrong_amount")}
    assert not workspace_of(owner).has_api


def test_two_that_claim_one_subscription_get_nothing_more(owner: Access) -> None:
    other = a_trial("Lahore Books")
    tell(event("subscription.created", subscription(owner.workspace_id), 1))
    stolen = subscription(owner.workspace_id, custom_data=custom_data(other.workspace_id))
    with capture_logs() as logged:
        tell(event("subscription.updated", stolen, 2))
    assert alarms(logged) == ["two_workspaces"]
    assert (EventState.PARKED, "two_workspaces") in states()
    assert account_of(other).state == "trial"
    assert account_of(owner).state == "active"


def test_the_simulator_never_touches_what_is_real(owner: Access) -> None:
    body = event("subscription.created", subscription(owner.workspace_id), 1, "ntfsimevt_01x")
    tell(body)
    assert states() == {(EventState.IGNORED, "simulated")}
    assert account_of(owner).state == "trial"


def test_an_end_ends_even_where_its_price_is_sold_no_more(owner: Access, settings: Any) -> None:
    tell(event("subscription.created", subscription(owner.workspace_id), 1))
    settings.PADDLE_PRICES = ()
    tell(event("subscription.canceled", subscription(owner.workspace_id, "canceled"), 2))
    assert account_of(owner).state == "trial"


def test_what_was_parked_is_placed_once_it_can_be(owner: Access, settings: Any) -> None:
    settings.PADDLE_PRICES = ()
    tell(event("subscription.created", subscription(owner.workspace_id), 1))
    assert account_of(owner).state == "trial"
    settings.PADDLE_PRICES = PRICE_IDS
    row = BillingEvent.objects.get()
    assert replay(row.id)
    apply_events([row.id])
    assert account_of(owner).state == "active"


def test_a_refund_is_one_when_it_is_approved(owner: Access) -> None:
    tell(event("transaction.completed", transaction(owner.workspace_id), 1))
    asked = {
        "id": "adj_01test",
        "action": "refund",
        "status": "pending_approval",
        "transaction_id": "txn_01test",
        "totals": {"total": "3100", "currency_code": "USD"},
    }
    tell(event("adjustment.created", asked, 2))
    tell(event("adjustment.updated", {**asked, "status": "approved"}, 3))
    with scope(owner.workspace_id):
        found = Adjustment.objects.get()
    assert (found.state, found.total, found.currency) == ("approved", 3100, "USD")


def test_kinds_that_say_nothing_to_us_are_kept_and_left(owner: Access) -> None:
    for kind in ("customer.updated", "payout.paid", "sauce.poured"):
        tell(event(kind, {"id": "x_1"}, 1))
    assert states() == {(EventState.IGNORED, "")}
