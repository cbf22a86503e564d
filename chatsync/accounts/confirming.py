"""Asking a signed-in person again who they are, before a sensitive deed (OWASP ASVS 7.5.1).

A confirmation by password, code or passkey holds for five minutes.
"""

from collections.abc import Callable
from functools import wraps
from typing import Any
from urllib.parse import urlencode

from allauth.account.internal.flows.reauthentication import did_recently_reauthenticate
from django.http import HttpRequest, HttpResponseRedirect
from django.http.response import HttpResponseBase
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from chatsync.kit.errors import Forbidden

View = Callable[..., HttpResponseBase]


class ConfirmFirst(Forbidden):
    """A sensitive deed that needs a fresh confirmation; `confirm_at` is the page for it."""

    code = "reauthenticate"


def has_confirmed(request: HttpRequest) -> bool:
    """Whether the person showed in the last five minutes who they are."""
    return bool(did_recently_reauthenticate(request))


def demand_confirmed(request: HttpRequest) -> None:
    """For doors of the API: raises ConfirmFirst, unless a key calls, which is its own proof."""
    if request.user.is_authenticated and not has_confirmed(request):
        raise ConfirmFirst(
            _("Confirm first that it is you, then do it again."),
            confirm_at=reverse("account_reauthenticate"),
        )


def to_sign_in(onward: str) -> HttpResponseRedirect:
    """To the sign-in page, which leads on to `onward`."""
    return HttpResponseRedirect(f"{reverse('account_login')}?{urlencode({'next': onward})}")


def confirm_first(view: View, back: str = "") -> View:
    """For pages: signed-out people go to sign-in, others to the confirmation, and then on.

    `back` names the page to go on to where this address takes no GET. What a POST held is
    dropped: it may be a password, which no session shall keep.
    """

    @wraps(view)
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        onward = reverse(back) if back else request.get_full_path()
        if not request.user.is_authenticated:
            return to_sign_in(onward)
        if not has_confirmed(request):
            page = reverse("account_reauthenticate")
            return HttpResponseRedirect(f"{page}?{urlencode({'next': onward})}")
        return view(request, *args, **kwargs)

    return guarded
