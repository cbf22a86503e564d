"""A way to the payment page opens once, within ten minutes, and to its own transaction alone."""

import json
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from uuid import UUID

import pytest
from django.db import connection

from chatsync.billing.actions.checkout import BeingPaid, NothingOwed, pay_invoice
from chatsync.billing.actions.handles import (
    VALID_FOR,
    Looks,
    delete_handles,
    make_handle,
    use_handle,
)
from chatsync.billing.actions.reconcile import reconcile
from chatsync.billing.models import Handle, Invoice
from chatsync.billing.plans import Plan
from chatsync.billing.queries import billing_of
from chatsync.billing.tests.make import a_subscriber, a_trial, subscriptions_of, workspace_of
from chatsync.billing.tests.stand_in import StandIn
from chatsync.billing.tests.test_entitlements import grant
from chatsync.kit.clock import moved, now
from chatsync.kit.errors import NotFound
from chatsync.kit.tenancy import scope
from chatsync.workspaces.access import Access
from chatsync.workspaces.tests.make import a_caller, a_member

pytestmark = pytest.mark.usefixtures("db")
LOOKS = Looks("ur", "dark")


@pytest.fixture
def owner() -> Access:
    return a_trial()


def a_token(owner: Access) -> str:
    return make_handle(owner.workspace_id, "txn_01", LOOKS).rpartition("/")[2]


def test_it_leads_to_its_transaction_once(owner: Access) -> None:
    token = a_token(owner)
    used = use_handle(token)
    assert used is not None
    assert (used.workspace_id, used.transaction_id) == (owner.workspace_id, "txn_01")
    assert used.looks == LOOKS
    assert use_handle(token) is None


def test_of_several_who_come_at_once_one_is_let_through(owner: Access) -> None:
    token = a_token(owner)

    def one(_number: int) -> bool:
        try:
            return use_handle(token) is not None
        finally:
            connection.close()

    with ThreadPoolExecutor(6) as pool:
        assert sorted(pool.map(one, range(6))) == [False] * 5 + [True]


def test_it_is_too_old_after_ten_minutes(owner: Access) -> None:
    token, again = a_token(owner), a_token(owner)
    assert timedelta(minutes=10) == VALID_FOR
    with moved(VALID_FOR - timedelta(seconds=5)):
        assert use_handle(token) is not None
    with moved(VALID_FOR):
        assert use_handle(again) is None


def test_what_is_stored_opens_nothing(owner: Access) -> None:
    token = a_token(owner)
    with scope(owner.workspace_id):
        row = Handle.objects.get()
    assert token.encode() not in bytes(row.digest)
    assert use_handle(bytes(row.digest).hex()) is None


@pytest.mark.parametrize("token", ["", "x", "0" * 32, "0" * 32 + "-" + "A" * 43, "txn_01"])
def test_what_is_no_handle_leads_nowhere(owner: Access, token: str) -> None:
    assert use_handle(token) is None


def test_one_workspaces_handle_under_anothers_name_leads_nowhere(owner: Access) -> None:
    secret = a_token(owner).partition("-")[2]
    assert use_handle(f"{a_trial('Lahore Books').workspace_id.hex}-{secret}") is None


def test_they_are_deleted_after_a_day(owner: Access) -> None:
    a_token(owner)
    with scope(owner.workspace_id):
        assert delete_handles(now() - timedelta(days=1), 10) == 0
        assert delete_handles(now() + timedelta(seconds=1), 10) == 1


@pytest.fixture
def payer(stand_in: StandIn) -> Access:
    return a_subscriber(stand_in)


def past_due(payer: Access, stand_in: StandIn) -> Invoice:
    """A renewal that the card declined, as Paddle tells it."""
    (paid,) = subscriptions_of(payer.workspace_id)
    card = {"subscription_id": paid.provider_id, "outcome": "declines"}
    stand_in.ask("PUT", "/_control/cards", card)
    stand_in.ask("POST", "/_control/clock", {"days": 32})
    reconcile(compares=False)
    with scope(payer.workspace_id):
        found: Invoice = Invoice.objects.get(state="past_due")
    return found


def test_what_is_past_due_is_paid_through_a_handle(payer: Access, stand_in: StandIn) -> None:
    invoice = past_due(payer, stand_in)
    assert [one.id for one in billing_of(payer.workspace_id).owed] == [invoice.id]
    used = use_handle(pay_invoice(payer, invoice.id, LOOKS).rpartition("/")[2])
    assert used is not None
    assert used.transaction_id == invoice.transaction_id
    stand_in.pay(invoice.transaction_id)
    with pytest.raises(BeingPaid):
        pay_invoice(payer, invoice.id, LOOKS)
    reconcile(compares=False)
    assert billing_of(payer.workspace_id).owed == []
    with pytest.raises(NothingOwed):
        pay_invoice(payer, invoice.id, LOOKS)


def ask(access: Access, invoice_id: UUID) -> int:
    path = f"/billing/invoices/{invoice_id}/payments"
    answer = a_caller(access).post(path, json.dumps({}), content_type="application/json")
    return int(answer.status_code)


def test_nobody_else_gets_a_way_to_it(payer: Access, stand_in: StandIn) -> None:
    invoice = past_due(payer, stand_in)
    agent, stranger = a_member(workspace_of(payer)), a_trial("Lahore Books")
    grant(stranger, Plan.GROWTH)
    assert ask(agent, invoice.id) == 403
    assert ask(stranger, invoice.id) == 404
    with pytest.raises(NotFound):
        pay_invoice(stranger, invoice.id, LOOKS)
    assert ask(payer, invoice.id) == 201
