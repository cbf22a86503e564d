"""What a workspace answers to whoever would change something and may only read."""

from django.utils.translation import gettext_lazy as _

from chatsync.kit.errors import ReadOnly
from chatsync.workspaces.models import Workspace, WorkspaceStatus


def suspended(reason: str) -> ReadOnly:
    """The refusal, with the operator's reason in its sentence and in a field of its own."""
    said = _(
        "The operator has suspended this workspace. Messages still arrive; nothing is sent or "
        "changed until the operator lifts it. The reason: %(reason)s"
    )
    return ReadOnly(said % {"reason": reason}, reason=reason)


def demand_not_suspended(workspace: Workspace) -> None:
    """Raises ReadOnly where the workspace is suspended as it stands in this transaction."""
    if workspace.status == WorkspaceStatus.SUSPENDED:
        raise suspended(workspace.suspension_reason)


def demand_may_send(workspace: Workspace) -> None:
    """Raises ReadOnly where the workspace, as it stands in this transaction, sends nothing."""
    demand_not_suspended(workspace)
    if not workspace.may_send:
        raise ReadOnly(
            _("This workspace is paused: messages arrive, nothing is sent. Ask its owner.")
        )


def only_looking() -> ReadOnly:
    """What an operator is told who stepped in and would change something."""
    return ReadOnly(_("You are looking into this workspace as an operator: nothing is changed."))
