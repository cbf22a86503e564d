"""What a page needs in order to tell how fast it was; nothing where it may not."""

from typing import Any

from django.http import HttpRequest
from django.utils.functional import SimpleLazyObject

from chatsync.analytics.pages import page_name, seal_of
from chatsync.privacy.consent import speed_is_measured


def measured(request: HttpRequest) -> dict[str, Any]:
    """`beacon`: the page's name and its seal. Looked up only where a template asks."""
    return {"beacon": SimpleLazyObject(lambda: _beacon(request))}


def _beacon(request: HttpRequest) -> dict[str, str]:
    if not speed_is_measured(request):
        return {}
    page = page_name(request)
    return {"page": page, "seal": seal_of(page)}
