"""`/ops/newsletter`: writing an issue, looking at it, sending it."""

from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from chatsync.ops.outreach_forms import IssueForm
from chatsync.ops.views.paging import listed
from chatsync.outreach.actions.issues import discard, send, write
from chatsync.outreach.queries import issue_of, newest_issues, subscribers

_SHOWN = 50
_pages = require_http_methods(["GET", "HEAD", "POST"])


@require_safe
def issues(request: HttpRequest) -> HttpResponse:
    """The newest issues, and how many addresses confirmed."""
    facts = {**listed(request, newest_issues(_SHOWN)), "subscribers": subscribers()}
    return render(request, "ops/newsletter.html", facts)


@_pages
def new_issue(request: HttpRequest) -> HttpResponse:
    """Write one. It is stored, and goes to nobody yet."""
    form = IssueForm(request.POST if request.method == "POST" else None)
    if not form.is_valid():
        return render(request, "ops/newsletter_new.html", {"form": form})
    return redirect("ops_issue", issue=write(**form.cleaned_data).id)


@_pages
def issue(request: HttpRequest, issue: UUID) -> HttpResponse:
    """Look at one, then send it to everybody who confirmed, or throw it away."""
    found = issue_of(issue)
    if found is None:
        raise Http404
    if request.method == "POST":
        if "discard" in request.POST:
            return redirect(f"/ops/newsletter?done={'discarded' if discard(issue) else 'late'}")
        return redirect(f"/ops/newsletter?done={'sent' if send(issue) else 'late'}")
    return render(request, "ops/issue.html", {"it": found, "subscribers": subscribers()})
