"""What an operator reads of bank transfers, workspace by workspace (docs/adr/0012)."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import connection

from chatsync.billing.bank import read_reference
from chatsync.billing.models import OPEN_TRANSFERS, Receipt, Subscription, Transfer, TransferState
from chatsync.billing.periods import paid_until
from chatsync.billing.plans import Interval, Plan
from chatsync.billing.words import rupees_said
from chatsync.kit.clock import now
from chatsync.kit.pages import Place, cut, one_more
from chatsync.kit.tenancy import scope
from chatsync.ops.counts import COUNTED
from chatsync.workspaces.models import Workspace

PAGE = 25
STATES = {
    "received": [TransferState.RECEIVED],
    "awaited": [TransferState.AWAITED],
    "settled": [TransferState.APPROVED, TransferState.WITHDRAWN],
}
"""What a list shows: what waits for the operator, for the payer, for nobody."""


@dataclass(frozen=True)
class TransferRow:
    """One bank transfer, and whose it is."""

    transfer: Transfer
    workspace: Workspace

    @property
    def amount(self) -> str:
        return rupees_said(self.transfer.rupees)

    @property
    def is_open(self) -> bool:
        return self.transfer.state in OPEN_TRANSFERS


@dataclass(frozen=True)
class TransferOne(TransferRow):
    """With what its page shows. `proposal`: until when it pays when it is approved now."""

    receipt_type: str
    proposal: datetime


def transfer_page(
    state: str, reference: str, after: Place | None
) -> tuple[list[TransferRow], str | None]:
    """Bank transfers of a state, or (where one is given) of a reference; the newest first."""
    asked = _spots(STATES[state], read_reference(reference), after, one_more(PAGE))
    found, following = cut(asked, PAGE, lambda spot: Place(spot[2], spot[1]))
    rows = [_row(workspace_id, transfer_id) for workspace_id, transfer_id, _at in found]
    return [row for row in rows if row is not None], following


def transfer_one(workspace_id: UUID, transfer_id: UUID) -> TransferOne | None:
    """One of them; None where there is none."""
    row = _row(workspace_id, transfer_id)
    if row is None:
        return None
    it = row.transfer
    with scope(workspace_id):
        receipt = Receipt.objects.filter(transfer_id=it.id).defer("content").first()
        held = list(Subscription.objects.all())
    return TransferOne(
        it,
        row.workspace,
        receipt.mime_type if receipt else "",
        paid_until(held, Plan(it.plan), Interval(it.interval), now()),
    )


def waiting_transfers() -> int:
    """How many receipts wait for an operator, counted up to COUNTED."""
    return len(_spots(STATES["received"], "", None, COUNTED))


def _spots(
    states: list[TransferState], reference: str, after: Place | None, most: int
) -> list[tuple[UUID, UUID, datetime]]:
    place = [after.at, after.id] if after else [None, None]
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT workspace_id, transfer_id, made_at FROM chatsync_transfers(%s, %s, %s, %s, %s)",
            [[str(state) for state in states], reference, *place, most],
        )
        found: list[tuple[UUID, UUID, datetime]] = cursor.fetchall()
    return found


def _row(workspace_id: UUID, transfer_id: UUID) -> TransferRow | None:
    with scope(workspace_id):
        transfer = Transfer.objects.filter(id=transfer_id).first()
        workspace = Workspace.objects.filter(id=workspace_id).first()
    return TransferRow(transfer, workspace) if transfer and workspace else None
