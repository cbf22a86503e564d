"""Reading a workspace's plan."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from django.conf import settings
from django.db.models import Q
from django.http import HttpResponse

from chatsync.billing.bank import bank_here
from chatsync.billing.models import (
    OPEN_TRANSFERS,
    Account,
    AccountState,
    Adjustment,
    Checkout,
    Invoice,
    Provider,
    Receipt,
    Subscription,
    SubscriptionState,
    Transfer,
)
from chatsync.billing.plans import (
    AWAITED_FOR,
    ENTITLEMENTS,
    LOCKED_BEFORE_RENEWAL,
    Interval,
    Plan,
    Price,
)
from chatsync.billing.prices import is_sold_online, price_by_id, price_table
from chatsync.billing.receipts import receipt_file
from chatsync.billing.schemas import (
    AdjustmentOut,
    BillingOut,
    InvoiceOut,
    InvoicesOut,
    PlanOut,
    PlansOut,
    SubscriptionOut,
    TransferOut,
    TransfersOut,
    UsageOut,
)
from chatsync.billing.verdict import Verdict, verdict_of
from chatsync.billing.words import charged_said, plan_named
from chatsync.kit.clock import now
from chatsync.kit.pages import Place, cut, one_more
from chatsync.kit.tenancy import scope
from chatsync.privacy.payment import payment_here
from chatsync.workspaces.models import Member, Workspace

OWED = frozenset({"billed", "past_due"})
"""States of a transaction that somebody owes. One that is `ready` is an offer: see the checkout."""
_OWED_SHOWN = 20
_HISTORY_SHOWN = 50
_TRIALS = {AccountState.TRIAL, AccountState.TRIAL_EXTENDED}


def verdict_now(account: Account) -> Verdict:
    """How the open scope's workspace stands at this moment."""
    return verdict_of(account, list(Subscription.objects.all()), now())


@dataclass(frozen=True)
class PlanShown:
    """A workspace's plan as an operator sees it."""

    state: str
    plan: str
    ends_at: datetime | None
    is_manual: bool
    is_stopped: bool


def plan_shown(workspace_id: UUID) -> PlanShown | None:
    """None where billing is off, and until the account is opened, which takes seconds."""
    if not settings.BILLING:
        return None
    with scope(workspace_id):
        account = Account.objects.first()
        verdict = verdict_now(account) if account else None
    if account is None or verdict is None:
        return None
    bought = verdict.subscription
    ends_at = account.trial_ends_at if verdict.state in _TRIALS else None
    if bought is not None:
        ends_at = bought.ends_at
    is_manual = bought is not None and bought.provider == Provider.MANUAL
    return PlanShown(verdict.state, verdict.plan, ends_at, is_manual, verdict.is_paused)


@dataclass(frozen=True)
class PlanHeld:
    """A plan that was bought or given, in words. `paid` is empty where it cost nothing; `until`
    None: without end."""

    named: str
    paid: str
    is_paddle: bool
    state: str
    begun_at: datetime
    until: datetime | None


def plan_history(workspace_id: UUID) -> list[PlanHeld]:
    """What was bought and granted, the newest first; nothing where billing is off."""
    if not settings.BILLING:
        return []
    with scope(workspace_id):
        return [
            _held(row) for row in Subscription.objects.order_by("-begun_at", "-id")[:_HISTORY_SHOWN]
        ]


def _held(row: Subscription) -> PlanHeld:
    is_over = row.state == SubscriptionState.CANCELED
    return PlanHeld(
        named=plan_named(Plan(row.plan), Interval(row.interval) if row.interval else None),
        paid=charged_said(row.amount, row.currency) if row.amount else "",
        is_paddle=row.provider == Provider.PADDLE,
        state=row.state,
        begun_at=row.begun_at,
        until=row.occurred_at if is_over and row.provider == Provider.PADDLE else row.ends_at,
    )


def billing_of(workspace_id: UUID) -> BillingOut:
    """The plan as its owner reads it; of an account that is not opened yet, nothing."""
    with scope(workspace_id):
        workspace = Workspace.objects.get(id=workspace_id)
        staff = UsageOut(
            used=Member.objects.filter(active=True).count(), limit=workspace.staff_limit
        )
        account = Account.objects.first() if settings.BILLING else None
        verdict = verdict_now(account) if account else None
        is_paying = Checkout.objects.filter(is_open=True).exists()
        held = held_subscription() if settings.BILLING else None
        awaited = open_transfer()
        owed = list(Invoice.objects.filter(state__in=OWED).order_by("-occurred_at")[:_OWED_SHOWN])
    in_trial = account and verdict and verdict.state in _TRIALS
    bought = verdict.subscription if verdict else None
    return BillingOut.model_validate(
        {
            "state": verdict.state if verdict else None,
            "plan": verdict.plan if verdict else None,
            "trial_ends_at": account.trial_ends_at if account and in_trial else None,
            "ends_at": bought.ends_at if bought else None,
            "provider": bought.provider if bought else None,
            "pauses_at": verdict.pauses_at if verdict else None,
            "bank": bank_here(),
            "transfer": awaited,
            "is_paying": is_paying,
            "owed": [_owed(invoice) for invoice in owed] if settings.BILLING else [],
            "staff": staff,
            "has_api": workspace.has_api,
            "subscription": _paid(held) if held else None,
        }
    )


def _paid(held: Subscription) -> SubscriptionOut:
    is_awaited = held.asked_at is not None and now() - held.asked_at < AWAITED_FOR
    renews_at = held.ends_at if not held.change else None
    return SubscriptionOut.model_validate(
        {
            "state": held.state,
            "plan": held.plan,
            "interval": held.interval,
            "amount": held.amount,
            "currency": held.currency,
            "paid_until": held.ends_at,
            "change": held.change or None,
            "change_at": held.change_at,
            "asked": held.asked if held.asked and is_awaited else None,
            "is_locked": renews_at is not None
            and timedelta(0) <= renews_at - now() < LOCKED_BEFORE_RENEWAL,
        }
    )


def held_subscription() -> Subscription | None:
    """The one of Paddle's in the open scope that has not ended."""
    bought = Subscription.objects.filter(provider=Provider.PADDLE)
    found: Subscription | None = (
        bought.exclude(state=SubscriptionState.CANCELED).order_by("-begun_at").first()
    )
    return found


def open_transfer() -> TransferOut | None:
    """The bank transfer that the open scope's workspace is awaited to make."""
    found = Transfer.objects.filter(state__in=OPEN_TRANSFERS).first()
    return transfer_out(found, has_receipt=_has_receipt(found.id)) if found else None


def transfer_page(workspace_id: UUID, after: Place | None, limit: int) -> TransfersOut:
    """Its bank transfers, the newest first."""
    with scope(workspace_id):
        rows = Transfer.objects.order_by("-made_at", "-id")
        if after:
            rows = rows.filter(Q(made_at__lt=after.at) | Q(made_at=after.at, id__lt=after.id))
        page, cursor = cut(
            list(rows[: one_more(limit)]), limit, lambda it: Place(it.made_at, it.id)
        )
        shown = Receipt.objects.filter(transfer_id__in=[row.id for row in page])
        kept = set(shown.values_list("transfer_id", flat=True))
    items = [transfer_out(row, has_receipt=row.id in kept) for row in page]
    return TransfersOut(items=items, next_cursor=cursor)


def transfer_out(row: Transfer, *, has_receipt: bool) -> TransferOut:
    """As its owner reads it."""
    names = set(TransferOut.model_fields) - {"has_receipt"}
    told = {name: getattr(row, name) for name in names}
    return TransferOut.model_validate({**told, "has_receipt": has_receipt})


def receipt_of(workspace_id: UUID, transfer_id: UUID) -> HttpResponse | None:
    """The file of a bank transfer; None where there is none."""
    with scope(workspace_id):
        transfer = Transfer.objects.filter(id=transfer_id).first()
        receipt = Receipt.objects.filter(transfer_id=transfer_id).first()
        return receipt_file(receipt, transfer.reference) if transfer and receipt else None


def _has_receipt(transfer_id: UUID) -> bool:
    return bool(Receipt.objects.filter(transfer_id=transfer_id).exists())


def _owed(invoice: Invoice) -> dict[str, object]:
    return {
        "id": invoice.id,
        "number": invoice.number,
        "state": invoice.state,
        "amount": invoice.total,
        "currency": invoice.currency,
        "billed_at": invoice.billed_at,
        "is_payable": payment_here() is not None,
    }


@dataclass(frozen=True)
class ToPay:
    """What a transaction is for, as the payment page says it. `price` None: an invoice."""

    workspace: str
    price: Price | None
    number: str
    amount: int
    currency: str


def to_pay(workspace_id: UUID, transaction_id: str) -> ToPay:
    """What is paid by it; of a transaction that we do not know yet, only for whom."""
    with scope(workspace_id):
        workspace = Workspace.objects.get(id=workspace_id)
        checkout = Checkout.objects.filter(transaction_id=transaction_id).first()
        invoice = Invoice.objects.filter(transaction_id=transaction_id).first()
    price = price_by_id(checkout.price_id) if checkout else None
    if price is not None:
        return ToPay(workspace.name, price, "", price.amount, price.currency)
    if invoice is not None:
        return ToPay(workspace.name, None, invoice.number, invoice.total, invoice.currency)
    return ToPay(workspace.name, None, "", 0, "")


def plans_sold() -> PlansOut:
    """What can be bought here. Only lines whose rooms are built say what a plan opens."""
    if not settings.BILLING:
        return PlansOut(items=[])
    table = price_table()
    return PlansOut(
        items=[_shown(plan, [one for one in table if one.plan == plan]) for plan in Plan]
    )


def _shown(plan: Plan, prices: list[Price]) -> PlanOut:
    opened = ENTITLEMENTS[plan]
    return PlanOut.model_validate(
        {
            "id": plan.value,
            "staff_limit": opened.staff_limit,
            "number_limit": opened.number_limit,
            "has_api": opened.has_api,
            "prices": [
                {
                    "interval": price.interval.value,
                    "rupees": price.rupees,
                    "amount": price.amount,
                    "currency": price.currency,
                    "is_sold": is_sold_online(price),
                }
                for price in prices
            ],
        }
    )


_INVOICED = ("billed", "paid", "completed", "past_due", "canceled")
"""States in which a transaction is an invoice: before them it is an offer that nobody took."""


def invoice_page(workspace_id: UUID, after: Place | None, limit: int) -> InvoicesOut:
    """What was billed, the newest first, each with its refunds and credits."""
    with scope(workspace_id):
        rows = Invoice.objects.filter(state__in=_INVOICED, billed_at__isnull=False)
        if after:
            rows = rows.filter(Q(billed_at__lt=after.at) | Q(billed_at=after.at, id__lt=after.id))
        found = list(rows.order_by("-billed_at", "-id")[: one_more(limit)])
        page, cursor = cut(found, limit, lambda row: Place(row.billed_at, row.id))
        adjusted = Adjustment.objects.filter(transaction_id__in=[r.transaction_id for r in page])
        given = list(adjusted.order_by("made_at", "id"))
    return InvoicesOut(
        items=[
            _invoice(row, [each for each in given if each.transaction_id == row.transaction_id])
            for row in page
        ],
        next_cursor=cursor,
    )


def _invoice(row: Invoice, adjusted: list[Adjustment]) -> InvoiceOut:
    return InvoiceOut.model_validate(
        {
            "id": row.id,
            "number": row.number,
            "state": row.state,
            "total": row.total,
            "tax": row.tax,
            "currency": row.currency,
            "at": row.billed_at,
            "has_file": row.state == "completed" and bool(row.number),
            "adjustments": [_adjustment(each) for each in adjusted],
        }
    )


def _adjustment(row: Adjustment) -> AdjustmentOut:
    return AdjustmentOut(
        id=row.id,
        action=row.action,
        state=row.state,
        total=row.total,
        currency=row.currency,
        at=row.occurred_at,
    )
