"""Customers' phone numbers, left out for members who may not see them (`contacts.see_phone`).

Rooms leave them out where they read; this stands at the two ways out of the server, the API's
answers and the pushes, so that a new shape cannot forget it.
"""

import json
from collections.abc import Callable
from functools import wraps
from typing import Any

from django.http import HttpRequest, HttpResponse

from chatsync.workspaces.access import Access
from chatsync.workspaces.capabilities import Can

WITHHELD = frozenset({"phone", "phones", "wa_id", "wamid"})
"""Fields that are, or hold, a customer's number: Meta writes it into its message ids too."""

View = Callable[..., Any]


def without_phones(text: str) -> str:
    """The same JSON with every such field empty."""
    if not any(f'"{name}"' in text for name in WITHHELD):
        return text
    return json.dumps(_withheld(json.loads(text)), ensure_ascii=False, separators=(",", ":"))


def withhold_phones(view: View) -> View:
    """Wrap a door of the API: its JSON goes without numbers to whoever may not see them."""

    @wraps(view)
    def answered(request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        response = view(request, *args, **kwargs)
        access = getattr(request, "auth", None)
        if not isinstance(access, Access) or access.may(Can.SEE_PHONE):
            return response
        if isinstance(response, HttpResponse) and "json" in response.headers["Content-Type"]:
            response.content = without_phones(response.content.decode()).encode()
        return response

    return answered


def _withheld(value: Any) -> Any:
    if isinstance(value, list):
        return [_withheld(item) for item in value]
    if not isinstance(value, dict):
        return value
    return {
        key: _empty(item) if key in WITHHELD else _withheld(item) for key, item in value.items()
    }


def _empty(value: Any) -> list[Any] | None:
    return [] if isinstance(value, list) else None
