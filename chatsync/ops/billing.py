"""What an operator reads of the billing inbox: what came, what became of it, in what shape.

A notice may name who pays, so a body is shown as its outline alone.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.conf import settings
from django.db.models import Q

from chatsync.billing.models import BillingEvent, Ending, EventState, Walk
from chatsync.kit.ids import org_id
from chatsync.kit.pages import Place, cut, one_more
from chatsync.kit.tenancy import scope
from chatsync.ops.counts import COUNTED
from chatsync.workspaces.models import Workspace

PAGE = 25
WAITING = (EventState.RECEIVED, EventState.PARKED, EventState.FAILED)
"""States that somebody may have to look at."""


@dataclass(frozen=True)
class Asked:
    """Which events; empty: all."""

    state: str = ""
    kind: str = ""
    about: str = ""
    """An id of Paddle's: of the event or of what it tells of."""


@dataclass(frozen=True)
class EventRow:
    """One stored event. `org` and `workspace_name` are empty where it is nobody's, or they are
    gone."""

    id: UUID
    event_id: str
    kind: str
    entity_id: str
    state: str
    reason: str
    occurred_at: datetime
    received_at: datetime
    settled_at: datetime | None
    org: str
    workspace_name: str


@dataclass(frozen=True)
class Health:
    """How the installation stands with Paddle. `secrets`: two or more while one is rotated."""

    secrets: int
    walked_at: datetime | None
    compared_at: datetime | None
    prices_differ: int
    prices_compared_at: datetime | None
    skew_s: int
    skewed_at: datetime | None
    endings: int


def event_page(asked: Asked, after: Place | None) -> tuple[list[EventRow], str | None]:
    """Stored events, the newest first, and the cursor of the next page."""
    rows = BillingEvent.objects.defer("body")
    if asked.state:
        rows = rows.filter(state=asked.state)
    if asked.kind:
        rows = rows.filter(kind__startswith=asked.kind)
    if asked.about:
        rows = rows.filter(Q(entity_id=asked.about) | Q(event_id=asked.about))
    if after:
        rows = rows.filter(id__lt=after.id)
    found = list(rows.order_by("-id")[: one_more(PAGE)])
    page, following = cut(found, PAGE, lambda row: Place(None, row.id))
    return _rows(page), following


def one_event(row_id: UUID) -> tuple[EventRow, bytes] | None:
    """One of them, with its body for the outline."""
    row = BillingEvent.objects.filter(id=row_id).first()
    return (_rows([row])[0], bytes(row.body)) if row else None


def waiting_events() -> int:
    """How many did not conclude, counted up to COUNTED."""
    return BillingEvent.objects.filter(state__in=WAITING)[:COUNTED].count()


def health() -> Health:
    walk = Walk.objects.first() or Walk()
    return Health(
        secrets=len(settings.PADDLE_WEBHOOK_SECRETS),
        walked_at=walk.walked_at,
        compared_at=walk.compared_at,
        prices_differ=walk.prices_differ,
        prices_compared_at=walk.prices_compared_at,
        skew_s=walk.skew_s,
        skewed_at=walk.skewed_at,
        endings=Ending.objects.count(),
    )


def _rows(found: Sequence[BillingEvent]) -> list[EventRow]:
    names = {home: _name(home) for home in {row.workspace_id for row in found} if home}
    return [_row(row, names.get(row.workspace_id, "") if row.workspace_id else "") for row in found]


def _row(row: BillingEvent, workspace_name: str) -> EventRow:
    return EventRow(
        id=row.id,
        event_id=row.event_id,
        kind=row.kind,
        entity_id=row.entity_id,
        state=row.state,
        reason=row.reason,
        occurred_at=row.occurred_at,
        received_at=row.received_at,
        settled_at=row.settled_at,
        org=org_id(row.workspace_id) if row.workspace_id and workspace_name else "",
        workspace_name=workspace_name,
    )


def _name(workspace_id: UUID) -> str:
    with scope(workspace_id):
        found = Workspace.objects.filter(id=workspace_id).values_list("name", flat=True).first()
    return found or ""
