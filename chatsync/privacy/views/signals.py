"""The addresses at which a site says how it treats privacy signals."""

from django.conf import settings
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.utils.cache import patch_vary_headers
from django.views.decorators.http import require_safe

from chatsync.privacy.consent import consent_of
from chatsync.privacy.signals import VARIES_BY, tracking_status

KEPT_SINCE = "2026-11-24"
"""The day on which we began to honour Global Privacy Control everywhere."""
_STATUS_TYPE = "application/tracking-status+json"


@require_safe
def gpc(_request: HttpRequest) -> JsonResponse:
    """`/.well-known/gpc.json`: the signal is honoured (Global Privacy Control, W3C draft)."""
    return JsonResponse({"gpc": True, "lastUpdate": KEPT_SINCE})


@require_safe
def dnt(request: HttpRequest) -> HttpResponse:
    """`/.well-known/dnt/`: whether this very browser is measured (W3C note, tracking status)."""
    told = {
        "tracking": tracking_status(measures=consent_of(request).measures),
        "policy": f"{settings.BASE_URL}/cookies",
        "config": f"{settings.BASE_URL}/cookies/preferences",
    }
    answer = JsonResponse(told, content_type=_STATUS_TYPE)
    answer.headers["Cache-Control"] = "private, no-store"
    patch_vary_headers(answer, VARIES_BY)
    return answer
