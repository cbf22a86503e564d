"""Invoices with their files, refunds, and whom they name, asked of Paddle at the moment."""

from typing import Any

import pytest

from chatsync.billing.actions.answered import PaddleSilent, PaddleUnsure
from chatsync.billing.actions.checkout import open_checkout
from chatsync.billing.actions.links import PortalShared
from chatsync.billing.actions.manage import NoSubscription
from chatsync.billing.actions.papers import change_recipient, invoice_file, recipient_of
from chatsync.billing.actions.reconcile import reconcile
from chatsync.billing.models import Account, Invoice
from chatsync.billing.paddle.papers import Recipient
from chatsync.billing.plans import Interval, Plan
from chatsync.billing.queries import invoice_page
from chatsync.billing.tests.make import a_subscriber, a_trial, account_of, workspace_of
from chatsync.billing.tests.stand_in import StandIn
from chatsync.kit.errors import NotFound
from chatsync.kit.tenancy import scope
from chatsync.workspaces.access import Access
from chatsync.workspaces.models import AuditEvent
from chatsync.workspaces.tests.make import a_caller, a_member

pytestmark = pytest.mark.usefixtures("db")


@pytest.fixture
def owner(stand_in: StandIn) -> Access:
    return a_subscriber(stand_in)


def invoice_of(owner: Access) -> Invoice:
    with scope(owner.workspace_id):
        found: Invoice = Invoice.objects.get(state="completed")
    return found


def shown(owner: Access) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = invoice_page(owner.workspace_id, None, 50).model_dump()["items"]
    return found


def test_an_invoice_is_listed_with_what_was_paid_and_its_file(owner: Access) -> None:
    (one,) = a_caller(owner).get("/billing/invoices").json()["items"]
    assert (one["state"], one["total"], one["tax"], one["currency"]) == (
        "completed",
        3100,
        0,
        "USD",
    )
    assert one["number"]
    answer = a_caller(owner).get(f"/billing/invoices/{one['id']}/file")
    assert answer.content.startswith(b"%PDF-1.4")
    assert answer.headers["Content-Type"] == "application/pdf"
    assert answer.headers["Content-Disposition"].startswith('attachment; filename="invoice-')
    assert answer.headers["Cache-Control"] == "no-store"


def test_an_offer_that_nobody_paid_is_no_invoice(stand_in: StandIn) -> None:
    owner = a_trial()
    open_checkout(owner, Plan.GROWTH, Interval.MONTH)
    reconcile(compares=False)
    assert shown(owner) == []


def test_a_refund_waits_and_is_then_approved(owner: Access, stand_in: StandIn) -> None:
    paid = invoice_of(owner)
    items = stand_in.ask("GET", f"/transactions/{paid.transaction_id}")["data"]["details"]
    wish = {
        "transaction_id": paid.transaction_id,
        "action": "refund",
        "reason": "wrong charge",
        "items": [{"item_id": items["line_items"][0]["id"], "type": "full"}],
    }
    asked = stand_in.ask("POST", "/adjustments", wish)["data"]
    reconcile(compares=False)
    (waiting,) = shown(owner)[0]["adjustments"]
    assert (waiting["action"], waiting["state"]) == ("refund", "pending_approval")
    decided = {"adjustment_id": asked["id"], "status": "approved"}
    stand_in.ask("POST", "/_control/adjustments", decided)
    reconcile(compares=False)
    (done,) = shown(owner)[0]["adjustments"]
    assert (done["state"], done["total"]) == ("approved", 3100)


def test_another_workspaces_invoice_leads_nowhere(owner: Access, stand_in: StandIn) -> None:
    other = a_trial("Lahore Books")
    stand_in.ask("DELETE", "/_control/requests")
    with pytest.raises(NotFound):
        invoice_file(other, invoice_of(owner).id)
    assert stand_in.ask("GET", "/_control/requests") == []
    assert shown(other) == []


def test_a_file_that_paddle_does_not_give_is_said(owner: Access, stand_in: StandIn) -> None:
    stand_in.ask("POST", "/_control/faults", {"mode": "error", "next": 1})
    with pytest.raises(PaddleSilent):
        invoice_file(owner, invoice_of(owner).id)


@pytest.mark.parametrize("address", ["http://example.com/invoice.pdf", "ftp://example.com/a"])
def test_a_link_that_is_not_over_https_is_not_followed(
    owner: Access, monkeypatch: pytest.MonkeyPatch, address: str
) -> None:
    async def said(*_given: object, **_more: object) -> bytes:
        return f'{{"data": {{"url": "{address}"}}}}'.encode()

    monkeypatch.setattr("chatsync.billing.paddle.papers.call", said)
    with pytest.raises(PaddleUnsure):
        invoice_file(owner, invoice_of(owner).id)


def test_later_invoices_name_the_company_and_its_tax_number(
    owner: Access, stand_in: StandIn
) -> None:
    assert recipient_of(owner).company == ""
    wanted = {
        "email": "accounts@shop.example",
        "name": "Amina",
        "company": "Karachi Kitchen",
        "tax_id": "1234567-8",
    }
    assert a_caller(owner).put("/billing/invoice-recipient", wanted).json() == wanted
    assert a_caller(owner).get("/billing/invoice-recipient").json() == wanted
    again = {**wanted, "tax_id": "7654321-0"}
    assert a_caller(owner).put("/billing/invoice-recipient", again).status_code == 200
    customer_id = account_of(owner).customer_id
    known = stand_in.ask("GET", f"/customers/{customer_id}/businesses")["data"]
    assert [one["tax_identifier"] for one in known] == ["7654321-0"]
    with scope(owner.workspace_id):
        written = AuditEvent.objects.get(seq=AuditEvent.objects.count())
    assert (written.action, written.details) == ("billing.recipient_changed", {})


def test_an_address_that_is_none_is_refused_before_paddle_is_asked(
    owner: Access, stand_in: StandIn
) -> None:
    stand_in.ask("DELETE", "/_control/requests")
    answer = a_caller(owner).put("/billing/invoice-recipient", {"email": "nobody"})
    assert (answer.status_code, stand_in.ask("GET", "/_control/requests")) == (422, [])


def test_whom_two_workspaces_pay_with_is_not_changed_from_one(owner: Access) -> None:
    other, customer_id = a_trial("Lahore Books"), account_of(owner).customer_id
    with scope(other.workspace_id):
        Account.objects.update(customer_id=customer_id)
    with pytest.raises(PortalShared):
        change_recipient(owner, Recipient("accounts@shop.example", ""))


def test_where_nothing_was_bought_nobody_is_named(stand_in: StandIn) -> None:
    with pytest.raises(NoSubscription):
        recipient_of(a_trial())


def test_members_without_the_right_get_no_invoice(owner: Access) -> None:
    agent = a_caller(a_member(workspace_of(owner)))
    for path in (
        "/billing/invoices",
        f"/billing/invoices/{invoice_of(owner).id}/file",
        "/billing/invoice-recipient",
    ):
        assert agent.get(path).status_code == 403
