"""Counts the pages that people open, and joins those of one visit where somebody agreed to that."""

import re
import secrets
from collections.abc import Callable

from django.http import HttpRequest
from django.http.response import HttpResponseBase

from chatsync.analytics.actions.funnel import WAITING as LANDING_VIEWS
from chatsync.analytics.actions.views import WAITING, View
from chatsync.analytics.campaigns import campaign_of
from chatsync.analytics.navigation import device_of, is_counted, page_of, referrer_of
from chatsync.kit.clock import now
from chatsync.privacy.consent import consent_of, is_speed_measured_page, speed_is_measured
from chatsync.privacy.cookies import forget, remember
from chatsync.privacy.registry import VISIT

_VISIT = re.compile(r"[\w-]{22}", re.ASCII)
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


class Visits:
    """Keeps `__Host-cs_visit` in browsers of people who agreed, and takes it away from all others.

    Its value is random, and no page or table of ours says whose it is.
    """

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        response = self.get_response(request)
        if not is_speed_measured_page(request.path) or not _is_document(response):
            return response
        if response.status_code == 200 and speed_is_measured(request):
            remember(response, VISIT, visit_of(request.COOKIES.get(VISIT.name, "")))
        elif VISIT.name in request.COOKIES and not consent_of(request).measures_speed:
            forget(response, VISIT.name)
        return response


def visit_of(value: str) -> str:
    """The visit that a browser is in the midst of, or a new one."""
    return value if _VISIT.fullmatch(value) else secrets.token_urlsafe(16)


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
