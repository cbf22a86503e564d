"""What an operator reads of parked updates: where, when, why, in what shape; never what they say.

`chatsync_parked` answers ids and times; each row is read in its own workspace's scope.
"""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from chatsync.channels.models import MetaApp, Number, Parked, Unrouted
from chatsync.channels.parked import Cause, Spot, Wanted, cause_of, count, spots
from chatsync.kit.ids import org_id
from chatsync.kit.pages import Place, cut, one_more
from chatsync.kit.tenancy import scope
from chatsync.ops.counts import COUNTED
from chatsync.workspaces.models import Workspace

PAGE = 25
NOBODY = "none"
"""Stands in an address for the workspace of an update that belongs to none."""


@dataclass(frozen=True)
class ParkedRow:
    """One parked update. `org` is `none` and the name empty where it belongs to no workspace."""

    id: UUID
    org: str
    workspace_name: str
    phone_number_id: str
    kind: str
    cause: Cause
    at: datetime


@dataclass(frozen=True)
class ParkedOne(ParkedRow):
    """With what its page shows. `raw` is for its outline alone; `app_id` is Meta's, or empty."""

    reason: str
    raw: bytes
    app_id: str


def parked_page(wanted: Wanted, after: Place | None) -> tuple[list[ParkedRow], str | None]:
    """Parked updates, the newest first, and the cursor of the next page."""
    found, following = cut(
        spots(wanted, after, one_more(PAGE)), PAGE, lambda spot: Place(spot.at, spot.id)
    )
    rows = _read(found)
    return [rows[spot.id] for spot in found if spot.id in rows], following


def parked_one(workspace_id: UUID | None, row_id: UUID) -> ParkedOne | None:
    """One of them; None where there is none."""
    if workspace_id is None:
        row = Unrouted.objects.filter(id=row_id).first()
        return _nobodys_whole(row) if row else None
    with scope(workspace_id):
        held: Parked | None = Parked.objects.filter(id=row_id).first()
        workspace = Workspace.objects.filter(id=workspace_id).first()
        if held is None or workspace is None:
            return None
        row_of_list = _theirs(held, workspace, _phone_ids([held]))
    return ParkedOne(**vars(row_of_list), reason=held.reason, raw=bytes(held.raw), app_id="")


def counts() -> list[tuple[Cause, int]]:
    """How many there are of each cause that occurs, up to COUNTED."""
    found = [(cause, count(Wanted(cause=cause), COUNTED)) for cause in Cause]
    return [(cause, many) for cause, many in found if many]


def _read(found: Sequence[Spot]) -> dict[UUID, ParkedRow]:
    ids: dict[UUID | None, list[UUID]] = defaultdict(list)
    for spot in found:
        ids[spot.workspace_id].append(spot.id)
    rows: dict[UUID, ParkedRow] = {}
    for workspace_id, named in ids.items():
        if workspace_id is None:
            nobodys = Unrouted.objects.filter(id__in=named).defer("raw")
            rows |= {row.id: _nobodys(row) for row in nobodys}
            continue
        with scope(workspace_id):
            held = list(Parked.objects.filter(id__in=named).defer("raw"))
            workspace = Workspace.objects.get(id=workspace_id)
            phones = _phone_ids(held)
            rows |= {row.id: _theirs(row, workspace, phones) for row in held}
    return rows


def _phone_ids(held: Sequence[Parked]) -> dict[UUID, str]:
    named = Number.objects.filter(id__in={row.number_id for row in held if row.number_id})
    return dict(named.values_list("id", "phone_number_id"))


def _theirs(row: Parked, workspace: Workspace, phones: dict[UUID, str]) -> ParkedRow:
    return ParkedRow(
        id=row.id,
        org=workspace.org,
        workspace_name=workspace.name,
        phone_number_id=phones.get(row.number_id, "") if row.number_id else "",
        kind=row.kind,
        cause=cause_of(row.reason),
        at=row.at,
    )


def _nobodys(row: Unrouted) -> ParkedRow:
    return ParkedRow(
        id=row.id,
        org=NOBODY,
        workspace_name="",
        phone_number_id=row.phone_number_id,
        kind=row.kind,
        cause=cause_of(row.reason),
        at=row.at,
    )


def _nobodys_whole(row: Unrouted) -> ParkedOne:
    app = MetaApp.objects.filter(id=row.app_id).first()
    return ParkedOne(
        **vars(_nobodys(row)),
        reason=row.reason,
        raw=bytes(row.raw),
        app_id=app.app_id if app else "",
    )


def org_or_nobody(workspace_id: UUID | None) -> str:
    """How an address names a workspace, or none."""
    return org_id(workspace_id) if workspace_id else NOBODY
