"""`/privacy/request`: asking about one's data, without an account, a cookie or a script."""

from datetime import datetime
from typing import Any

from allauth.core import ratelimit
from django.conf import settings
from django.core import signing
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils.http import urlencode
from django.utils.translation import get_language, gettext
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_safe

from chatsync.desk.actions.receive import Asked, open_request
from chatsync.desk.addresses import FORM
from chatsync.desk.forms import TRAP, RequestForm
from chatsync.desk.models import TIME_TO_ANSWER, Kind, Request
from chatsync.kit.ids import uuid7
from chatsync.privacy.areas import in_language
from chatsync.privacy.forms import came_from_our_form
from chatsync.privacy.origins import form_is_ours
from chatsync.privacy.retention import kept_for
from chatsync.privacy.told import told_span

_SALT = "chatsync.desk.sent"
_SHOWN_FOR_S = 3600


@csrf_exempt  # nobody needs a cookie to ask: Origin, Fetch Metadata and a signed token stand in
@require_http_methods(["GET", "HEAD", "POST"])
def request_form(request: HttpRequest) -> HttpResponse:
    """The form. Whatever is wrong, what was typed stays on the page."""
    if request.method != "POST":
        return _page(request, RequestForm(initial={"submission": uuid7()}))
    if not form_is_ours(request):
        return render(request, "403.html", status=403)
    form = RequestForm(request.POST)
    if not came_from_our_form(request):
        form.add_error(None, gettext("This page was open for too long. Send it once more."))
        return _page(request, form, status=403)
    if not form.is_valid():
        return _page(request, form, status=422)
    if not ratelimit.consume(request, action="privacy_request"):
        said = gettext("Too many requests came from your network. Send it again in an hour.")
        form.add_error(None, said)
        return _page(request, form, status=429)
    return _to_sent(open_request(_asked(form)))


@require_safe
def sent(request: HttpRequest) -> HttpResponse:
    """The reference and what happens next, for an hour after sending."""
    try:
        told = signing.loads(request.GET.get("done", ""), salt=_SALT, max_age=_SHOWN_FOR_S)
        facts = {"reference": told["reference"], "due": datetime.fromisoformat(told["due"])}
    except (signing.BadSignature, KeyError, TypeError, ValueError):
        facts = {}
    status = 200 if facts else 404
    return render(request, "desk/sent.html", {**facts, **_ways()}, status=status)


def _page(request: HttpRequest, form: RequestForm, status: int = 200) -> HttpResponse:
    facts = {"form": form, "trap": TRAP, **_ways()}
    return render(request, "desk/request.html", facts, status=status)


def _ways() -> dict[str, Any]:
    language = get_language() or "en"
    return {
        "form_page": in_language(FORM, language),
        "policy": in_language("/privacy", language),
        "mail": settings.PRIVACY_EMAIL,
        "operator": settings.OPERATOR_NAME,
        "days": TIME_TO_ANSWER.days,
        "kept": told_span(kept_for("requests")),
    }


def _asked(form: RequestForm) -> Asked:
    given = form.cleaned_data
    return Asked(
        kind=Kind(given["kind"]),
        words=given["words"],
        language=get_language() or "en",
        name=given["name"],
        address=given["address"],
        shop=given["shop"],
        submission=given["submission"],
    )


def _to_sent(made: Request) -> HttpResponse:
    told = {"reference": made.reference, "due": made.due_at.isoformat()}
    page = in_language(f"{FORM}/sent", get_language() or "en")
    proof = urlencode({"done": signing.dumps(told, salt=_SALT)})
    onward = HttpResponseRedirect(f"{page}?{proof}")
    onward.status_code = 303
    return onward
