"""Public pages go out small, and what is answered where Django would leave a page empty."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponseNotAllowed
from django.http.response import HttpResponseBase
from django.middleware.gzip import GZipMiddleware
from django.template.loader import render_to_string

from chatsync.privacy.areas import PAGES, URDU_PREFIX, Area, area_of

_OF_ONE = "/privacy/request"
"""Public pages that may speak of one person."""


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
        smaller: HttpResponseBase = self._gzip.process_response(request, response)
        return smaller


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
