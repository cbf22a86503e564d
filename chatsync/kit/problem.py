"""Answers of the API: JSON from typed models, and problem details (RFC 9457) for refusals."""

import json
from typing import Any

from django.http import HttpResponse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from pydantic import BaseModel

from chatsync.kit.errors import NotFound, RateLimited, Refusal, Unavailable

_TITLES = {
    400: _("The request cannot be understood"),
    401: _("You are not signed in"),
    403: _("You may not do this"),
    404: _("Not found"),
    405: _("This address does not work like that"),
    409: _("This cannot be done now"),
    413: _("The request is too large"),
    415: _("The request has the wrong content type"),
    422: _("A value cannot be used"),
    429: _("Too many requests"),
    500: _("Something went wrong on our side"),
    503: _("Not available for a moment"),
}
_ABSENT = _(
    "There is nothing here that you may see. Check the address, or ask an owner of the workspace."
)


def absent() -> NotFound:
    """The one refusal for every id that does not exist, is malformed, or belongs to others."""
    return NotFound(_ABSENT)


def answer(model: BaseModel, status: int = 200) -> HttpResponse:
    """A model of ours as JSON; our own rows need no second validation."""
    return HttpResponse(
        model.model_dump_json().encode(), status=status, content_type="application/json"
    )


def nothing() -> HttpResponse:
    """The answer to a deed that leaves nothing to show."""
    return HttpResponse(status=204)


def problem(refusal: Refusal) -> HttpResponse:
    """A refusal as problem details, in the language of the request.

    Every `not_found` is the same bytes, so that an answer never tells whether a thing exists in
    another workspace.
    """
    is_absent = refusal.code == NotFound.code
    response = problem_body(
        refusal.status,
        refusal.code,
        _ABSENT if is_absent else refusal.detail,
        {} if is_absent else refusal.extra,
    )
    if isinstance(refusal, RateLimited | Unavailable):
        response.headers["Retry-After"] = str(refusal.retry_after)
    if refusal.status == 401:
        response.headers["WWW-Authenticate"] = 'Bearer realm="ChatSync"'
    return response


def problem_body(
    status: int, code: str, detail: str | Promise, extra: dict[str, Any] | None = None
) -> HttpResponse:
    """Problem details with our own `code` beside the members that RFC 9457 names."""
    body = {
        "type": f"urn:chatsync:problem:{code}",
        "title": str(_TITLES.get(status, _TITLES[400])),
        "status": status,
        "detail": str(detail),
        "code": code,
        **{name: _plain(value) for name, value in (extra or {}).items()},
    }
    return HttpResponse(
        json.dumps(body, ensure_ascii=False).encode(),
        status=status,
        content_type="application/problem+json",
    )


def _plain(value: Any) -> Any:
    if isinstance(value, BaseModel):
        return value.model_dump(mode="json")
    if isinstance(value, Promise):
        return str(value)
    if isinstance(value, dict):
        return {key: _plain(item) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return [_plain(item) for item in value]
    return value
