"""Setting how many seats and numbers a workspace may have: the operator's deed."""

from dataclasses import asdict, dataclass
from uuid import UUID

from chatsync.accounts.models import Person
from chatsync.kit.tenancy import scope
from chatsync.workspaces.actions.seats import lock_seats
from chatsync.workspaces.audit import Act, Actor, Thing, record


@dataclass(frozen=True)
class Limits:
    """None: as many as one likes."""

    staff_limit: int | None
    number_limit: int | None


def set_limits(workspace_id: UUID, wanted: Limits, *, reason: str, operator: Person) -> bool:
    """Set both; whether anything changed. What is beyond a lower limit stays, new is refused.

    The workspace reads in its audit log who did it, what changed and why.
    """
    with scope(workspace_id):
        workspace = lock_seats()
        changed = {
            name: value
            for name, value in asdict(wanted).items()
            if getattr(workspace, name) != value
        }
        if not changed:
            return False
        for name, value in changed.items():
            setattr(workspace, name, value)
        workspace.save(update_fields=list(changed))
        actor = Actor("operator", operator.id, operator.name)
        record(actor, Act.LIMITED, Thing("workspace", workspace.org), changed | {"reason": reason})
    return True
