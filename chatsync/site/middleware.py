"""Public pages go out small, and what is answered where Django would leave a page empty."""

import re
from collections.abc import Callable

import brotli
from django.http import HttpRequest, HttpResponse, HttpResponseNotAllowed
from django.http.response import HttpResponseBase
from django.middleware.gzip import GZipMiddleware
from django.template.loader import render_to_string
from django.utils.cache import patch_vary_headers

from chatsync.privacy.areas import PAGES, URDU_PREFIX, Area, area_of

_OF_ONE = "/privacy/request/"
"""Public pages that may speak of one person; the form they follow is the same for everybody."""
_TAKES_BROTLI = re.compile(r"\bbr\b(?!\s*;\s*q=0(?:\.0*)?\s*(?:,|$))", re.IGNORECASE)
_QUALITY = 5
"""As quick as gzip and a twelfth smaller; what is smaller still takes ten times as long."""


class Compressed:
    """Public pages travel compressed. They hold no secret whose length could give it away (BREACH):
    tokens of their forms are bound to nobody. Pages of people stay as they are.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response
        self._gzip = GZipMiddleware(get_response)

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        response = self.get_response(request)
        if request.method != "GET" or not _is_for_all(request.path):
            return response
        takes_brotli = _TAKES_BROTLI.search(request.headers.get("Accept-Encoding", ""))
        if takes_brotli and isinstance(response, HttpResponse):
            return _in_brotli(response)
        smaller: HttpResponseBase = self._gzip.process_response(request, response)
        return smaller


def _in_brotli(response: HttpResponse) -> HttpResponse:
    """RFC 7932, for the many browsers that offer it (over HTTPS alone)."""
    if not response.has_header("Content-Encoding") and response.content:
        response.content = brotli.compress(response.content, brotli.MODE_TEXT, _QUALITY)
        response["Content-Encoding"] = "br"
        response["Content-Length"] = str(len(response.content))
        patch_vary_headers(response, ("Accept-Encoding",))
    return response


def _is_for_all(path: str) -> bool:
    is_of_one = path.removeprefix(URDU_PREFIX).startswith(_OF_ONE)
    return area_of(path) is Area.PUBLIC and not is_of_one


class WrongMethod:
    """An address that only takes a form, opened as a page: a browser would show its own error."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        response = self.get_response(request)
        if isinstance(response, HttpResponseNotAllowed) and area_of(request.path) in PAGES:
            response.content = render_to_string("405.html", request=request)
        return response
