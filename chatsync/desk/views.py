"""`/privacy/request`: asking about one's data, without an account, a cookie or a script."""

from datetime import datetime
from typing import Any

from django.conf import settings
from django.core import signing
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.http import urlencode
from django.utils.translation import get_language
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_safe

from chatsync.desk.actions.receive import Asked, open_request
from chatsync.desk.addresses import FORM
from chatsync.desk.forms import RequestForm
from chatsync.desk.models import TIME_TO_ANSWER, Kind, Request
from chatsync.kit.ids import uuid7
from chatsync.privacy.areas import in_language
from chatsync.privacy.retention import kept_for
from chatsync.privacy.strangers import TRAP, onward, refusal
from chatsync.privacy.told import told_span

_SALT = "chatsync.desk.sent"
_SHOWN_FOR_S = 3600


@csrf_exempt  # nobody needs a cookie to ask: Origin, Fetch Metadata and a signed token stand in
@require_http_methods(["GET", "HEAD", "POST"])
def request_form(request: HttpRequest) -> HttpResponse:
    """The form. Whatever is wrong, what was typed stays on the page."""
    if request.method != "POST":
        return _page(request, RequestForm(initial={"submission": uuid7()}))
    form = RequestForm(request.POST)
    refused = refusal(request, form, _page, action="privacy_request")
    if refused:
        return refused
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
    proof = urlencode({"done": signing.dumps(told, salt=_SALT)})
    return onward(f"{FORM}/sent", proof)
