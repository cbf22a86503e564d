"""Forms that work without a cookie: a stateless signed token beside Origin and Fetch Metadata.

The token is bound to nobody. It proves that the form was drawn by this installation a short while
ago; that the browser is on our page is proven by what the browser itself says.
"""

from datetime import timedelta

from django.core import signing
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.middleware.csrf import CsrfViewMiddleware

from chatsync.privacy.origins import form_is_ours

FIELD = "form_token"
_SALT = "chatsync.privacy.form"
_VALID_FOR = timedelta(days=1)


def form_token() -> str:
    """A token for a form that is drawn now."""
    return signing.dumps("form", salt=_SALT, compress=False)


def is_form_token(token: str) -> bool:
    """Whether we drew a form with this token within the last day."""
    try:
        return bool(signing.loads(token, salt=_SALT, max_age=_VALID_FOR) == "form")
    except signing.BadSignature:
        return False


def came_from_our_form(request: HttpRequest) -> bool:
    """Whether a POST was made by a page of ours: by signed token, or by Django's own."""
    if not form_is_ours(request):
        return False
    token = request.POST.get(FIELD, "")
    return is_form_token(token) if token else _passes_csrf(request)


def _passes_csrf(request: HttpRequest) -> bool:
    check = CsrfViewMiddleware(_guarded)
    request.csrf_processing_done = False  # type: ignore[attr-defined]
    check.process_request(request)
    return check.process_view(request, _guarded, (), {}) is None


def _guarded(_: HttpRequest) -> HttpResponseBase:
    """Stands for a view that asks for Django's token."""
    return HttpResponse()
