"""`/ops/tenants/<org>/step-in`: looking into a workspace for a while, and leaving it."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST

from chatsync.accounts.views.own import person_of
from chatsync.kit.errors import Conflict
from chatsync.ops.forms import StepInForm
from chatsync.ops.views.tenants import found_tenant
from chatsync.workspaces.actions.step_in import step_in as begin
from chatsync.workspaces.actions.step_in import step_out
from chatsync.workspaces.queries.step_ins import own_step_in


@require_http_methods(["GET", "HEAD", "POST"])
def step_in(request: HttpRequest, tenant: str) -> HttpResponse:
    """The form, and the deed; while it runs, the way in and the way out."""
    workspace, operator = found_tenant(tenant).workspace, person_of(request)
    form = StepInForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        try:
            begin(workspace.id, reason=form.cleaned_data["reason"], operator=operator)
        except Conflict as refused:
            form.add_error(None, str(refused.detail))
        else:
            return redirect(f"/w/{workspace.org}/inbox")
    facts = {
        "form": form,
        "workspace": workspace,
        "running": own_step_in(workspace.id, operator),
    }
    return render(request, "ops/step_in.html", facts)


@require_POST
def leave(request: HttpRequest, tenant: str) -> HttpResponse:
    """Leave the workspace. Asks for no confirmation: it only takes a right away."""
    workspace = found_tenant(tenant).workspace
    step_out(workspace.id, person_of(request))
    return redirect("ops_tenant", tenant=workspace.org)
