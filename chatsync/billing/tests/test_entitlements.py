"""What a plan opens: written by billing, read by every room, enforced where it would be broken."""

from datetime import timedelta
from typing import Any

import pytest

from chatsync.billing.actions.adjust import (
    Limits,
    end_granted_plan,
    grant_plan,
    open_account,
    set_limits,
)
from chatsync.billing.actions.settle import settle
from chatsync.billing.models import AccountState
from chatsync.billing.plans import ENTITLEMENTS, GRACE, Plan
from chatsync.billing.tests.make import a_trial, account_of, after, workspace_of
from chatsync.kit.clock import moved, now
from chatsync.kit.tenancy import scope
from chatsync.workspaces.access import Access
from chatsync.workspaces.actions.seats import SeatsTaken, demand_seat, lock_seats
from chatsync.workspaces.models import AuditEvent
from chatsync.workspaces.tests.make import a_caller, a_member, a_person, a_workspace

pytestmark = pytest.mark.usefixtures("db")


@pytest.fixture
def owner() -> Access:
    return a_trial()


def grant(owner: Access, plan: Plan, days: int | None = None) -> None:
    ends_at = now() + timedelta(days=days) if days else None
    operator = a_person("Omar")
    grant_plan(owner.workspace_id, plan, ends_at, reason="Transfer 12.", operator=operator)


@pytest.mark.parametrize("plan", list(Plan))
def test_a_plan_opens_what_it_says(owner: Access, plan: Plan) -> None:
    grant(owner, plan)
    workspace = workspace_of(owner)
    for name, value in vars(ENTITLEMENTS[plan]).items():
        assert getattr(workspace, name) == value


def test_the_last_seat_of_the_plan_is_the_last(owner: Access) -> None:
    workspace = workspace_of(owner)
    for name in ("Bilal", "Sana"):
        a_member(workspace, name=name)
    with scope(owner.workspace_id), pytest.raises(SeatsTaken):
        demand_seat(lock_seats())
    grant(owner, Plan.GROWTH)
    with scope(owner.workspace_id):
        demand_seat(lock_seats())


def test_the_api_gate_holds_for_keys_and_opens_with_the_plan(owner: Access) -> None:
    caller = a_caller(owner)
    refused = caller.get("/me")
    assert (refused.status_code, refused.json()["code"]) == (403, "not_in_plan")
    assert "has no API" in refused.json()["detail"]
    grant(owner, Plan.GROWTH)
    assert caller.get("/me").status_code == 200


def test_an_operators_limits_count_instead_of_the_plans(owner: Access) -> None:
    operator = a_person("Omar")
    assert set_limits(owner.workspace_id, Limits(7, None), reason="Agreed.", operator=operator)
    assert not set_limits(owner.workspace_id, Limits(7, None), reason="Agreed.", operator=operator)
    grant(owner, Plan.BUSINESS)
    workspace = workspace_of(owner)
    assert (workspace.staff_limit, workspace.number_limit, workspace.has_ai) == (7, None, True)


def test_limits_from_before_billing_was_on_stay() -> None:
    _workspace, owner = a_workspace(staff_limit=2)
    open_account(owner.workspace_id)
    assert workspace_of(owner).staff_limit == 2


def test_a_plan_by_transfer_has_five_days_of_grace(owner: Access) -> None:
    grant(owner, Plan.GROWTH, days=30)
    with after(owner, days=30, minutes=1) as account:
        assert account.state == AccountState.PAST_DUE
        assert workspace_of(owner).has_api
    with after(owner, days=30 + GRACE.days, minutes=1) as account:
        assert account.state == AccountState.CANCELED
        assert workspace_of(owner).status == "paused"


def test_a_granted_plan_takes_the_place_of_the_one_before(owner: Access) -> None:
    grant(owner, Plan.BUSINESS)
    grant(owner, Plan.STARTER)
    assert account_of(owner).plan == Plan.STARTER
    operator = a_person("Omar")
    assert end_granted_plan(owner.workspace_id, reason="Over.", operator=operator)
    assert not end_granted_plan(owner.workspace_id, reason="Over.", operator=operator)
    assert account_of(owner).state == AccountState.TRIAL


def test_every_deed_stands_in_the_audit_log_with_its_reason(owner: Access) -> None:
    grant(owner, Plan.GROWTH)
    with scope(owner.workspace_id):
        found = list(AuditEvent.objects.order_by("seq").values_list("action", "details"))
    assert [action for action, _details in found] == ["plan.granted", "plan.changed"]
    assert found[0][1]["reason"] == "Transfer 12."


def test_where_billing_is_off_everything_is_unlocked(owner: Access, settings: Any) -> None:
    settings.BILLING = False
    with moved(timedelta(days=30)):
        settle(owner.workspace_id)
    workspace = workspace_of(owner)
    assert (workspace.status, workspace.staff_limit, workspace.has_api) == ("active", None, True)


def test_who_may_manage_it_reads_the_plan_and_nobody_else(owner: Access) -> None:
    grant(owner, Plan.GROWTH)
    agent = a_caller(a_member(workspace_of(owner)))
    assert agent.get("/billing").status_code == 403
    told = a_caller(owner).get("/billing").json()
    assert (told["state"], told["plan"], told["provider"]) == ("active", "growth", "manual")
    assert told["staff"] == {"used": 2, "limit": 10}
