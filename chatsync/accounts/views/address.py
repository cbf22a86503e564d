"""The e-mail address of a person: add or change it by a code, or remove it."""

from allauth.account.adapter import get_adapter
from allauth.core import ratelimit
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods

from chatsync.accounts.actions import change_address
from chatsync.accounts.models import Person
from chatsync.accounts.new_address import NewAddress, begin, drop, waiting_address
from chatsync.accounts.own_forms import AddressCodeForm, AddressForm
from chatsync.accounts.queries import email_is_taken
from chatsync.accounts.views.own import person_of
from chatsync.kit.errors import Conflict

_pages = require_http_methods(["GET", "HEAD", "POST"])


@_pages
def own_address(request: HttpRequest) -> HttpResponse:
    """`/account/email`. The answer is the same whether or not the address is known."""
    person = person_of(request)
    if request.method == "POST" and "remove" in request.POST:
        _change(request, person, None)
        return redirect("/account?saved=removed")
    form = AddressForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        if form.cleaned_data["email"] == person.email:
            return redirect("/account")
        return _send_code(request, person, form.cleaned_data["email"])
    return render(request, "accounts/address.html", {"form": form, "person": person})


@_pages
def address_code(request: HttpRequest) -> HttpResponse:
    """`/account/email/code`: ten minutes, five tries."""
    person, waiting = person_of(request), waiting_address(request.session)
    if waiting is None:
        return redirect("own_address")
    form = AddressCodeForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        fault = _fault_of(request, waiting, form.cleaned_data["code"])
        if fault is None:
            fault = _store(request, person, waiting)
        if fault is None:
            return redirect("/account?saved=email")
        form.add_error("code", fault)
    return render(request, "accounts/address_code.html", {"form": form, "email": waiting.email})


def _send_code(request: HttpRequest, person: Person, email: str) -> HttpResponse:
    refused: HttpResponse | None = ratelimit.consume_or_429(
        request, action="address_mail", user=person
    )
    if refused:
        return refused
    adapter, taken = get_adapter(request), email_is_taken(email)
    code = begin(request.session, email, taken=taken)
    if taken:
        adapter.send_mail("account/email/address_taken", email, {})
    else:
        adapter.send_mail("account/email/address_code", email, {"code": code})
    return redirect("address_code")


def _fault_of(request: HttpRequest, waiting: NewAddress, typed: str) -> str | None:
    """Why this code does not do, or None. Tries are counted in the shared cache."""
    if not ratelimit.consume(request, action="address_code", key=waiting.id):
        return gettext("Too many wrong tries. Ask for another code.")
    if waiting.is_expired():
        return gettext("This code is over ten minutes old. Ask for another one.")
    if not waiting.accepts(typed):
        return gettext("This code is wrong. Check the mail and type it again.")
    return None


def _store(request: HttpRequest, person: Person, waiting: NewAddress) -> str | None:
    drop(request.session)
    try:
        _change(request, person, waiting.email)
    except Conflict as taken:
        return str(taken)
    return None


def _change(request: HttpRequest, person: Person, email: str | None) -> None:
    """Store it, with a new session key, and tell the mailbox that loses the account."""
    former = person.email
    change_address(person.id, email)
    request.session.cycle_key()
    if former:
        prefix = "account/email/email_changed" if email else "account/email/email_deleted"
        get_adapter(request).send_notification_mail(prefix, person, email=former)
