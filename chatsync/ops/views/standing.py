"""`/ops/tenants/<org>/standing`: suspending a workspace, and lifting that."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from chatsync.accounts.views.own import person_of
from chatsync.ops.forms import SuspendForm
from chatsync.ops.views.tenants import found_tenant
from chatsync.workspaces.actions.standing import lift, suspend
from chatsync.workspaces.models import Workspace, WorkspaceStatus


@require_http_methods(["GET", "HEAD", "POST"])
def standing(request: HttpRequest, tenant: str) -> HttpResponse:
    """The form that fits how the workspace stands, and the deed.

    Each form says which deed it meant, so that one that was opened before a colleague acted does
    not do the opposite.
    """
    workspace = found_tenant(tenant).workspace
    is_suspended = workspace.status == WorkspaceStatus.SUSPENDED
    form = SuspendForm(request.POST if "suspend" in request.POST else None)
    if _did(request, workspace, form, is_suspended=is_suspended):
        return redirect(f"/ops/tenants/{tenant}?saved=standing")
    facts = {"form": form, "workspace": workspace, "is_suspended": is_suspended}
    return render(request, "ops/standing.html", facts)


def _did(
    request: HttpRequest, workspace: Workspace, form: SuspendForm, *, is_suspended: bool
) -> bool:
    operator = person_of(request)
    if is_suspended and "lift" in request.POST:
        lift(workspace.id, operator=operator)
        return True
    if not is_suspended and form.is_valid():
        suspend(workspace.id, reason=form.cleaned_data["reason"], operator=operator)
        return True
    return False
