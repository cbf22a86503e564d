"""Invoices as files, and whom they name: both are Paddle's, asked for when somebody looks."""

from dataclasses import replace
from functools import partial
from uuid import UUID

from django.conf import settings
from django.utils.translation import gettext_lazy as _

from chatsync.billing.actions.answered import PaddleRefused, demand
from chatsync.billing.actions.links import PortalShared
from chatsync.billing.actions.manage import NoSubscription
from chatsync.billing.asking import ask
from chatsync.billing.homes import homes_of
from chatsync.billing.models import Account, Invoice
from chatsync.billing.paddle.papers import (
    Recipient,
    get_recipient,
    invoice_document,
    put_recipient,
)
from chatsync.billing.queries import held_subscription
from chatsync.kit.problem import absent
from chatsync.kit.tenancy import scope
from chatsync.workspaces.access import Access
from chatsync.workspaces.audit import Act, Thing, record


def invoice_file(access: Access, invoice_id: UUID) -> tuple[str, bytes]:
    """The invoice's number and its PDF, fetched at this moment. Raises NotFound, PaddleRefused."""
    with scope(access.workspace_id):
        invoice = Invoice.objects.filter(id=invoice_id).first()
    if invoice is None:
        raise absent()
    if not settings.PADDLE_API_KEY:
        raise PaddleRefused(_("This installation does not ask Paddle now. Write to the operator."))
    document = demand(ask(partial(invoice_document, transaction_id=invoice.transaction_id)))
    return invoice.number or invoice.transaction_id, document


def recipient_of(access: Access) -> Recipient:
    """Whom invoices name. Raises NoSubscription where nothing was bought."""
    customer_id, subscription_id = _theirs(access)
    return demand(
        ask(partial(get_recipient, customer_id=customer_id, subscription_id=subscription_id))
    )


def change_recipient(access: Access, wanted: Recipient) -> Recipient:
    """Have later invoices name somebody else. What was written stands in no log: it may be a
    person's. Raises PortalShared where another workspace's invoices would change with them."""
    customer_id, subscription_id = _theirs(access)
    if len(homes_of([customer_id])[customer_id]) > 1:
        raise PortalShared(
            _(
                "The address that pays here pays for another workspace too, so a change would "
                "change both. Change it in Paddle's portal, from the mail with the receipt."
            )
        )
    known = recipient_of(access)
    sent = replace(wanted, business_id=known.business_id)
    told = demand(
        ask(
            partial(
                put_recipient,
                customer_id=customer_id,
                subscription_id=subscription_id,
                wanted=sent,
            )
        )
    )
    with scope(access.workspace_id):
        record(access, Act.INVOICED_CHANGED, Thing("customer", customer_id))
    return told


def _theirs(access: Access) -> tuple[str, str]:
    with scope(access.workspace_id):
        held, account = held_subscription(), Account.objects.first()
    if account is None or not account.customer_id or not settings.PADDLE_API_KEY:
        raise NoSubscription(_("Paddle does not know this workspace yet: nothing was paid there."))
    return account.customer_id, held.provider_id if held else ""
