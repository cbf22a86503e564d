"""Ends sessions that are past their limits."""

from collections.abc import Callable

from django.contrib.auth import SESSION_KEY
from django.contrib.auth.models import AnonymousUser
from django.http import HttpRequest
from django.http.response import HttpResponseBase

from chatsync.accounts.session_limits import has_ended, note_input

BACKGROUND_HEADER = "ChatSync-Background"
_BACKGROUND_PATHS = ("/api/v1/events",)
_INPUT_PATHS = ("/w", "/api/", "/preferences/", "/login", "/logout", "/password", "/signup")


class SessionLimits:
    """Idle and absolute limits, on every request; only a person's own requests count as input."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        if request.session.session_key and SESSION_KEY in request.session:
            if has_ended(request.session):
                request.session.flush()
                request.user = AnonymousUser()
            elif is_input(request):
                note_input(request.session)
        return self.get_response(request)


def is_input(request: HttpRequest) -> bool:
    """Whether a person caused this request, by what they did on a page of ours."""
    if request.headers.get(BACKGROUND_HEADER) == "1":
        return False
    if request.path.startswith(_BACKGROUND_PATHS):
        return False
    return request.path.startswith(_INPUT_PATHS)
