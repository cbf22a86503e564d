"""Opening a checkout: a transaction at Paddle that one workspace may pay, one at a time.

Paddle is asked outside of every scope. What is open here is asked for there before anything new is
made, so that nobody pays twice; a transaction that was made and not kept is never paid, since
nobody is given a way to it.
"""

from dataclasses import dataclass
from functools import partial
from uuid import UUID

import structlog
from django.db import IntegrityError
from django.utils.translation import gettext_lazy as _

from chatsync.billing.actions.answered import PriceDiffers
from chatsync.billing.actions.handles import PLAIN, Looks, make_handle
from chatsync.billing.asking import ask
from chatsync.billing.models import (
    Account,
    Checkout,
    Invoice,
    Provider,
    Subscription,
    SubscriptionState,
)
from chatsync.billing.paddle.answers import Refused
from chatsync.billing.paddle.client import cancel_transaction, get_transaction, make_transaction
from chatsync.billing.paddle.reader import TransactionRead
from chatsync.billing.plans import Interval, Plan, Price
from chatsync.billing.prices import costs, is_sold_online, price_of
from chatsync.billing.proof import custom_data
from chatsync.billing.queries import OWED
from chatsync.kit.errors import Conflict, Moved
from chatsync.kit.problem import absent
from chatsync.kit.tenancy import scope
from chatsync.privacy.payment import payment_here
from chatsync.workspaces.access import Access
from chatsync.workspaces.actions.seats import lock_seats

_UNPAID = {"draft", "ready"}
_NOT_THERE = 404
_log = structlog.get_logger()


class NotSold(Conflict):
    """A plan that cannot be paid online here."""

    code = "not_sold"


class HasSubscription(Conflict):
    """There is one already: a second would be paid beside it."""

    code = "has_subscription"


class BeingPaid(Conflict):
    """The checkout before this one was paid, and we wait to be told."""

    code = "being_paid"


class PaddleAway(Conflict):
    """Paddle did not do what was asked, and nothing was charged."""

    code = "paddle_away"


class NothingOwed(Conflict):
    """An invoice that was paid, or never will be."""

    code = "nothing_owed"


@dataclass(frozen=True)
class Opened:
    """A checkout, and the way to the page where it is paid."""

    checkout: Checkout
    url: str


def open_checkout(access: Access, plan: Plan, interval: Interval, looks: Looks = PLAIN) -> Opened:
    """Give the checkout for a plan: the one that is open for it, or a new one in its place."""
    price = _sold(plan, interval)
    former, customer_id = _former(access.workspace_id)
    if former is not None:
        found = _payable(former)
        if found is not None and costs(found, price):
            return _opened(access, former, looks)
        _give_up(access.workspace_id, former)
    data = custom_data(access.workspace_id)
    made = ask(
        partial(make_transaction, price_id=price.provider_id, customer_id=customer_id, data=data)
    )
    if not isinstance(made, TransactionRead):
        raise _away()
    if not costs(made, price):
        ask(partial(cancel_transaction, transaction_id=made.id))
        _log.warning("billing_alarm", kind="checkout", reason="wrong_amount")
        raise PriceDiffers
    try:
        kept = _keep(access, price, made.id)
    except IntegrityError:
        ask(partial(cancel_transaction, transaction_id=made.id))
        raise Moved(_("Somebody else has just opened a checkout. Look again.")) from None
    return _opened(access, kept, looks)


def pay_invoice(access: Access, invoice_id: UUID, looks: Looks = PLAIN) -> str:
    """The way to the page where what is owed is paid. Raises NotFound, NothingOwed, BeingPaid."""
    with scope(access.workspace_id):
        invoice = Invoice.objects.filter(id=invoice_id).first()
    if invoice is None:
        raise absent()
    if payment_here() is None:
        raise NotSold(_("Nothing can be paid online here. Write to the operator."))
    if invoice.state not in OWED:
        raise NothingOwed(_("Nothing of this invoice is open."))
    found = ask(partial(get_transaction, transaction_id=invoice.transaction_id))
    if not isinstance(found, TransactionRead):
        raise _away()
    if found.status in {"paid", "completed"}:
        raise BeingPaid(_("The payment was made. It shows here as soon as Paddle confirms it."))
    if found.status not in OWED:
        raise NothingOwed(_("Nothing of this invoice is open."))
    return make_handle(access.workspace_id, found.id, looks, access.member_id)


def _opened(access: Access, checkout: Checkout, looks: Looks) -> Opened:
    transaction_id = checkout.transaction_id
    return Opened(
        checkout, make_handle(access.workspace_id, transaction_id, looks, access.member_id)
    )


def _sold(plan: Plan, interval: Interval) -> Price:
    price = price_of(plan, interval)
    if not is_sold_online(price):
        raise NotSold(_("This plan cannot be paid online here. Write to the operator."))
    return price


def _former(workspace_id: UUID) -> tuple[Checkout | None, str]:
    """What is open, and who paid before. Raises HasSubscription."""
    with scope(workspace_id):
        bought = Subscription.objects.filter(provider=Provider.PADDLE)
        if bought.exclude(state=SubscriptionState.CANCELED).exists():
            raise HasSubscription(
                _("This workspace pays for a plan already. Change that one instead.")
            )
        account = Account.objects.first()
        former = Checkout.objects.filter(is_open=True).first()
    return former, account.customer_id if account else ""


def _payable(former: Checkout) -> TransactionRead | None:
    """What can still be paid of it. Raises BeingPaid for one that was, PaddleAway."""
    found = ask(partial(get_transaction, transaction_id=former.transaction_id))
    if isinstance(found, Refused) and found.status == _NOT_THERE:
        return None
    if not isinstance(found, TransactionRead):
        raise _away()
    if found.status not in {*_UNPAID, "canceled"}:
        raise BeingPaid(_("The payment was made. The plan changes as soon as Paddle confirms it."))
    return found if found.status in _UNPAID else None


def _give_up(workspace_id: UUID, former: Checkout) -> None:
    """Close it at Paddle and here. One that is paid at this moment stays, and so do we."""
    gone = ask(partial(cancel_transaction, transaction_id=former.transaction_id))
    if not isinstance(gone, TransactionRead | Refused):
        raise _away()
    if isinstance(gone, Refused) and _payable(former) is not None:
        raise _away()
    with scope(workspace_id):
        Checkout.objects.filter(id=former.id).update(is_open=False)


def _keep(access: Access, price: Price, transaction_id: str) -> Checkout:
    with scope(access.workspace_id):
        lock_seats()
        kept: Checkout = Checkout.objects.create(
            transaction_id=transaction_id,
            plan=price.plan,
            interval=price.interval,
            price_id=price.provider_id,
            made_by=access.member_id,
        )
    return kept


def _away() -> PaddleAway:
    return PaddleAway(_("Paddle does not answer now. Nothing was charged: try again in a minute."))
