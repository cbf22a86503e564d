"""`/ops/tenants`: the list of workspaces, and one of them."""

from typing import Never
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from chatsync.billing.queries import plan_history, plan_shown
from chatsync.kit.ids import workspace_uuid
from chatsync.ops.queries import Tenant, tenant_of, tenant_page
from chatsync.ops.views.paging import listed, place_of
from chatsync.workspaces.queries.step_ins import step_ins_of

_LONGEST_QUESTION = 200


@require_safe
def tenants(request: HttpRequest) -> HttpResponse:
    """`?q=` name, id or an owner's address; `?after=` the cursor of the page before."""
    asked = " ".join(request.GET.get("q", "").replace("\0", " ").split())[:_LONGEST_QUESTION]
    rows, following = tenant_page(asked, place_of(request.GET.get("after")))
    facts = {**listed(request, rows, following, {"q": asked}), "asked": asked}
    return render(request, "ops/tenants.html", facts)


@require_safe
def tenant(request: HttpRequest, tenant: str) -> HttpResponse:
    """Facts, members, numbers and limits of a workspace."""
    found = found_tenant(tenant)
    facts = {
        "tenant": found,
        "step_ins": step_ins_of(found.workspace.id),
        "plan": plan_shown(found.workspace.id),
        "history": plan_history(found.workspace.id),
        "saved": request.GET.get("saved", ""),
    }
    return render(request, "ops/tenant.html", facts)


def unknown(_request: HttpRequest, rest: str) -> Never:
    """Every other address below `/ops`."""
    raise Http404(rest)


def found_tenant(org: str) -> Tenant:
    """The workspace of an address; raises Http404."""
    workspace_id = workspace_uuid(org)
    found = tenant_of(workspace_id) if isinstance(workspace_id, UUID) else None
    if found is None:
        raise Http404
    return found
