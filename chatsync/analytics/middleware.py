"""Counts the pages that people open."""

from collections.abc import Callable

from django.http import HttpRequest
from django.http.response import HttpResponseBase

from chatsync.analytics.actions.funnel import WAITING as LANDING_VIEWS
from chatsync.analytics.actions.views import WAITING, View
from chatsync.analytics.campaigns import campaign_of
from chatsync.analytics.navigation import device_of, is_counted, page_of, referrer_of
from chatsync.kit.clock import now

GetResponse = Callable[[HttpRequest], HttpResponseBase]


class PageViews:
    """Counts each answered navigation to a public page; the page does not wait for it.

    Only pages that exist are counted, so that nobody can fill the tables with made-up addresses.
    """

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        response = self.get_response(request)
        if response.status_code == 200 and _is_document(response) and is_counted(request):
            WAITING.add(_view(request))
            origin = getattr(request, "landing_origin", None)
            if origin is not None:
                LANDING_VIEWS.add(origin)
        return response


def _is_document(response: HttpResponseBase) -> bool:
    return response.headers.get("Content-Type", "").startswith("text/html")


def _view(request: HttpRequest) -> View:
    campaign, origin = campaign_of(request), getattr(request, "landing_origin", None)
    return View(
        hour=now().replace(minute=0, second=0, microsecond=0),
        page=page_of(request.path),
        variant=origin.variant if origin else "",
        referrer=referrer_of(request),
        utm_source=campaign.source,
        utm_medium=campaign.medium,
        utm_campaign=campaign.campaign,
        device=device_of(request.headers.get("User-Agent", "")),
    )
