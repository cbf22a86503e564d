"""The operator's word on a bank transfer. The plan follows from it, as from Paddle's news."""

from datetime import datetime
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from chatsync.accounts.models import Person
from chatsync.billing.actions.adjust import put_manual_plan, write_down
from chatsync.billing.actions.letters import tell_transfer_approved, tell_transfer_refused
from chatsync.billing.actions.settle import account_of, settle_locked
from chatsync.billing.actions.transfers import undecided
from chatsync.billing.models import TransferState
from chatsync.billing.plans import Plan
from chatsync.billing.receipts import drop_receipt
from chatsync.kit.clock import now
from chatsync.kit.errors import Moved
from chatsync.kit.tenancy import scope
from chatsync.workspaces.actions.saying import read_reason, tell_standing
from chatsync.workspaces.actions.seats import lock_seats
from chatsync.workspaces.audit import Act


def approve_transfer(
    workspace_id: UUID, transfer_id: UUID, ends_at: datetime, *, operator: Person
) -> None:
    """The money is here: the plan holds up to that moment, in the place of the manual one before.

    Raises NotFound, and Moved where somebody was quicker.
    """
    with scope(workspace_id):
        workspace = lock_seats()
        account = account_of(workspace)
        transfer = undecided(transfer_id)
        transfer.state, transfer.settled_at = TransferState.APPROVED, now()
        transfer.ends_at = ends_at
        transfer.save()
        put_manual_plan(Plan(transfer.plan), ends_at, paid_by=transfer)
        details = {
            "plan": transfer.plan,
            "until": ends_at.isoformat(),
            "reference": transfer.reference,
        }
        write_down(workspace, Act.TRANSFER_APPROVED, operator, details)
        tell_transfer_approved(workspace, transfer)
        settle_locked(workspace, account, has_news=True)


def refuse_receipt(workspace_id: UUID, transfer_id: UUID, *, reason: str, operator: Person) -> None:
    """Send a receipt back with a reason; the transfer waits for another one.

    Raises NotFound, Invalid for a reason that is empty or too long, Moved where there is none.
    """
    said = read_reason(reason)
    with scope(workspace_id):
        workspace = lock_seats()
        transfer = undecided(transfer_id)
        if transfer.state != TransferState.RECEIVED:
            raise Moved(_("There is no receipt to send back."))
        transfer.state, transfer.refusal = TransferState.AWAITED, said
        transfer.save()
        drop_receipt(transfer.id)
        details = {"reference": transfer.reference, "reason": said}
        write_down(workspace, Act.RECEIPT_REFUSED, operator, details)
        tell_transfer_refused(workspace, transfer)
        tell_standing()
