"""Who enters the operator's pages: operators with a second factor, and nobody else."""

from functools import wraps
from typing import Any

from django.http import Http404, HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import redirect

from chatsync.accounts.confirming import View, to_sign_in
from chatsync.accounts.factors import has_second_factor
from chatsync.accounts.models import Person


def for_operators(view: View) -> View:
    """Signed-out people go to sign-in; everybody else gets the page of an unknown address."""

    @wraps(view)
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        person = request.user
        if not isinstance(person, Person):
            return to_sign_in(request.get_full_path())
        if not person.is_operator:
            raise Http404
        if not has_second_factor(person):
            return redirect("mfa_index")
        return view(request, *args, **kwargs)

    return guarded
