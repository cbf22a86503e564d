"""`/ops/messages`: what strangers wrote through the contact form."""

from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.http import urlencode
from django.views.decorators.http import require_http_methods, require_safe

from chatsync.ops.counts import COUNTED
from chatsync.ops.outreach_forms import AnswerForm
from chatsync.ops.views.paging import listed, place_of
from chatsync.outreach.actions.answer import answer, set_aside
from chatsync.outreach.queries import message_of, message_page, open_messages


@require_safe
def messages(request: HttpRequest) -> HttpResponse:
    """`?state=waiting`; `?after=`; and what a deed came to."""
    waiting = request.GET.get("state") == "waiting"
    rows, following = message_page(place_of(request.GET.get("after")), waiting=waiting)
    asked = {"state": "waiting"} if waiting else {}
    facts = {
        **listed(request, rows, following, asked),
        "narrowed_to": urlencode(asked),
        "waiting": open_messages()[:COUNTED].count(),
    }
    return render(request, "ops/messages.html", facts)


@require_http_methods(["GET", "HEAD", "POST"])
def message(request: HttpRequest, message: UUID) -> HttpResponse:
    """One message: reading it, answering it once, or setting it aside."""
    found = message_of(message)
    if found is None:
        raise Http404
    form = AnswerForm(request.POST if "answer" in request.POST else None)
    if request.method == "POST" and "aside" in request.POST:
        return _told(done=set_aside(message), what="aside")
    if form.is_valid():
        return _told(done=answer(message, form.cleaned_data["text"]), what="answered")
    return render(request, "ops/message.html", {"it": found, "form": form})


def _told(*, done: bool, what: str) -> HttpResponse:
    return redirect(f"/ops/messages?done={what if done else 'late'}")
