"""Trying parked updates again, and throwing one away. Each page asks first who is there."""

from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from chatsync.accounts.views.own import person_of
from chatsync.channels.actions.parked import ask_again, discard
from chatsync.channels.actions.reconcile import try_again
from chatsync.channels.parked import Cause, Wanted, count
from chatsync.ops.counts import COUNTED
from chatsync.ops.parked_forms import DiscardForm
from chatsync.ops.views.parked import found_parked, home_of

_pages = require_http_methods(["GET", "HEAD", "POST"])


@_pages
def again(request: HttpRequest, tenant: str, parked: UUID) -> HttpResponse:
    """Try one again: the deed of `chatsync reconcile`. What stays is shown among the others."""
    if request.method == "POST":
        outcome = try_again(home_of(tenant), parked)
        return redirect(f"/ops/parked?done={outcome}")
    return render(request, "ops/parked_again.html", {"one": found_parked(tenant, parked)})


@_pages
def again_all(request: HttpRequest, cause: str) -> HttpResponse:
    """Leave a job that tries all of a cause again."""
    if cause not in set(Cause):
        raise Http404
    if request.method == "POST":
        ask_again(Cause(cause))
        return redirect("/ops/parked?done=asked")
    many = count(Wanted(cause=Cause(cause)), COUNTED)
    facts = {"cause": cause, "many": many, "counted": COUNTED}
    return render(request, "ops/parked_again_all.html", facts)


@_pages
def throw_away(request: HttpRequest, tenant: str, parked: UUID) -> HttpResponse:
    """Delete one for good, with a reason that its workspace reads."""
    one = found_parked(tenant, parked)
    form = DiscardForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        reason = form.cleaned_data["reason"]
        gone = discard(home_of(tenant), parked, reason=reason, operator=person_of(request))
        return redirect(f"/ops/parked?done={'discarded' if gone else 'gone'}")
    return render(request, "ops/parked_discard.html", {"one": one, "form": form})
