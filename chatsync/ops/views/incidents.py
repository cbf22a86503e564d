"""`/ops/incidents`: what everybody reads on the status page."""

from datetime import timedelta
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from chatsync.kit.clock import now
from chatsync.ops.outreach_forms import IncidentForm, WordForm
from chatsync.ops.views.paging import listed
from chatsync.outreach.actions.incidents import Said, add_word, open_incident
from chatsync.outreach.queries import incident_of
from chatsync.outreach.queries import incidents as known_incidents

_SHOWN_FOR = timedelta(days=365)
_pages = require_http_methods(["GET", "HEAD", "POST"])


@require_safe
def incidents(request: HttpRequest) -> HttpResponse:
    """Those of the last year, and what a deed came to."""
    rows = known_incidents(now() - _SHOWN_FOR)
    return render(request, "ops/incidents.html", listed(request, rows))


@_pages
def new_incident(request: HttpRequest) -> HttpResponse:
    """Tell of one."""
    form = IncidentForm(request.POST if request.method == "POST" else None)
    if not form.is_valid():
        return render(request, "ops/incident_new.html", {"form": form})
    given = form.cleaned_data
    open_incident(
        Said(given["title_en"], given["title_ur"]), Said(given["text_en"], given["text_ur"])
    )
    return redirect("/ops/incidents?done=told")


@_pages
def incident(request: HttpRequest, incident: UUID) -> HttpResponse:
    """Say how one goes on, or that it is over."""
    found = incident_of(incident)
    if found is None:
        raise Http404
    form = WordForm(request.POST if request.method == "POST" else None)
    if not form.is_valid():
        return render(
            request, "ops/incident.html", {"it": found.incident, "words": found.words, "form": form}
        )
    text = Said(form.cleaned_data["text_en"], form.cleaned_data["text_ur"])
    told = add_word(incident, text, ends="end" in request.POST)
    return redirect(f"/ops/incidents?done={'told' if told else 'late'}")
