"""An owner changes, cancels, keeps and resumes a subscription; Paddle's news make it so."""

from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
from django.db import connection

from chatsync.billing.actions.answered import (
    CardDeclined,
    Changing,
    PaddleSilent,
    PaddleUnsure,
    RenewalNear,
)
from chatsync.billing.actions.handles import use_handle
from chatsync.billing.actions.links import PortalShared, card_page, portal_page
from chatsync.billing.actions.manage import (
    NoSubscription,
    PlanTooSmall,
    cancel_plan,
    change_plan,
    keep_plan,
    preview_plan,
    resume_plan,
)
from chatsync.billing.actions.reconcile import reconcile
from chatsync.billing.models import Account, BillingEvent, Subscription
from chatsync.billing.plans import Interval, Plan
from chatsync.billing.queries import billing_of
from chatsync.billing.schemas import SubscriptionOut
from chatsync.billing.tests.make import a_subscriber, a_trial, account_of, workspace_of
from chatsync.billing.tests.stand_in import StandIn
from chatsync.inbox.tests.make import a_number
from chatsync.kit.errors import Conflict
from chatsync.kit.tenancy import scope
from chatsync.workspaces.access import Access
from chatsync.workspaces.models import AuditEvent
from chatsync.workspaces.tests.make import a_caller, a_key, a_member

pytestmark = pytest.mark.usefixtures("db")


@pytest.fixture
def owner(stand_in: StandIn) -> Access:
    return a_subscriber(stand_in)


def paid(owner: Access) -> SubscriptionOut:
    found = billing_of(owner.workspace_id).subscription
    assert found
    return found


def paddle_id(owner: Access) -> str:
    with scope(owner.workspace_id):
        return str(Subscription.objects.get().provider_id)


def acts(owner: Access) -> list[str]:
    with scope(owner.workspace_id):
        return list(
            AuditEvent.objects.filter(action__regex="^(subscription|billing)[.]")
            .order_by("seq")
            .values_list("action", flat=True)
        )


def at_paddle(stand_in: StandIn, owner: Access) -> dict[str, Any]:
    found: dict[str, Any] = stand_in.ask("GET", f"/subscriptions/{paddle_id(owner)}")["data"]
    return found


def test_an_upgrade_is_previewed_then_asked_and_opens_nothing_before_paddle_says_so(
    owner: Access, stand_in: StandIn
) -> None:
    shown = preview_plan(owner, Plan.BUSINESS, Interval.MONTH)
    assert (shown.exceeds, shown.clears_cancel, shown.cost.next_amount) == ([], False, 6500)
    assert 3300 < shown.cost.due_now <= 3400
    change_plan(owner, Plan.BUSINESS, Interval.MONTH)
    assert (paid(owner).asked, paid(owner).plan, workspace_of(owner).has_ai) == (
        "change",
        "growth",
        False,
    )
    reconcile(compares=False)
    assert (paid(owner).asked, paid(owner).plan, workspace_of(owner).has_ai) == (
        None,
        "business",
        True,
    )
    assert acts(owner) == ["subscription.changed"]


def test_a_year_takes_the_place_of_a_month_with_what_is_left_of_it(
    owner: Access, stand_in: StandIn
) -> None:
    shown = preview_plan(owner, Plan.GROWTH, Interval.YEAR)
    assert 27_900 <= shown.cost.due_now <= 28_000
    change_plan(owner, Plan.GROWTH, Interval.YEAR)
    reconcile(compares=False)
    assert (paid(owner).interval, paid(owner).amount) == ("year", 31_000)


def test_a_downgrade_leaves_credit_and_charges_nothing(owner: Access) -> None:
    shown = preview_plan(owner, Plan.STARTER, Interval.MONTH)
    assert shown.cost.due_now == 0
    assert shown.cost.kept == pytest.approx(1600, abs=100)
    change_plan(owner, Plan.STARTER, Interval.MONTH)
    reconcile(compares=False)
    assert (paid(owner).plan, workspace_of(owner).staff_limit) == ("starter", 3)


def test_a_downgrade_is_refused_with_what_exceeds_the_plan(owner: Access) -> None:
    for number in range(4):
        a_member(workspace_of(owner), name=f"Bilal{number}")
    for _each in range(2):
        a_number(owner)
    a_key(owner)
    shown = preview_plan(owner, Plan.STARTER, Interval.MONTH)
    assert [(one.what, one.used, one.limit) for one in shown.exceeds] == [
        ("staff", 5, 3),
        ("numbers", 2, 1),
    ]
    assert shown.loses == ["api_keys"]
    with pytest.raises(PlanTooSmall) as refused:
        change_plan(owner, Plan.STARTER, Interval.MONTH)
    assert refused.value.extra["exceeds"][0] == {"what": "staff", "used": 5, "limit": 3}
    assert paid(owner).asked is None


def test_it_is_cancelled_with_the_period_and_kept_again(owner: Access, stand_in: StandIn) -> None:
    cancel_plan(owner)
    reconcile(compares=False)
    assert (account_of(owner).state, paid(owner).change) == ("canceling", "cancel")
    cancel_plan(owner)
    keep_plan(owner)
    reconcile(compares=False)
    assert (account_of(owner).state, paid(owner).change) == ("active", None)
    keep_plan(owner)
    assert acts(owner) == ["subscription.canceled", "subscription.kept"]
    assert at_paddle(stand_in, owner)["scheduled_change"] is None


def test_another_plan_takes_a_cancellation_back(owner: Access) -> None:
    cancel_plan(owner)
    reconcile(compares=False)
    assert preview_plan(owner, Plan.BUSINESS, Interval.MONTH).clears_cancel
    change_plan(owner, Plan.BUSINESS, Interval.MONTH)
    reconcile(compares=False)
    assert (paid(owner).plan, paid(owner).change) == ("business", None)


def test_a_paused_one_goes_on(owner: Access, stand_in: StandIn) -> None:
    stand_in.ask(
        "POST", f"/subscriptions/{paddle_id(owner)}/pause", {"effective_from": "immediately"}
    )
    reconcile(compares=False)
    assert paid(owner).state == "paused"
    with pytest.raises(Conflict):
        change_plan(owner, Plan.BUSINESS, Interval.MONTH)
    resume_plan(owner)
    reconcile(compares=False)
    assert (paid(owner).state, acts(owner)) == ("active", ["subscription.resumed"])


def test_a_card_that_declines_changes_nothing(owner: Access, stand_in: StandIn) -> None:
    card = {"subscription_id": paddle_id(owner), "outcome": "declines"}
    stand_in.ask("PUT", "/_control/cards", card)
    with pytest.raises(CardDeclined):
        change_plan(owner, Plan.BUSINESS, Interval.MONTH)
    reconcile(compares=False)
    assert (paid(owner).plan, paid(owner).asked, acts(owner)) == ("growth", None, [])


def test_shortly_before_a_renewal_nothing_is_changed(owner: Access, stand_in: StandIn) -> None:
    ends_at = at_paddle(stand_in, owner)["next_billed_at"]
    ahead = stand_in.ask("GET", "/_control/clock")["now"]
    minutes = _minutes(ahead, ends_at) - 20
    stand_in.ask("POST", "/_control/clock", {"minutes": minutes})
    for deed in (cancel_plan, lambda it: change_plan(it, Plan.BUSINESS, Interval.MONTH)):
        with pytest.raises(RenewalNear):
            deed(owner)
    assert paid(owner).asked is None


def _minutes(since: str, until: str) -> float:
    from_, to = (BillingEvent._meta.get_field("occurred_at").to_python(at) for at in (since, until))
    return float((to - from_).total_seconds() / 60)


@pytest.mark.parametrize("mode", ["error", "rate_limit"])
def test_a_paddle_that_is_away_is_said_and_leaves_nothing_claimed(
    owner: Access, stand_in: StandIn, mode: str
) -> None:
    stand_in.ask("POST", "/_control/faults", {"mode": mode, "next": 1})
    with pytest.raises(PaddleSilent):
        cancel_plan(owner)
    assert (paid(owner).asked, acts(owner)) == (None, [])
    cancel_plan(owner)


def test_an_answer_that_got_lost_is_awaited(
    owner: Access, stand_in: StandIn, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The deed worked, and nobody may repeat it blindly: its news say so later."""
    monkeypatch.setattr("chatsync.billing.paddle.client.ANSWER_MAX", 10)
    with pytest.raises(PaddleUnsure):
        cancel_plan(owner)
    monkeypatch.undo()
    with pytest.raises(Changing):
        cancel_plan(owner)
    assert (paid(owner).asked, acts(owner)) == ("cancel", ["subscription.canceled"])
    reconcile(compares=False)
    assert (paid(owner).asked, paid(owner).change) == (None, "cancel")


def test_of_several_at_once_one_is_asked(owner: Access, stand_in: StandIn) -> None:
    def one(_number: int) -> bool:
        try:
            change_plan(owner, Plan.BUSINESS, Interval.MONTH)
        except Changing:
            return False
        finally:
            connection.close()
        return True

    with ThreadPoolExecutor(4) as pool:
        done = list(pool.map(one, range(4)))
    assert done.count(True) == 1
    paid_for = stand_in.ask("GET", "/transactions?per_page=200")["data"]
    assert [one["origin"] for one in paid_for].count("subscription_update") == 1


def test_links_are_made_when_they_are_asked_for(owner: Access, stand_in: StandIn) -> None:
    first, second = portal_page(owner), portal_page(owner)
    assert "/portal/" in first
    assert first != second
    used = use_handle(card_page(owner).rpartition("/")[2])
    assert used is not None
    assert used.transaction_id.startswith("txn_")
    assert acts(owner) == ["billing.portal_opened"] * 2


def test_a_portal_that_would_show_another_workspace_is_not_opened(
    owner: Access, stand_in: StandIn
) -> None:
    other = a_trial("Lahore Books")
    customer_id = account_of(owner).customer_id
    assert customer_id.startswith("ctm_")
    with scope(other.workspace_id):
        Account.objects.update(customer_id=customer_id)
    with pytest.raises(PortalShared):
        portal_page(owner)


def test_where_nothing_was_bought_there_is_nothing_to_change(stand_in: StandIn) -> None:
    owner = a_trial()
    for deed in (cancel_plan, keep_plan, resume_plan, card_page, portal_page):
        with pytest.raises(NoSubscription):
            deed(owner)


DOORS = [
    ("post", "/billing/subscription/previews", {"plan": "business", "interval": "month"}),
    ("put", "/billing/subscription", {"plan": "business", "interval": "month"}),
    ("put", "/billing/subscription/cancellation", None),
    ("delete", "/billing/subscription/cancellation", None),
    ("post", "/billing/subscription/resumption", None),
    ("post", "/billing/card-links", None),
    ("post", "/billing/portal-links", None),
]


@pytest.mark.parametrize(("method", "path", "body"), DOORS)
def test_only_who_manages_billing_comes_in(
    owner: Access, stand_in: StandIn, method: str, path: str, body: Any
) -> None:
    agent = a_caller(a_member(workspace_of(owner)))
    stand_in.ask("DELETE", "/_control/requests")
    given = (path,) if method == "delete" else (path, body)
    answer = getattr(agent, method)(*given)
    assert (answer.status_code, stand_in.ask("GET", "/_control/requests")) == (403, [])


def test_the_doors_do_what_they_say(owner: Access, stand_in: StandIn) -> None:
    caller = a_caller(owner)
    wish = {"plan": "business", "interval": "month"}
    shown = caller.post("/billing/subscription/previews", wish)
    assert (shown.status_code, shown.json()["next_amount"]) == (200, 6500)
    assert caller.put("/billing/subscription", wish).json()["subscription"]["asked"] == "change"
    reconcile(compares=False)
    assert caller.put("/billing/subscription/cancellation").status_code == 200
    reconcile(compares=False)
    assert caller.get("/billing").json()["subscription"]["change"] == "cancel"
    assert caller.delete("/billing/subscription/cancellation").status_code == 200
    reconcile(compares=False)
    assert caller.post("/billing/card-links").status_code == 201
    assert "/portal/" in caller.post("/billing/portal-links").json()["url"]
    assert caller.post("/billing/subscription/resumption").status_code == 409
