"""Addresses at Paddle that are made when somebody asks, shown once and never kept.

They open what a signed-in customer of Paddle's may do, so nobody gets one without the right to it.
"""

from functools import partial

from django.utils.translation import gettext_lazy as _

from chatsync.billing.actions.answered import demand
from chatsync.billing.actions.checkout import NotSold
from chatsync.billing.actions.handles import PLAIN, Looks, make_handle
from chatsync.billing.actions.manage import NoSubscription
from chatsync.billing.asking import ask
from chatsync.billing.homes import homes_of
from chatsync.billing.models import Account, Subscription
from chatsync.billing.paddle.managing import card_transaction, open_portal
from chatsync.billing.queries import held_subscription
from chatsync.kit.errors import Conflict
from chatsync.kit.tenancy import scope
from chatsync.privacy.payment import payment_here
from chatsync.workspaces.access import Access
from chatsync.workspaces.audit import Act, Thing, record


class PortalShared(Conflict):
    """Paddle knows one customer per address, and this one pays for several workspaces."""

    code = "portal_shared"


def card_page(access: Access, looks: Looks = PLAIN) -> str:
    """The payment page, where another card is shown to Paddle; what is owed is paid there too."""
    if payment_here() is None:
        raise NotSold(_("Cards cannot be changed online here. Write to the operator."))
    held, _customer = _theirs(access)
    if held is None:
        raise NoSubscription(_("No subscription of Paddle's is there. Take a plan first."))
    found = demand(ask(partial(card_transaction, subscription_id=held.provider_id)))
    return make_handle(access.workspace_id, found.id, looks, access.member_id)


def portal_page(access: Access) -> str:
    """Paddle's own pages about everything that this customer bought."""
    held, customer_id = _theirs(access)
    if not customer_id:
        raise NoSubscription(_("Paddle does not know this workspace yet: nothing was paid there."))
    if len(homes_of([customer_id])[customer_id]) > 1:
        raise PortalShared(
            _(
                "The address that pays here pays for another workspace too, and Paddle's portal "
                "would show both. Open it from the mail that Paddle sent with the receipt."
            )
        )
    named = [held.provider_id] if held else []
    address = demand(ask(partial(open_portal, customer_id=customer_id, subscription_ids=named)))
    with scope(access.workspace_id):
        record(access, Act.PORTAL_OPENED, Thing("customer", customer_id))
    return address


def _theirs(access: Access) -> tuple[Subscription | None, str]:
    with scope(access.workspace_id):
        held, account = held_subscription(), Account.objects.first()
    return held, account.customer_id if account else ""
