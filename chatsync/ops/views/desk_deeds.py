"""What an operator does with a request to the privacy desk."""

from collections.abc import Callable
from functools import wraps
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods, require_POST

from chatsync.accounts.confirming import has_confirmed
from chatsync.accounts.models import Person
from chatsync.accounts.views.own import person_of
from chatsync.desk.actions import handle
from chatsync.desk.models import Kind, State
from chatsync.kit.errors import Conflict, NotFound
from chatsync.kit.ids import parse_uuid
from chatsync.ops.desk_forms import (
    AnswerForm,
    DetailsForm,
    ExtensionForm,
    HolderForm,
    IdentityForm,
    NoteForm,
    StateForm,
)
from chatsync.ops.views.desk import found_request, redrawn, show
from chatsync.privacy.retention import kept_for
from chatsync.privacy.told import told_span

_pages = require_http_methods(["GET", "HEAD", "POST"])
Deed = Callable[[HttpRequest, UUID], HttpResponse]


def while_it_is_there(view: Deed) -> Deed:
    """A request that the purge deletes meanwhile is like one that never was."""

    @wraps(view)
    def guarded(request: HttpRequest, asked: UUID) -> HttpResponse:
        try:
            return view(request, asked)
        except NotFound as gone:
            raise Http404 from gone

    return guarded


@require_POST
@while_it_is_there
def answering(request: HttpRequest, asked: UUID) -> HttpResponse:
    """Write to the person. Without a fresh confirmation the answer stays on the page."""
    form = AnswerForm(request.POST)
    if not form.is_valid():
        return show(request, found_request(asked), 422, answer=form)
    if not has_confirmed(request):
        form.add_error(None, gettext("Confirm first that it is you, then send your answer."))
        return show(request, found_request(asked), 403, answer=form)
    given = form.cleaned_data
    try:
        handle.answer(
            asked,
            given["words"],
            State(given["then"]),
            seen=given["seen"],
            by=person_of(request),
        )
    except Conflict as refused:
        found = found_request(asked)
        again = redrawn(given, found, str(refused.detail))
        return show(request, found, 409, answer=again)
    return _back(asked, "answered")


@require_POST
@while_it_is_there
def noting(request: HttpRequest, asked: UUID) -> HttpResponse:
    """Note something for operators."""
    form = NoteForm(request.POST)
    found = found_request(asked)
    if not form.is_valid():
        return show(request, found, 422, note=form)
    handle.add_note(asked, form.cleaned_data["note"], by=person_of(request))
    return _back(asked, "noted")


@require_POST
@while_it_is_there
def holding(request: HttpRequest, asked: UUID) -> HttpResponse:
    """Give it to an operator, or to nobody."""
    found_request(asked)
    form = HolderForm(request.POST)
    if not form.is_valid():
        return _back(asked, "nobody")
    chosen = parse_uuid(form.cleaned_data["holder"])
    holder = Person.objects.filter(id=chosen, is_operator=True).first() if chosen else None
    if chosen and holder is None:
        return _back(asked, "nobody")
    handle.assign(asked, holder, by=person_of(request))
    return _back(asked, "assigned")


@_pages
@while_it_is_there
def moving(request: HttpRequest, asked: UUID) -> HttpResponse:
    """Say how it stands."""
    found = found_request(asked)
    form = StateForm(_sent(request), initial={"state": found.state})
    if form.is_valid():
        handle.set_state(asked, State(form.cleaned_data["state"]), by=person_of(request))
        return _back(asked, "saved")
    facts = {
        "deed": gettext("Change the state"),
        "press": gettext("Save"),
        "form": form,
        "asked": found,
        "kept": told_span(kept_for("requests")),
    }
    return render(request, "ops/desk_state.html", facts)


@_pages
@while_it_is_there
def extending(request: HttpRequest, asked: UUID) -> HttpResponse:
    """Take more time, once."""
    found = found_request(asked)
    form = ExtensionForm(_sent(request))
    if form.is_valid():
        try:
            handle.extend(asked, form.cleaned_data["reason"], by=person_of(request))
        except Conflict as refused:
            form.add_error(None, str(refused.detail))
        else:
            return _back(asked, "extended")
    facts = {
        "deed": gettext("Take more time"),
        "press": gettext("Take more time"),
        "form": form,
        "asked": found,
    }
    return render(request, "ops/desk_extension.html", facts)


@_pages
@while_it_is_there
def identifying(request: HttpRequest, asked: UUID) -> HttpResponse:
    """Note how it was checked who asks."""
    found = found_request(asked)
    form = IdentityForm(_sent(request), initial={"how": found.identity})
    if form.is_valid():
        handle.note_identity(asked, form.cleaned_data["how"], by=person_of(request))
        return _back(asked, "saved")
    facts = {
        "deed": gettext("Note the check"),
        "press": gettext("Save"),
        "form": form,
        "asked": found,
    }
    return render(request, "ops/desk_identity.html", facts)


@_pages
@while_it_is_there
def correcting(request: HttpRequest, asked: UUID) -> HttpResponse:
    """Put right of which kind it is, and whose."""
    found = found_request(asked)
    before = {name: getattr(found, name) for name in ("kind", "name", "address", "shop")}
    form = DetailsForm(_sent(request), initial=before)
    if form.is_valid():
        given = form.cleaned_data
        details = handle.Details(
            Kind(given["kind"]), given["name"], given["address"], given["shop"]
        )
        handle.change_details(asked, details, by=person_of(request))
        return _back(asked, "saved")
    facts = {
        "deed": gettext("Put the details right"),
        "press": gettext("Save"),
        "form": form,
        "asked": found,
    }
    return render(request, "ops/desk_details.html", facts)


def _sent(request: HttpRequest) -> object | None:
    return request.POST if request.method == "POST" else None


def _back(asked: UUID, done: str) -> HttpResponse:
    return redirect(f"/ops/desk/{asked}?done={done}")
