"""Where a request comes from, as far as a browser tells (Fetch Metadata, W3C; Origin, RFC 6454)."""

from urllib.parse import urlsplit

from django.conf import settings
from django.http import HttpRequest

from chatsync.privacy.areas import Area, area_of
from chatsync.privacy.headers import REPORT_PATH

SAFE_METHODS = frozenset({"GET", "HEAD", "OPTIONS", "TRACE"})
_OURS = frozenset({"same-origin", "none"})
SIGNED_MACHINES = ("/webhooks/",)
"""Callers there are proven by a signature over the body; they are no browsers."""


def own_origin(request: HttpRequest) -> str:
    return f"{request.scheme}://{request.get_host()}"


def carries_session(request: HttpRequest) -> bool:
    return settings.SESSION_COOKIE_NAME in request.COOKIES


def is_key_call(request: HttpRequest) -> bool:
    """An API call with a key and without a session. With both, the session's rules hold."""
    return (
        area_of(request.path) is Area.API
        and request.headers.get("Authorization", "").lower().startswith("bearer ")
        and not carries_session(request)
    )


def is_navigation(request: HttpRequest) -> bool:
    """A browser opening a document in a tab."""
    return (
        request.headers.get("Sec-Fetch-Mode") == "navigate"
        and request.headers.get("Sec-Fetch-Dest") == "document"
    )


def crosses_sites(request: HttpRequest) -> bool:
    """Whether a browser says that another origin caused this request."""
    site = request.headers.get("Sec-Fetch-Site")
    return site is not None and site not in _OURS


def comes_from_checkout(request: HttpRequest) -> bool:
    """Whether the checkout document of our own origin causes this request.

    A payment company's script runs there. Its policy lets it reach nothing of ours; this is the
    second lock. What such a script says of itself is not believed where it says nothing: the
    policy, not this, stops a call whose Referer was taken off.
    """
    referer = request.headers.get("Referer", "")
    if not referer.startswith(f"{own_origin(request)}/"):
        return False
    return area_of(urlsplit(referer).path) is Area.CHECKOUT


def must_be_refused(request: HttpRequest) -> bool:
    """Whether another origin causes an unsafe call, or reads the API otherwise than by a link.

    Exempt are signed webhooks, and calls that carry a key and no session. The checkout document may
    lead a person on, and report that it broke its rules; nothing else.
    """
    if comes_from_checkout(request) and request.path != REPORT_PATH:
        return request.method not in SAFE_METHODS or not is_navigation(request)
    if not crosses_sites(request) or is_key_call(request):
        return False
    if request.path.startswith(SIGNED_MACHINES):
        return False
    if request.method not in SAFE_METHODS:
        return True
    return area_of(request.path) is Area.API and not is_navigation(request)


def form_is_ours(request: HttpRequest) -> bool:
    """For forms without a cookie: Origin or Fetch Metadata must be there and name us."""
    origin, site = request.headers.get("Origin"), request.headers.get("Sec-Fetch-Site")
    if origin is None and site is None:
        return False
    return origin in {None, own_origin(request)} and site in {None, "same-origin"}
