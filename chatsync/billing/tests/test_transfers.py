"""A plan paid by bank transfer: the reference and the operator's word."""

import threading
from datetime import datetime, timedelta
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection

from chatsync.billing.actions.adjust import grant_plan
from chatsync.billing.actions.deciding import approve_transfer
from chatsync.billing.actions.transfers import (
    NoTransfers,
    PaysByCard,
    PlanWithoutEnd,
    TransferOpen,
    ask_transfer,
    send_receipt,
    withdraw_transfer,
)
from chatsync.billing.models import Subscription, Transfer
from chatsync.billing.plans import Interval, Plan
from chatsync.billing.queries import receipt_of, transfer_page
from chatsync.billing.tests.make import (
    JPEG,
    a_subscriber,
    a_trial,
    account_of,
    after,
    asked,
    mails,
    told,
    workspace_of,
)
from chatsync.billing.tests.stand_in import StandIn
from chatsync.kit.clock import moved, now
from chatsync.kit.errors import Moved, NotFound
from chatsync.kit.tenancy import scope
from chatsync.workspaces.access import Access
from chatsync.workspaces.models import AuditEvent, Workspace
from chatsync.workspaces.tests.make import a_caller, a_member, a_person

pytestmark = pytest.mark.usefixtures("db", "bank")


@pytest.fixture
def owner() -> Access:
    return a_trial()


def approve(owner: Access, transfer: Transfer, days: int = 30) -> datetime:
    ends_at = now() + timedelta(days=days)
    approve_transfer(owner.workspace_id, transfer.id, ends_at, operator=a_person("Omar"))
    return ends_at


def acts(owner: Access) -> list[str]:
    with scope(owner.workspace_id):
        return list(AuditEvent.objects.order_by("seq").values_list("action", flat=True))


def test_it_has_an_amount_a_reference_and_an_account(owner: Access) -> None:
    ask_transfer(owner, Plan.GROWTH, Interval.YEAR)
    billing = told(owner)
    transfer = billing["transfer"]
    assert (transfer["state"], transfer["rupees"]) == ("awaited", 85_000)
    assert transfer["reference"].startswith("CS-")
    assert billing["bank"]["iban"] == "PK36SCBL0000001123456702"
    assert billing["state"] == "trial", "asking changes no plan"


def test_a_program_goes_the_same_way(owner: Access) -> None:
    approve(owner, asked(owner))
    caller = a_caller(owner)
    answer = caller.post("/billing/transfers", {"plan": "growth", "interval": "month"})
    assert answer.status_code == 201, answer.content
    made = answer.json()
    assert caller.get("/billing").json()["transfer"] == made
    path = f"/api/v1/billing/transfers/{made['id']}"
    photo = SimpleUploadedFile("receipt.jpg", JPEG, "image/jpeg")
    kept = caller.client.post(f"{path}/receipt", {"file": photo})
    assert (kept.status_code, kept.json()["state"]) == (201, "received")
    assert caller.client.get(f"{path}/receipt").content == JPEG
    listed = caller.get("/billing/transfers", limit=1).json()
    assert [one["id"] for one in listed["items"]] == [made["id"]]
    rest = caller.get("/billing/transfers", limit=1, cursor=listed["next_cursor"]).json()
    assert [one["state"] for one in rest["items"]] == ["approved"]
    assert caller.client.delete(path).status_code == 204
    assert caller.client.get(f"{path}/receipt").status_code == 404


def test_nobody_begins_a_second_one_beside_it(owner: Access) -> None:
    asked(owner)
    with pytest.raises(TransferOpen):
        asked(owner, Plan.BUSINESS)


def test_the_operators_word_gives_the_plan_and_writes_to_the_owners(owner: Access) -> None:
    transfer = asked(owner)
    send_receipt(owner, transfer.id, JPEG)
    ends_at = approve(owner, transfer)
    assert (account_of(owner).state, account_of(owner).plan) == ("active", "growth")
    assert workspace_of(owner).has_api
    assert "transfer_approved" in mails()
    assert {"transfer.asked", "transfer.approved", "plan.changed"} <= set(acts(owner))
    with scope(owner.workspace_id):
        (bought,) = Subscription.objects.all()
    assert (bought.provider, bought.interval, bought.amount, bought.currency) == (
        "manual",
        "month",
        850_000,
        "PKR",
    )
    (listed,) = transfer_page(owner.workspace_id, None, 10).items
    assert (listed.state, listed.ends_at) == ("approved", ends_at)


def test_money_that_came_without_a_receipt_counts_too(owner: Access) -> None:
    approve(owner, asked(owner))
    assert account_of(owner).state == "active"


def test_five_days_of_grace_follow_then_it_pauses(owner: Access) -> None:
    approve(owner, asked(owner), days=30)
    with after(owner, days=30, minutes=1) as account:
        assert account.state == "past_due"
        assert mails().count("transfer_late") == 1
        assert told(owner)["pauses_at"] is not None
        assert workspace_of(owner).status == "active"
    with after(owner, days=34, hours=23):
        assert workspace_of(owner).status == "active"
        assert mails().count("transfer_late") == 1
    with after(owner, days=35, minutes=1):
        assert workspace_of(owner).status == "paused"


def test_a_paused_workspace_pays_its_way_out(owner: Access) -> None:
    with moved(timedelta(days=8)):
        approve(owner, asked(owner))
        assert workspace_of(owner).status == "active"


def test_it_is_given_up_with_its_receipt(owner: Access) -> None:
    transfer = asked(owner)
    send_receipt(owner, transfer.id, JPEG)
    withdraw_transfer(owner, transfer.id)
    assert receipt_of(owner.workspace_id, transfer.id) is None
    for deed in (
        lambda: send_receipt(owner, transfer.id, JPEG),
        lambda: withdraw_transfer(owner, transfer.id),
        lambda: approve(owner, transfer),
    ):
        with pytest.raises(Moved):
            deed()
    assert account_of(owner).state == "trial"
    asked(owner)


def test_a_plan_without_end_needs_none(owner: Access) -> None:
    grant_plan(
        owner.workspace_id, Plan.BUSINESS, None, reason="A friend.", operator=a_person("Omar")
    )
    with pytest.raises(PlanWithoutEnd):
        asked(owner)


def test_who_pays_by_card_does_not_pay_twice(stand_in: StandIn) -> None:
    owner = a_subscriber(stand_in)
    with pytest.raises(PaysByCard):
        asked(owner)
    with scope(owner.workspace_id):
        Subscription.objects.update(change="cancel")
    assert asked(owner).state == "awaited"


def test_without_an_account_nothing_is_paid_by_transfer(owner: Access, settings: Any) -> None:
    settings.BANK_NAME = settings.BANK_ACCOUNT_TITLE = settings.BANK_IBAN = ""
    assert told(owner)["bank"] is None
    with pytest.raises(NoTransfers):
        asked(owner)


def test_another_workspaces_transfer_is_one_that_does_not_exist(owner: Access) -> None:
    theirs = asked(a_trial("Lahore Books"))
    for deed in (
        lambda: send_receipt(owner, theirs.id, JPEG),
        lambda: withdraw_transfer(owner, theirs.id),
        lambda: approve(owner, theirs),
    ):
        with pytest.raises(NotFound):
            deed()
    assert receipt_of(owner.workspace_id, theirs.id) is None


def test_an_agent_learns_nothing_of_it(owner: Access) -> None:
    approve(owner, asked(owner))
    transfer = asked(owner)
    send_receipt(owner, transfer.id, JPEG)
    caller = a_caller(a_member(workspace_of(owner)))
    for path in ("/billing/transfers", f"/billing/transfers/{transfer.id}/receipt"):
        assert caller.get(path).status_code == 403
    assert (
        caller.post("/billing/transfers", {"plan": "growth", "interval": "month"}).status_code
        == 403
    )


def test_of_two_operators_one_approves(owner: Access) -> None:
    transfer = asked(owner)
    operator = a_person("Omar")
    ends_at = now() + timedelta(days=30)
    outcomes: list[str] = []

    def decide() -> None:
        try:
            approve_transfer(owner.workspace_id, transfer.id, ends_at, operator=operator)
            outcomes.append("approved")
        except Moved:
            outcomes.append("late")
        finally:
            connection.close()

    both = [threading.Thread(target=decide) for _each in range(2)]
    for each in both:
        each.start()
    for each in both:
        each.join()
    assert sorted(outcomes) == ["approved", "late"]
    with scope(owner.workspace_id):
        assert Subscription.objects.count() == 1
        assert Workspace.objects.get().has_api
