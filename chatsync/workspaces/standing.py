"""What a workspace answers to whoever would change something and may only read."""

from django.utils.translation import gettext_lazy as _

from chatsync.kit.errors import Forbidden, ReadOnly
from chatsync.workspaces.models import CLOSING, Workspace, WorkspaceStatus


def suspended(reason: str) -> ReadOnly:
    """The refusal, with the operator's reason in its sentence and in a field of its own."""
    said = _(
        "The operator has suspended this workspace. Messages still arrive; nothing is sent or "
        "changed until the operator lifts it. The reason: %(reason)s"
    )
    return ReadOnly(said % {"reason": reason}, reason=reason)


def paused() -> ReadOnly:
    """The refusal of a workspace whose trial or plan is over."""
    return ReadOnly(
        _(
            "This workspace is paused, since its trial or plan is over. Messages still arrive; "
            "nothing is sent or changed until an owner chooses a plan."
        )
    )


def closing() -> ReadOnly:
    """The refusal of a closed workspace."""
    return ReadOnly(
        _(
            "This workspace is closed and will be deleted. Messages still arrive; nothing is sent "
            "or changed unless an owner takes the closing back."
        )
    )


def stopped(status: str, reason: str) -> ReadOnly | None:
    """The refusal of a workspace that stands so; None for one that goes on."""
    if status == CLOSING:
        return closing()
    if status == WorkspaceStatus.SUSPENDED:
        return suspended(reason)
    return paused() if status == WorkspaceStatus.PAUSED else None


def is_shut(workspace: Workspace) -> bool:
    """Whether nobody may join now: it is suspended or closed."""
    return workspace.standing in {WorkspaceStatus.SUSPENDED, CLOSING}


def demand_not_shut(workspace: Workspace) -> None:
    """Raises ReadOnly where it is suspended or closed as it stands in this transaction."""
    refused = stopped(workspace.standing, workspace.suspension_reason)
    if refused and is_shut(workspace):
        raise refused


def demand_may_send(workspace: Workspace) -> None:
    """Raises ReadOnly where the workspace, as it stands in this transaction, sends nothing."""
    refusal = stopped(workspace.standing, workspace.suspension_reason)
    if refusal is not None:
        raise refusal


class NotInPlan(Forbidden):
    """The workspace's plan does not hold what was asked for."""

    code = "not_in_plan"


def not_in_plan() -> NotInPlan:
    """What a program is told whose key is of a workspace without the API in its plan."""
    return NotInPlan(
        _("The plan of this workspace has no API. An owner can choose one that has it.")
    )


def only_looking() -> ReadOnly:
    """What an operator is told who stepped in and would change something."""
    return ReadOnly(_("You are looking into this workspace as an operator: nothing is changed."))
