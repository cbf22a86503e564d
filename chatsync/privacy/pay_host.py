"""The checkout document on an origin of its own: that host serves it and nothing else."""

from collections.abc import Callable
from urllib.parse import urlsplit

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.http.response import HttpResponseBase

from chatsync.privacy.areas import Area, area_of
from chatsync.privacy.headers import REPORT_PATH

_SERVED_TOO = (REPORT_PATH, "/healthz", "/readyz")


class PayHost:
    """Keeps the two origins apart where CHATSYNC_PAY_URL names one (DESIGN, checkout document)."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        if not settings.PAY_URL:
            return self.get_response(request)
        pays = area_of(request.path) is Area.CHECKOUT
        # By host alone: over plain http it is sent on to https like every page.
        if request.get_host() == urlsplit(settings.PAY_URL).netloc:
            if pays or request.path in _SERVED_TOO:
                return self.get_response(request)
            return HttpResponse("Only payments are taken here.\n", "text/plain", status=404)
        if pays:
            return HttpResponseRedirect(f"{settings.PAY_URL}{request.get_full_path()}")
        return self.get_response(request)
