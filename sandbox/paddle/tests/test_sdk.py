"""The official Python SDK finds here what it finds at Paddle, and takes every answer apart."""

import json
import urllib.request
from types import SimpleNamespace
from typing import Any

import pytest
from paddle_billing import Client, Options
from paddle_billing.Entities.Adjustments import AdjustmentCustomerBalance
from paddle_billing.Entities.Shared import Action, AddressPreview, CountryCode, CustomData
from paddle_billing.Entities.Subscriptions import (
    SubscriptionEffectiveFrom,
    SubscriptionProrationBillingMode,
)
from paddle_billing.Exceptions.ApiError import ApiError
from paddle_billing.Notifications.Entities.Subscription import Subscription
from paddle_billing.Notifications.Entities.Transaction import Transaction
from paddle_billing.Resources.Addresses.Operations import CreateAddress
from paddle_billing.Resources.Adjustments.Operations import CreateAdjustment
from paddle_billing.Resources.Businesses.Operations import CreateBusiness
from paddle_billing.Resources.CustomerPortalSessions.Operations import CreateCustomerPortalSession
from paddle_billing.Resources.Customers.Operations import CreateCustomer, ListCustomers
from paddle_billing.Resources.Events.Operations import ListEvents
from paddle_billing.Resources.Prices.Operations import ListPrices
from paddle_billing.Resources.Shared.Operations import Pager
from paddle_billing.Resources.Subscriptions.Operations import (
    CancelSubscription,
    PauseSubscription,
    PreviewUpdateSubscription,
    ResumeSubscription,
    UpdateSubscription,
)
from paddle_billing.Resources.Subscriptions.Operations.Update import SubscriptionUpdateItem
from paddle_billing.Resources.Transactions.Operations import (
    CreateTransaction,
    PreviewTransactionByAddress,
)
from paddle_billing.Resources.Transactions.Operations.Create import TransactionCreateItem

from sandbox.paddle.tests.support import GROWTH_MONTH, KEY, STARTER_MONTH

AT_ONCE = SubscriptionProrationBillingMode.ProratedImmediately
GROWTH = [SubscriptionUpdateItem(GROWTH_MONTH, 1)]


class Seller:
    """The SDK pointed at the stand-in, and its control."""

    def __init__(self, port: int) -> None:
        self.base = f"http://127.0.0.1:{port}"
        place = SimpleNamespace(base_url=self.base)
        self.sdk = Client(KEY, options=Options(environment=place))

    def control(self, method: str, path: str, body: Any = None) -> Any:
        data = None if body is None else json.dumps(body).encode()
        request = urllib.request.Request(f"{self.base}/_control/{path}", data, method=method)
        with urllib.request.urlopen(request) as answer:
            return json.load(answer)

    def customer(self) -> tuple[Any, Any]:
        wish = CreateCustomer("amina@shop.example", name="Amina", locale="en")
        customer = self.sdk.customers.create(wish)
        address = self.sdk.addresses.create(customer.id, CreateAddress(CountryCode("PK")))
        return customer, address

    def transaction(self) -> Any:
        customer, address = self.customer()
        wish = CreateTransaction(
            [TransactionCreateItem(STARTER_MONTH, 1)],
            customer_id=customer.id,
            address_id=address.id,
            custom_data=CustomData({"workspace": "org_1"}),
        )
        return self.sdk.transactions.create(wish)

    def subscription(self) -> Any:
        paid = self.control("POST", "payments", {"transaction_id": self.transaction().id})
        return self.sdk.subscriptions.get(paid["transaction"]["subscription_id"])


@pytest.fixture
def seller(ports: tuple[int, int]) -> Seller:
    this = Seller(ports[0])
    this.control("DELETE", "state")
    return this


def test_the_catalogue_is_read(seller: Seller) -> None:
    prices = {
        price.id: price for price in seller.sdk.prices.list(ListPrices(pager=Pager(per_page=2)))
    }
    assert len(prices) == 6
    assert prices[STARTER_MONTH].unit_price.amount == "1500"
    names = {product.name for product in seller.sdk.products.list()}
    assert names == {"ChatSync Starter", "ChatSync Growth", "ChatSync Business"}


def test_a_customer_is_made_once(seller: Seller) -> None:
    customer, _ = seller.customer()
    with pytest.raises(ApiError) as refused:
        seller.sdk.customers.create(CreateCustomer("Amina@shop.example"))
    assert refused.value.error_code == "customer_already_exists"
    found = seller.sdk.customers.list(ListCustomers(emails=["amina@shop.example"]))
    assert [one.id for one in found] == [customer.id]
    wish = CreateBusiness("Amina Traders", tax_identifier="PK123")
    business = seller.sdk.businesses.create(customer.id, wish)
    assert business.customer_id == customer.id


def test_a_transaction_is_made_and_previewed(seller: Seller) -> None:
    transaction = seller.transaction()
    assert transaction.status.value == "ready"
    assert transaction.custom_data.data == {"workspace": "org_1"}
    assert transaction.details.totals.grand_total == "1500"
    assert transaction.checkout.url.endswith(f"?_ptxn={transaction.id}")
    items = [{"price_id": STARTER_MONTH, "quantity": 1}]
    at_home = AddressPreview(None, CountryCode("GB"))
    preview = seller.sdk.transactions.preview(PreviewTransactionByAddress(at_home, items))
    assert (preview.details.totals.tax, preview.details.totals.total) == ("300", "1800")


def test_a_subscription_is_previewed_updated_cancelled_and_undone(seller: Seller) -> None:
    subscription = seller.subscription()
    wish = PreviewUpdateSubscription(items=GROWTH, proration_billing_mode=AT_ONCE)
    preview = seller.sdk.subscriptions.preview_update(subscription.id, wish)
    assert preview.update_summary.result.action.value == "charge"
    assert preview.update_summary.result.amount == "1600"
    assert preview.immediate_transaction.details.totals.grand_total == "1600"
    change = UpdateSubscription(items=GROWTH, proration_billing_mode=AT_ONCE)
    changed = seller.sdk.subscriptions.update(subscription.id, change)
    assert [item.price.id for item in changed.items] == [GROWTH_MONTH]
    later = CancelSubscription(SubscriptionEffectiveFrom.NextBillingPeriod)
    ending = seller.sdk.subscriptions.cancel(subscription.id, later)
    assert ending.status.value == "active"
    assert ending.scheduled_change.action.value == "cancel"
    assert ending.next_billed_at is None
    kept = seller.sdk.subscriptions.update(
        subscription.id, UpdateSubscription(scheduled_change=None)
    )
    assert kept.scheduled_change is None
    assert kept.next_billed_at == kept.current_billing_period.ends_at


def test_a_subscription_is_paused_and_resumed(seller: Seller) -> None:
    subscription = seller.subscription()
    now = SubscriptionEffectiveFrom.Immediately
    paused = seller.sdk.subscriptions.pause(subscription.id, PauseSubscription(effective_from=now))
    assert paused.status.value == "paused"
    resumed = seller.sdk.subscriptions.resume(subscription.id, ResumeSubscription())
    assert resumed.status.value == "active"


def test_a_portal_session_a_card_change_and_an_invoice_are_linked(seller: Seller) -> None:
    subscription = seller.subscription()
    session = seller.sdk.customer_portal_sessions.create(
        subscription.customer_id, CreateCustomerPortalSession([subscription.id])
    )
    assert session.urls.subscriptions[0].id == subscription.id
    change = seller.sdk.subscriptions.get_payment_method_change_transaction(subscription.id)
    assert change.origin.value == "subscription_payment_method_change"
    assert change.details.totals.total == "0"
    paid = next(one for one in seller.sdk.transactions.list() if one.status.value == "completed")
    link = seller.sdk.transactions.get_invoice_pdf(paid.id)
    with urllib.request.urlopen(link.url) as answer:
        assert answer.read().startswith(b"%PDF-1.4")


def test_a_refund_waits_and_has_a_credit_note_once_approved(seller: Seller) -> None:
    seller.subscription()
    paid = next(one for one in seller.sdk.transactions.list() if one.status.value == "completed")
    refund = seller.sdk.adjustments.create(CreateAdjustment.full(Action.Refund, "error", paid.id))
    assert refund.status.value == "pending_approval"
    decision = {"adjustment_id": refund.id, "status": "approved"}
    seller.control("POST", "adjustments", decision)
    assert [one.status.value for one in seller.sdk.adjustments.list()] == ["approved"]
    assert "/credit-notes/" in seller.sdk.adjustments.get_credit_note(refund.id).url


def test_every_event_is_listed_in_the_sdks_own_types(seller: Seller) -> None:
    seller.subscription()
    events = list(seller.sdk.events.list(ListEvents(Pager(per_page=3))))
    assert len(events) > 10
    kinds = {event.event_type.value for event in events}
    assert {"transaction.completed", "subscription.activated", "payment_method.saved"} <= kinds
    for event in events:
        group = event.event_type.value.split(".")[0]
        wanted = {"transaction": Transaction, "subscription": Subscription}.get(group)
        assert wanted is None or type(event.data).__name__.startswith(wanted.__name__)
    after = events[-2].event_id
    assert [one.event_id for one in seller.sdk.events.list(ListEvents(Pager(after)))] == [
        events[-1].event_id
    ]


def test_destinations_and_notifications_are_listed(seller: Seller) -> None:
    seller.subscription()
    settings = list(seller.sdk.notification_settings.list())
    assert len(settings) == 1
    notifications = list(seller.sdk.notifications.list())
    assert {one.notification_setting_id for one in notifications} == {settings[0].id}
    assert seller.sdk.ip_addresses.get_ip_addresses().ipv4_cidrs == ["127.0.0.1/32"]
    assert [token.status.value for token in seller.sdk.client_tokens.list()] == ["active"]


def test_credit_is_shown_as_a_balance(seller: Seller) -> None:
    subscription = seller.subscription()
    change = UpdateSubscription(items=GROWTH, proration_billing_mode=AT_ONCE)
    seller.sdk.subscriptions.update(subscription.id, change)
    back = UpdateSubscription(
        items=[SubscriptionUpdateItem(STARTER_MONTH, 1)], proration_billing_mode=AT_ONCE
    )
    seller.sdk.subscriptions.update(subscription.id, back)
    balances = list(seller.sdk.customers.credit_balances(subscription.customer_id))
    assert isinstance(balances[0].balance, AdjustmentCustomerBalance)
    assert balances[0].balance.available == "1600"


def test_refusals_are_the_sdks_errors(seller: Seller) -> None:
    with pytest.raises(ApiError) as missing:
        seller.sdk.transactions.get("txn_01" + "0" * 24)
    assert missing.value.error_code == "not_found"
    seller.control("POST", "faults", {"mode": "rate_limit", "next": 1})
    with pytest.raises(ApiError) as limited:
        seller.sdk.prices.list()
    assert limited.value.retry_after == 60
