"""Honouring `Idempotency-Key` on every POST: a repeated request gets the first answer.

The rule follows the IETF draft "The Idempotency-Key HTTP Header Field": another request under the
same key is refused with 422, a repetition while the first still runs with 409.
"""

from collections.abc import Callable
from functools import wraps
from hashlib import sha256
from typing import Any

from django.core.files.uploadedfile import UploadedFile
from django.http import HttpRequest, HttpResponse
from django.http.request import RawPostDataException
from django.utils.translation import gettext_lazy as _
from pydantic import BaseModel

from chatsync.kit.errors import Invalid
from chatsync.kit.problem import answer
from chatsync.workspaces.access import Access
from chatsync.workspaces.actions import Kept, claim_request, keep_answer, release_request

HEADER = "Idempotency-Key"
_LONGEST = 200

View = Callable[..., Any]


def honour_idempotency_key(view: View) -> View:
    """Wrap a door: with the header, a POST is done once per workspace within a day."""

    @wraps(view)
    def done_once(request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        key = request.headers.get(HEADER)
        access = getattr(request, "auth", None)
        if request.method != "POST" or key is None or not isinstance(access, Access):
            return view(request, *args, **kwargs)
        if not 0 < len(key) <= _LONGEST or not key.isascii() or not key.isprintable():
            said = _("An Idempotency-Key has 1 to 200 plain characters.")
            raise Invalid(said, errors=[{"loc": HEADER, "msg": said}])
        kept = claim_request(access.workspace_id, key, _digest(request, access))
        if kept is not None:
            return _again(kept)
        response = None
        try:
            response = _as_response(view(request, *args, **kwargs))
        finally:
            if response is None or response.status_code >= 300:
                release_request(access.workspace_id, key)
        if response.status_code < 300:
            kept = Kept(response.status_code, response.content.decode())
            keep_answer(access.workspace_id, key, kept)
        return response

    return done_once


def _as_response(result: Any) -> HttpResponse:
    if isinstance(result, tuple):
        status, model = result
        return answer(model, status)
    if isinstance(result, BaseModel):
        return answer(result)
    if not isinstance(result, HttpResponse):
        raise TypeError("a POST door answers with a model, (status, model) or an HttpResponse")
    return result


def _again(kept: Kept) -> HttpResponse:
    response = HttpResponse(kept.body.encode(), status=kept.status, content_type="application/json")
    response.headers["Idempotency-Replayed"] = "true"
    return response


def _digest(request: HttpRequest, access: Access) -> bytes:
    """What makes two requests the same: who asks for what, with which content."""
    digest = sha256(f"{access.member_id} {request.get_full_path()}\n".encode())
    try:
        digest.update(request.body)
    except RawPostDataException:
        for name, file in sorted(request.FILES.items()):
            digest.update(name.encode())
            if isinstance(file, UploadedFile):
                for chunk in file.chunks():
                    digest.update(chunk)
                file.seek(0)
    return digest.digest()
