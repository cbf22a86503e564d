"""`/ops/tenants/<org>/limits`: how many seats and numbers a workspace may have."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods

from chatsync.accounts.views.own import person_of
from chatsync.billing.actions.adjust import Limits, set_limits
from chatsync.ops.forms import LimitsForm
from chatsync.ops.views.tenants import found_tenant


@require_http_methods(["GET", "HEAD", "POST"])
def limits(request: HttpRequest, tenant: str) -> HttpResponse:
    """The form, and the deed."""
    workspace = found_tenant(tenant).workspace
    before = {"staff_limit": workspace.staff_limit, "number_limit": workspace.number_limit}
    form = LimitsForm(request.POST if request.method == "POST" else None, initial=before)
    if form.is_valid():
        wanted = Limits(form.cleaned_data["staff_limit"], form.cleaned_data["number_limit"])
        reason = form.cleaned_data["reason"]
        if set_limits(workspace.id, wanted, reason=reason, operator=person_of(request)):
            return redirect(f"/ops/tenants/{tenant}?saved=limits")
        form.add_error(None, gettext("These are the limits already. Change one, or go back."))
    return render(request, "ops/limits.html", {"form": form, "workspace": workspace})
