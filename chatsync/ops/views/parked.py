"""`/ops/parked`: updates that could not be read or matched, and one of them."""

from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from chatsync.channels.parked import Cause, Wanted
from chatsync.kit.ids import workspace_uuid
from chatsync.ops.outline import outline
from chatsync.ops.parked import (
    NOBODY,
    ParkedOne,
    counts,
    org_or_nobody,
    parked_one,
    parked_page,
)
from chatsync.ops.views.paging import listed, place_of

_NO_WORKSPACE = UUID(int=0)


@require_safe
def parked(request: HttpRequest) -> HttpResponse:
    """`?cause=`, `?tenant=` (an `org_…` id, or `none`), `?after=`; and what a deed came to."""
    wanted = _wanted(request)
    rows, following = parked_page(wanted, place_of(request.GET.get("after")))
    chosen = {"cause": wanted.cause or "", "tenant": _chosen_tenant(wanted)}
    facts = {
        **listed(request, rows, following, chosen),
        "counts": counts(),
        **chosen,
        "typed": request.GET.get("tenant", "")[:200],
    }
    return render(request, "ops/parked.html", facts)


@require_safe
def parked_update(request: HttpRequest, tenant: str, parked: UUID) -> HttpResponse:
    """One of them: the error and the shape, and what can be done."""
    one = found_parked(tenant, parked)
    facts = {
        "one": one,
        "lines": outline(one.raw),
        "size": len(one.raw),
        "done": request.GET.get("done", ""),
    }
    return render(request, "ops/parked_update.html", facts)


def found_parked(tenant: str, row_id: UUID) -> ParkedOne:
    """The parked update of an address; raises Http404."""
    found = parked_one(home_of(tenant), row_id)
    if found is None:
        raise Http404
    return found


def home_of(tenant: str) -> UUID | None:
    """The workspace that an address names, None for `none`; raises Http404 for anything else."""
    workspace_id = workspace_uuid(tenant)
    if workspace_id is None and tenant != NOBODY:
        raise Http404
    return workspace_id


def _wanted(request: HttpRequest) -> Wanted:
    """What is asked for; a cause that is none of ours counts as none, a false id finds nothing."""
    tenant = request.GET.get("tenant", "").strip()
    cause = request.GET.get("cause", "")
    is_one = tenant not in {"", NOBODY}
    return Wanted(
        cause=Cause(cause) if cause in set(Cause) else None,
        workspace_id=(workspace_uuid(tenant) or _NO_WORKSPACE) if is_one else None,
        homeless=tenant == NOBODY,
    )


def _chosen_tenant(wanted: Wanted) -> str:
    if wanted.workspace_id is None and not wanted.homeless:
        return ""
    return org_or_nobody(wanted.workspace_id)
