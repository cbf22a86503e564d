"""Suspending a workspace and lifting it: deeds of the operator, told to everybody in it."""

from uuid import UUID

from chatsync.accounts.models import Person
from chatsync.jobs.events import emit
from chatsync.kit.tenancy import scope
from chatsync.workspaces.actions.saying import read_reason, tell_standing
from chatsync.workspaces.actions.seats import lock_seats
from chatsync.workspaces.audit import Act, Actor, Thing, record
from chatsync.workspaces.events import StandingChanged
from chatsync.workspaces.models import Workspace, WorkspaceStatus


def suspend(workspace_id: UUID, *, reason: str, operator: Person) -> None:
    """Stop a workspace from sending and changing anything; what customers write is still stored.

    Queued messages wait. The members read the reason. Suspending again changes the reason. Raises
    Invalid for a reason that is empty or too long, and Workspace.DoesNotExist.
    """
    said = read_reason(reason)
    with scope(workspace_id):
        workspace = lock_seats()
        workspace.status = WorkspaceStatus.SUSPENDED
        workspace.suspension_reason = said
        _change(workspace, Act.SUSPENDED, operator)


def lift(workspace_id: UUID, *, operator: Person) -> None:
    """Let a suspended workspace go on, and send what waited; any other is left as it is.

    One whose plan is over meanwhile is paused. What a number with a lost token holds stays held.
    Raises Workspace.DoesNotExist.
    """
    with scope(workspace_id):
        workspace = lock_seats()
        if workspace.status != WorkspaceStatus.SUSPENDED:
            return
        paused = workspace.is_paused
        workspace.status = WorkspaceStatus.PAUSED if paused else WorkspaceStatus.ACTIVE
        workspace.suspension_reason = ""
        _change(workspace, Act.LIFTED, operator)


def keep_paused(workspace: Workspace, *, is_paused: bool) -> bool:
    """Stop a workspace whose plan is over, or let it go on; whether that changed anything.

    Joins the caller's scope, which holds the row: billing decides. Stops and holds what a
    suspension does; below one it is only noted, until the operator lifts that. The caller tells
    the pages.
    """
    if workspace.is_paused == is_paused:
        return False
    workspace.is_paused = is_paused
    if workspace.status != WorkspaceStatus.SUSPENDED:
        workspace.status = WorkspaceStatus.PAUSED if is_paused else WorkspaceStatus.ACTIVE
    workspace.save(update_fields=["is_paused", "status"])
    emit(StandingChanged(workspace_id=workspace.id))
    return True


def _change(workspace: Workspace, act: Act, operator: Person) -> None:
    """Save, write down, tell the queue, and the pages last."""
    workspace.save(update_fields=["status", "suspension_reason"])
    actor = Actor("operator", operator.id, operator.name)
    record(actor, act, Thing("workspace", workspace.org, workspace.suspension_reason))
    emit(StandingChanged(workspace_id=workspace.id))
    tell_standing()
