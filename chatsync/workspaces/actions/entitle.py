"""Writing what a plan opens onto the workspace's row. Billing alone calls it."""

from dataclasses import asdict

from chatsync.workspaces.entitlements import Entitlements
from chatsync.workspaces.models import Workspace


def entitle(workspace: Workspace, wanted: Entitlements) -> bool:
    """Set all of them on the row, which the caller holds; whether anything changed.

    What is beyond a lower limit stays, new is refused.
    """
    changed = [name for name, value in asdict(wanted).items() if getattr(workspace, name) != value]
    for name in changed:
        setattr(workspace, name, getattr(wanted, name))
    if changed:
        workspace.save(update_fields=changed)
    return bool(changed)
