"""The operator gives a workspace a plan without Paddle, and ends it."""

from datetime import timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from chatsync.billing.actions.adjust import open_account
from chatsync.billing.actions.settle import settle
from chatsync.config import wiring
from chatsync.kit.clock import moved, now
from chatsync.kit.tenancy import scope
from chatsync.ops.tests.stand import operators_browser, text_of, told_of
from chatsync.workspaces.models import Workspace
from chatsync.workspaces.tests.make import a_workspace

assert wiring.__doc__, "the queue follows the standing"
pytestmark = pytest.mark.usefixtures("db")


@pytest.fixture
def client(settings: Any) -> Any:
    settings.BILLING = True
    return operators_browser()


@pytest.fixture
def shop(client: Any) -> Workspace:
    workspace, _owner = a_workspace("Karachi Tea House")
    open_account(workspace.id)
    return workspace


def _give(client: Any, shop: Workspace, **fields: str) -> Any:
    asked = {"plan": "growth", "last_day": "", "reason": "Transfer 4711"}
    return client.post(f"/ops/tenants/{shop.org}/plan", {**asked, **fields})


def _fresh(shop: Workspace) -> Workspace:
    with scope(shop.id):
        return Workspace.objects.get(id=shop.id)


def _day(shop: Workspace, days: int) -> str:
    """The day of the shop's own calendar, which begins at 19:00 UTC in Karachi."""
    at = now() + timedelta(days=days)
    return at.astimezone(ZoneInfo(shop.time_zone)).date().isoformat()


def test_the_page_of_a_workspace_shows_its_plan(client: Any, shop: Workspace) -> None:
    page = text_of(client.get(f"/ops/tenants/{shop.org}"))
    assert "Trial" in page
    assert f"/ops/tenants/{shop.org}/plan" in page


def test_a_plan_opens_what_it_holds_and_the_workspace_reads_why(
    client: Any, shop: Workspace
) -> None:
    answer = _give(client, shop, last_day=_day(shop, 30))
    assert answer["Location"] == f"/ops/tenants/{shop.org}?saved=plan"
    assert (_fresh(shop).staff_limit, _fresh(shop).has_api) == (10, True)
    kind, act, details, name = told_of(shop)[0]
    assert (kind, act, name) == ("operator", "plan.granted", "Omar Operator")
    assert (details["plan"], details["reason"]) == ("growth", "Transfer 4711")
    form = text_of(client.get(f"/ops/tenants/{shop.org}/plan"))
    assert '<option value="growth" selected>' in form, "whoever only adds days changes no plan"
    assert "given by the operator" in text_of(client.get(f"/ops/tenants/{shop.org}"))


def test_the_last_day_is_paid_whole_and_grace_follows(client: Any, shop: Workspace) -> None:
    _give(client, shop, last_day=_day(shop, 30))
    for days, status in ((30, "active"), (35, "active"), (37, "paused")):
        with moved(timedelta(days=days)):
            settle(shop.id)
        assert _fresh(shop).status == status


def test_it_is_the_way_out_of_a_pause(client: Any, shop: Workspace) -> None:
    with moved(timedelta(days=8)):
        settle(shop.id)
    assert _fresh(shop).status == "paused"
    _give(client, shop, plan="business")
    assert (_fresh(shop).status, _fresh(shop).staff_limit) == ("active", None)


def test_a_given_plan_is_ended(client: Any, shop: Workspace) -> None:
    _give(client, shop)
    _give(client, shop, plan="none", reason="Not paid")
    assert _fresh(shop).has_api is False
    assert told_of(shop)[2][1] == "plan.withdrawn"


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ({"plan": "none"}, "there is none to end"),
        ({"last_day": "31.1.2027"}, "year-month-day"),
        ({"last_day": "2020-01-01"}, "This day is over"),
        ({"plan": "none", "last_day": "2030-01-01"}, "Leave the day empty"),
        ({"plan": "gold"}, "Select a valid choice"),
        ({"reason": ""}, "reason"),
    ],
)
def test_what_cannot_be_is_said_and_changes_nothing(
    client: Any, shop: Workspace, fields: dict[str, str], said: str
) -> None:
    assert said in text_of(_give(client, shop, **fields))
    assert told_of(shop) == []


def test_where_billing_is_off_there_is_no_plan(client: Any, shop: Workspace, settings: Any) -> None:
    settings.BILLING = False
    assert client.get(f"/ops/tenants/{shop.org}/plan").status_code == 404
    assert "/plan" not in text_of(client.get(f"/ops/tenants/{shop.org}"))
