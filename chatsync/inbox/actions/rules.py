"""Choosing how conversations come to people and when they end by themselves."""

from chatsync.inbox.models import Rules
from chatsync.inbox.schemas.giving import RulesIn
from chatsync.kit.ids import org_id
from chatsync.kit.tenancy import scope
from chatsync.workspaces.access import Access
from chatsync.workspaces.actions.seats import demand_still, lock_seats
from chatsync.workspaces.audit import Act, Thing, record
from chatsync.workspaces.capabilities import Can


def change_rules(access: Access, wanted: RulesIn) -> None:
    """Set all of them; what waits is given out, or what is quiet resolved, within moments.

    Raises NotFound where the right to it has just gone.
    """
    with scope(access.workspace_id):
        lock_seats()
        demand_still(access, Can.MANAGE_SETTINGS)
        rules = Rules.objects.first() or Rules()
        asked = wanted.model_dump()
        changed = {key: value for key, value in asked.items() if getattr(rules, key) != value}
        if not changed:
            return
        for key, value in changed.items():
            setattr(rules, key, value)
        rules.save()
        record(
            access,
            Act.SETTINGS_CHANGED,
            Thing("workspace", org_id(access.workspace_id)),
            changed,
        )
