"""What is answered where Django would leave a page empty."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponseNotAllowed
from django.http.response import HttpResponseBase
from django.template.loader import render_to_string

from chatsync.privacy.areas import PAGES, area_of


class WrongMethod:
    """An address that only takes a form, opened as a page: a browser would show its own error."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        response = self.get_response(request)
        if isinstance(response, HttpResponseNotAllowed) and area_of(request.path) in PAGES:
            response.content = render_to_string("405.html", request=request)
        return response
