"""An owner's deeds on a bank transfer. None of them changes the plan: the operator does."""

from uuid import UUID

from django.conf import settings
from django.template.loader import render_to_string
from django.utils import translation
from django.utils.translation import gettext_lazy as _

from chatsync.accounts.operators import mailboxes
from chatsync.billing.bank import bank_here, new_reference
from chatsync.billing.models import (
    OPEN_TRANSFERS,
    Provider,
    Subscription,
    SubscriptionState,
    Transfer,
    TransferState,
)
from chatsync.billing.plans import Interval, Plan
from chatsync.billing.prices import price_of
from chatsync.billing.receipts import check_receipt, drop_receipt, keep_receipt
from chatsync.billing.words import rupees_said
from chatsync.jobs.mail import queue_mail
from chatsync.kit.clock import now
from chatsync.kit.errors import Conflict, Moved
from chatsync.kit.problem import absent
from chatsync.kit.tenancy import scope
from chatsync.workspaces.access import Access
from chatsync.workspaces.actions.saying import tell_standing
from chatsync.workspaces.actions.seats import lock_seats
from chatsync.workspaces.audit import Act, Thing, record
from chatsync.workspaces.models import Workspace


class NoTransfers(Conflict):
    """No plan is paid by bank transfer here."""

    code = "no_transfers"


class PlanWithoutEnd(Conflict):
    """The operator gave a plan that has no end: nothing is to be paid."""

    code = "plan_without_end"


class PaysByCard(Conflict):
    """A subscription is renewed by card: a transfer would be paid beside it."""

    code = "pays_by_card"


class TransferOpen(Conflict):
    """One transfer is awaited already."""

    code = "transfer_open"


def ask_transfer(access: Access, plan: Plan, interval: Interval) -> Transfer:
    """Begin a bank transfer for a plan: it gets its reference and its amount.

    Raises NoTransfers, PlanWithoutEnd, PaysByCard, TransferOpen.
    """
    if bank_here() is None:
        raise NoTransfers(_("No plan is paid by bank transfer here. Write to the operator."))
    with scope(access.workspace_id):
        workspace = lock_seats()
        _demand_room_for_one()
        made: Transfer = Transfer.objects.create(
            reference=new_reference(),
            plan=plan,
            interval=interval,
            rupees=price_of(plan, interval).rupees,
            made_by=access.member_id,
        )
        details = {"plan": str(plan), "reference": made.reference}
        record(access, Act.TRANSFER_ASKED, Thing("workspace", workspace.org), details)
        tell_standing()
    return made


def send_receipt(access: Access, transfer_id: UUID, content: bytes) -> Transfer:
    """Keep the receipt of an open transfer, in the place of the one before, and tell the operator.

    Raises NotFound, Invalid for another kind of file, Moved where it was decided meanwhile.
    """
    mime_type = check_receipt(content)
    with scope(access.workspace_id):
        workspace = lock_seats()
        transfer = undecided(transfer_id)
        is_first = transfer.state == TransferState.AWAITED
        transfer.state, transfer.received_at = TransferState.RECEIVED, now()
        transfer.refusal = ""
        transfer.save()
        keep_receipt(transfer.id, content, mime_type)
        if is_first:
            _tell_operators(workspace, transfer)
        tell_standing()
    return transfer


def withdraw_transfer(access: Access, transfer_id: UUID) -> None:
    """Give an open transfer up, and delete its receipt. Raises NotFound, Moved."""
    with scope(access.workspace_id):
        workspace = lock_seats()
        transfer = undecided(transfer_id)
        transfer.state, transfer.settled_at = TransferState.WITHDRAWN, now()
        transfer.save()
        drop_receipt(transfer.id)
        details = {"plan": transfer.plan, "reference": transfer.reference}
        record(access, Act.TRANSFER_WITHDRAWN, Thing("workspace", workspace.org), details)
        tell_standing()


def _demand_room_for_one() -> None:
    if Transfer.objects.filter(state__in=OPEN_TRANSFERS).exists():
        raise TransferOpen(_("A bank transfer is awaited already. Withdraw it to begin another."))
    going = Subscription.objects.filter(state=SubscriptionState.ACTIVE)
    if going.filter(provider=Provider.MANUAL, ends_at=None).exists():
        raise PlanWithoutEnd(_("Your plan has no end: there is nothing to pay."))
    paid = Subscription.objects.filter(provider=Provider.PADDLE)
    if paid.exclude(state=SubscriptionState.CANCELED).exclude(change="cancel").exists():
        raise PaysByCard(
            _("This workspace pays by card. Cancel that first: it goes on to its end.")
        )


def undecided(transfer_id: UUID) -> Transfer:
    """The open transfer of that id in the open scope, held. Raises NotFound, Moved."""
    found: Transfer | None = (
        Transfer.objects.select_for_update(no_key=True).filter(id=transfer_id).first()
    )
    if found is None:
        raise absent()
    if found.state not in OPEN_TRANSFERS:
        raise Moved(_("This bank transfer was decided or withdrawn meanwhile. Look again."))
    return found


def _tell_operators(workspace: Workspace, transfer: Transfer) -> None:
    page = f"/ops/transfers/{workspace.org}/{transfer.id}"
    for address, language in mailboxes():
        with translation.override(language):
            words = {
                "workspace": workspace.name,
                "reference": transfer.reference,
                "amount": rupees_said(transfer.rupees),
                "link": f"{settings.BASE_URL.rstrip('/')}{page}",
            }
            queue_mail(
                recipient=address,
                subject=render_to_string("billing/receipt_came_subject.txt", words),
                text=render_to_string("billing/receipt_came_message.txt", words),
                kind="receipt_came",
            )
