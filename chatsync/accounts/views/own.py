"""What a person changes about themselves: name, sign-in name, password."""

from typing import Any

from allauth.account.internal.flows.password_change import (
    change_password,
    finalize_password_change,
)
from allauth.core import ratelimit
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_safe

from chatsync.accounts.actions import rename, rename_login
from chatsync.accounts.factors import has_second_factor
from chatsync.accounts.models import Person
from chatsync.accounts.own_forms import LoginForm, NameForm, OwnPasswordForm
from chatsync.accounts.queries import sign_ins_of
from chatsync.kit.errors import Conflict

_pages = require_http_methods(["GET", "HEAD", "POST"])


@require_safe
@login_required
def account(request: HttpRequest) -> HttpResponse:
    """`/account`: everything of one's own at a glance."""
    person = person_of(request)
    facts = {
        "person": person,
        "has_factor": has_second_factor(person),
        "sessions": len(sign_ins_of(person.id)),
        "saved": request.GET.get("saved", ""),
    }
    return render(request, "accounts/account.html", facts)


@_pages
@login_required
def own_name(request: HttpRequest) -> HttpResponse:
    """`/account/name`: the name that colleagues see."""
    person = person_of(request)
    form = NameForm(_typed(request), initial={"name": person.name})
    if form.is_valid():
        rename(person.id, form.cleaned_data["name"])
        return redirect("/account?saved=name")
    return render(request, "accounts/own_name.html", {"form": form})


@_pages
def own_login(request: HttpRequest) -> HttpResponse:
    """`/account/login`: the name to sign in with."""
    person = person_of(request)
    form = LoginForm(_typed(request), initial={"login": person.login})
    if form.is_valid():
        try:
            rename_login(person.id, form.cleaned_data["login"])
        except Conflict as taken:
            form.add_error("login", str(taken))
        else:
            return redirect("/account?saved=login")
    return render(request, "accounts/own_login.html", {"form": form})


@sensitive_post_parameters("password")
@_pages
def own_password(request: HttpRequest) -> HttpResponse:
    """`/account/password`. Every other session ends by it; whoever had to goes on to their work."""
    person = person_of(request)
    was_temporary = person.must_change_password
    if request.method == "POST":
        refused: HttpResponse | None = ratelimit.consume_or_429(
            request, action="change_password", user=person
        )
        if refused:
            return refused
    form = OwnPasswordForm(person, _typed(request))
    if form.is_valid():
        change_password(person, form.cleaned_data["password"])
        finalize_password_change(request, person)
        return redirect("/w" if was_temporary else "/account?saved=password")
    facts = {"form": form, "is_temporary": person.must_change_password}
    return render(request, "accounts/own_password.html", facts)


def person_of(request: HttpRequest) -> Person:
    """The signed-in person of a page that nobody else reaches."""
    person = request.user
    if not isinstance(person, Person):
        raise TypeError("a page for signed-in people was opened without one")
    return person


def _typed(request: HttpRequest) -> Any:
    return request.POST if request.method == "POST" else None
