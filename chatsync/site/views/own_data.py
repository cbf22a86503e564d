"""One's own data: a file with all of it, and deleting the account."""

from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from chatsync.accounts.leaving import leave
from chatsync.accounts.views.own import person_of
from chatsync.channels.media.serving import Stored, served
from chatsync.kit.errors import Conflict
from chatsync.site.forms import DeleteAccountForm
from chatsync.site.own_data import KEPT_FOR, ask_own_export, own_exports
from chatsync.workspaces.actions.leave_for_good import (
    delete_own_account,
    is_last_operator,
    needs_another_owner,
)

_pages = require_http_methods(["GET", "HEAD", "POST"])


@_pages
def own_data(request: HttpRequest) -> HttpResponse:
    """`/account/data`: have the file made, see how far it is, fetch it for a day."""
    person = person_of(request)
    if request.method == "POST":
        ask_own_export(person)
        return redirect("own_data")
    export = own_exports(person).first()
    facts = {"export": export, "ends_at": export.asked_at + KEPT_FOR if export else None}
    return render(request, "site/own_data.html", facts)


@require_safe
def own_data_file(request: HttpRequest, own_export: UUID) -> HttpResponseBase:
    """The file itself, for whoever asked for it."""
    export = own_exports(person_of(request)).filter(id=own_export).exclude(stored_as="").first()
    if export is None:
        raise Http404
    name = export.stored_as
    stored = Stored(name, "application/zip", "my-data.zip", name.rpartition("/")[2])
    answer = served(stored, request.headers.get("Range"), request.headers.get("If-None-Match"))
    answer.headers["Cache-Control"] = "private, no-store"
    return answer


@_pages
def delete_account(request: HttpRequest) -> HttpResponse:
    """`/account/delete`: what it means, what must be handed over before, and the deed."""
    person = person_of(request)
    form = DeleteAccountForm(person, request.POST if request.method == "POST" else None)
    if form.is_valid():
        try:
            delete_own_account(person)
        except Conflict as refused:
            form.add_error(None, str(refused.detail))
        else:
            leave(request)
            return redirect("account_deleted")
    facts = {
        "form": form,
        "person": person,
        "to_hand_over": needs_another_owner(person.id),
        "is_last_operator": is_last_operator(person),
    }
    return render(request, "site/delete_account.html", facts)


@require_safe
def account_deleted(request: HttpRequest) -> HttpResponse:
    """`/account/deleted`: it is done; to everybody who is signed out."""
    if request.user.is_authenticated:
        return redirect("account")
    return render(request, "site/account_deleted.html")
