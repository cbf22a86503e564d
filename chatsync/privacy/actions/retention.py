"""Choosing how long a workspace keeps what is said in it."""

from chatsync.kit.tenancy import scope
from chatsync.workspaces.access import Access
from chatsync.workspaces.actions.seats import demand_still, lock_seats
from chatsync.workspaces.audit import Act, Thing, record
from chatsync.workspaces.capabilities import Can


def choose_retention(access: Access, days: int) -> None:
    """Set the days, 1 to 90. With fewer than before, the next purge deletes what is older."""
    with scope(access.workspace_id):
        workspace = lock_seats()
        demand_still(access, Can.MANAGE_SETTINGS)
        before = workspace.retention_days
        if before == days:
            return
        workspace.retention_days = days
        workspace.save(update_fields=["retention_days"])
        said = {"retention_days": days, "before": before}
        record(access, Act.SETTINGS_CHANGED, Thing("workspace", workspace.org), said)
