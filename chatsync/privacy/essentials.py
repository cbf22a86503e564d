"""Saying plainly why signing in cannot work here: no HTTPS, an unknown proxy, no cookies."""

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import render

from chatsync.privacy.origins import is_key_call

COOKIES_HEADER = "ChatSync-Cookies"


class Essentials:
    """Answers what would otherwise end in a loop, and tells an open dashboard what is missing."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        if comes_through_an_unknown_proxy(request):
            return render(request, "privacy/unknown_proxy.html", status=400)
        response = self.get_response(request)
        if response.status_code == 401 and not request.COOKIES and not is_key_call(request):
            response.headers[COOKIES_HEADER] = "none"
        return response


def comes_through_an_unknown_proxy(request: HttpRequest) -> bool:
    """A proxy that we do not trust says that the browser speaks HTTPS; to us it looks like plain
    http, which is sent on to HTTPS, to the same proxy, and so on for ever.
    """
    if not settings.SECURE_SSL_REDIRECT or request.is_secure():
        return False
    return request.headers.get("X-Forwarded-Proto", "").lower() == "https"
