"""`/ops/operators`: who operates this installation, and taking that away."""

from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from chatsync.accounts import operators as people
from chatsync.accounts.views.own import person_of
from chatsync.kit.errors import Conflict, NotFound
from chatsync.ops.views.paging import listed


@require_safe
def operators(request: HttpRequest) -> HttpResponse:
    """Everybody who operates, and since when."""
    facts = {**listed(request, people.operators()), "me": person_of(request)}
    return render(request, "ops/operators.html", facts)


@require_http_methods(["GET", "HEAD", "POST"])
def removal(request: HttpRequest, operator_id: UUID) -> HttpResponse:
    """What it means, and the deed."""
    chosen = next((one for one in people.operators() if one.id == operator_id), None)
    if chosen is None:
        raise Http404
    fault = ""
    if request.method == "POST":
        try:
            people.remove_operator(operator_id, by=person_of(request))
        except Conflict as refused:
            fault = str(refused.detail)
        except NotFound as gone:
            raise Http404 from gone
        else:
            return redirect("/ops/operators?done=removed")
    return render(request, "ops/removal.html", {"operator": chosen, "fault": fault})
