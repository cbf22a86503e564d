"""What an operator reads of workspaces: how they stand, never what they talk about."""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from django.db import connection

from chatsync.accounts.models import Person
from chatsync.channels.models import Number, NumberStatus
from chatsync.kit.ids import workspace_uuid
from chatsync.kit.pages import Place, cut, one_more
from chatsync.kit.tenancy import scope
from chatsync.workspaces.models import Member, Workspace

PAGE = 25
_MOST_OWNERS = 1000
_TENANTS = "SELECT workspace_id, made_at FROM chatsync_tenants(%s, %s, %s::uuid[], %s, %s, %s)"


@dataclass(frozen=True)
class TenantRow:
    """A workspace in the list, with its active members and connected numbers counted."""

    workspace: Workspace
    members: int
    numbers: int


@dataclass(frozen=True)
class Tenant:
    """A workspace as the operator sees it: no messages, no customers."""

    workspace: Workspace
    members: Sequence[Member]
    numbers: Sequence[Number]

    @property
    def connected(self) -> int:
        """How many numbers count against the limit."""
        return sum(number.disconnected_at is None for number in self.numbers)


def tenant_page(asked: str, after: Place | None) -> tuple[list[TenantRow], str | None]:
    """Workspaces, the newest first, and the cursor of the next page.

    `asked`: words of the name, an `org_…` id, or a part of an owner's e-mail address.
    """
    at, last = (after.at, after.id) if after else (None, None)
    with connection.cursor() as cursor:
        cursor.execute(
            _TENANTS,
            [asked.split(), workspace_uuid(asked), _people(asked), at, last, one_more(PAGE)],
        )
        found: list[tuple[UUID, object]] = cursor.fetchall()
    rows = [row for workspace_id, _at in found if (row := _row(workspace_id))]
    return cut(rows, PAGE, lambda row: Place(row.workspace.created_at, row.workspace.id))


def tenant_of(workspace_id: UUID) -> Tenant | None:
    """One workspace with its active members and its numbers; None where there is none."""
    with scope(workspace_id):
        workspace = Workspace.objects.filter(id=workspace_id).first()
        if workspace is None:
            return None
        members = Member.objects.filter(active=True).select_related("person").order_by("id")
        numbers = list(Number.objects.order_by("-created_at", "-id"))
        for number in numbers:
            if number.disconnected_at:
                number.status = NumberStatus.DISCONNECTED
        return Tenant(workspace, list(members), numbers)


def _row(workspace_id: UUID) -> TenantRow | None:
    with scope(workspace_id):
        workspace = Workspace.objects.filter(id=workspace_id).first()
        if workspace is None:
            return None
        members = Member.objects.filter(active=True).count()
        return TenantRow(workspace, members, Number.objects.filter(disconnected_at=None).count())


def _people(asked: str) -> list[UUID]:
    if not asked:
        return []
    near = Person.objects.filter(email__icontains=asked).order_by("id")
    return list(near.values_list("id", flat=True)[:_MOST_OWNERS])
