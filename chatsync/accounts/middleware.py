"""Ends sessions that are past their limits, and keeps people back who must do something first."""

from collections.abc import AsyncIterator, Callable

from django.contrib.auth import SESSION_KEY
from django.contrib.auth.models import AnonymousUser
from django.http import HttpRequest, StreamingHttpResponse
from django.http.response import HttpResponseBase, HttpResponseRedirect
from django.shortcuts import render
from django.utils.translation import gettext_lazy as _

from chatsync.accounts.held_back import FirstDeed, held_back
from chatsync.accounts.models import Person
from chatsync.accounts.queries import verify_session
from chatsync.accounts.session_limits import READS_UNTIL, has_ended, note_input
from chatsync.accounts.sessions import forget_sign_in, keep_sign_in, note_use
from chatsync.kit.problem import problem_body
from chatsync.kit.streams import cut_when

BACKGROUND_HEADER = "ChatSync-Background"
_BACKGROUND_PATHS = ("/api/v1/events", "/account/session")
_INPUT_PATHS = (
    "/w",
    "/api/",
    "/preferences/",
    "/login",
    "/logout",
    "/password",
    "/signup",
    "/account",
    "/ops",
)
_OPEN_PATHS = (
    "/logout",
    "/preferences/",
    "/cookies/",
    "/ur/cookies/",
    "/account/confirm",
    "/csp-report",
)

_SAFE = frozenset({"GET", "HEAD", "OPTIONS"})
_UNSIGNED_PATHS = ("/logout", "/csp-report")
_READS_ONLY = _(
    "This sign-in was made for the privacy audit: it only reads, and ends a quarter of an hour "
    "after its last page. Sign in yourself to change something."
)

GetResponse = Callable[[HttpRequest], HttpResponseBase]


class SessionLimits:
    """Idle and absolute limits, on every request; only a person's own requests count as input."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        key = request.session.session_key
        if key and SESSION_KEY in request.session:
            if has_ended(request.session):
                request.session.flush()
                request.user = AnonymousUser()
                forget_sign_in(key)
            elif is_input(request):
                note_input(request.session)
                note_use(request)
        response = self.get_response(request)
        if isinstance(request.user, Person):
            keep_sign_in(request, request.user, key)
            _end_with_session(request, response)
        return response


class ReadsOnly:
    """Refuses to a sign-in of the audit whatever could change something, but to sign out."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        if request.method in _SAFE or request.path in _UNSIGNED_PATHS:
            return self.get_response(request)
        if not request.session.session_key or READS_UNTIL not in request.session:
            return self.get_response(request)
        if request.path.startswith("/api/"):
            return problem_body(403, "reads_only", str(_READS_ONLY))
        return render(request, "accounts/reads_only.html", {"says": _READS_ONLY}, status=403)


class HeldBack:
    """Lets people with a temporary password, or without a factor they need, do only that."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        first = held_back(request.user) if isinstance(request.user, Person) else None
        if first is None or request.path.startswith((first.path, *_OPEN_PATHS)):
            return self.get_response(request)
        return _sent_back(request, first)


def _sent_back(request: HttpRequest, first: FirstDeed) -> HttpResponseBase:
    if request.path.startswith("/api/"):
        return problem_body(403, first.code, str(first.detail), {"next": first.path})
    return HttpResponseRedirect(first.path)


def is_input(request: HttpRequest) -> bool:
    """Whether a person caused this request, by what they did on a page of ours."""
    if request.headers.get(BACKGROUND_HEADER) == "1":
        return False
    if request.path.rstrip("/") in _BACKGROUND_PATHS:
        return False
    return request.path.startswith(_INPUT_PATHS)


def _end_with_session(request: HttpRequest, response: HttpResponseBase) -> None:
    """Let a file that is being read stop where its session ends."""
    key = request.session.session_key
    pieces = response.streaming_content if isinstance(response, StreamingHttpResponse) else None
    if isinstance(response, StreamingHttpResponse) and isinstance(pieces, AsyncIterator) and key:
        response.streaming_content = cut_when(lambda: verify_session(key) is None, pieces)
