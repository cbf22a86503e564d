"""What every deed on seats shares: the workspace locked, the actor still allowed."""

from uuid import UUID

from django.utils.translation import gettext_lazy as _

from chatsync.kit.errors import Conflict
from chatsync.kit.problem import absent
from chatsync.kit.tenancy import current_workspace
from chatsync.workspaces.access import Access
from chatsync.workspaces.capabilities import Can, granted
from chatsync.workspaces.models import Member, Role, Workspace


class SeatsTaken(Conflict):
    """Every seat of the plan is somebody's."""

    code = "seats_taken"


def lock_seats() -> Workspace:
    """Hold the workspace's row until the commit: seats change one after another."""
    workspace: Workspace = Workspace.objects.select_for_update(no_key=True).get(
        id=current_workspace()
    )
    return workspace


def demand_still(access: Access, capability: Can) -> None:
    """Ask again under the lock: the actor may have lost the right a moment ago. Raises NotFound."""
    seat = Member.objects.filter(id=access.member_id, active=True).first()
    if seat is None or capability not in granted(seat.role, hides_phones=False):
        raise absent()


def demand_seat(workspace: Workspace) -> None:
    """Raises SeatsTaken. The owner counts, an open invitation does not."""
    limit = workspace.staff_limit
    if limit is not None and Member.objects.filter(active=True).count() >= limit:
        raise SeatsTaken(
            _("All seats of this workspace are taken. Ask its owner to free one, then try again.")
        )


def active_member(member_id: UUID) -> Member:
    """Raises NotFound for a former member too."""
    member: Member | None = (
        Member.objects.select_related("person").filter(id=member_id, active=True).first()
    )
    if member is None:
        raise absent()
    return member


def demand_another_owner(member: Member) -> None:
    """Raises Conflict where a workspace would be left without an owner."""
    if not has_another_owner(member):
        raise Conflict(
            _("A workspace needs an owner. Make somebody else an owner first, then try again.")
        )


def has_another_owner(member: Member) -> bool:
    """Whether the workspace has an owner without them; so has every one in which they are none."""
    if member.role != Role.OWNER:
        return True
    others = Member.objects.filter(role=Role.OWNER, active=True).exclude(id=member.id)
    return bool(others.exists())
