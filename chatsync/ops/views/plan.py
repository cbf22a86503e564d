"""`/ops/tenants/<org>/plan`: giving a workspace a plan without Paddle, and ending that."""

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods

from chatsync.accounts.models import Person
from chatsync.accounts.views.own import person_of
from chatsync.billing.actions.adjust import end_granted_plan, grant_plan
from chatsync.billing.plans import Plan
from chatsync.billing.queries import plan_shown
from chatsync.kit.clock import now
from chatsync.ops.days import end_of_day
from chatsync.ops.plan_form import NONE, PlanForm
from chatsync.ops.views.tenants import found_tenant
from chatsync.workspaces.models import Workspace


@require_http_methods(["GET", "HEAD", "POST"])
def plan(request: HttpRequest, tenant: str) -> HttpResponse:
    """The form, and the deed. Where billing is off there are no plans."""
    workspace = found_tenant(tenant).workspace
    if not settings.BILLING:
        raise Http404
    shown = plan_shown(workspace.id)
    before = {"plan": shown.plan} if shown else None
    form = PlanForm(request.POST if request.method == "POST" else None, initial=before)
    if form.is_valid():
        fault = _do(workspace, form, person_of(request))
        if not fault:
            return redirect(f"/ops/tenants/{tenant}?saved=plan")
        form.add_error(*fault)
    facts = {"form": form, "workspace": workspace, "plan": shown}
    return render(request, "ops/plan.html", facts)


def _do(workspace: Workspace, form: PlanForm, operator: Person) -> tuple[str | None, str] | None:
    """The deed; or the field and what is wrong with it."""
    said, reason = form.cleaned_data, form.cleaned_data["reason"]
    if said["plan"] == NONE:
        if end_granted_plan(workspace.id, reason=reason, operator=operator):
            return None
        return "plan", gettext("No plan was given to this workspace, so there is none to end.")
    ends_at = end_of_day(said["last_day"], workspace) if said["last_day"] else None
    if ends_at and ends_at <= now():
        return "last_day", gettext("This day is over. Choose a later one.")
    grant_plan(workspace.id, Plan(said["plan"]), ends_at, reason=reason, operator=operator)
    return None
