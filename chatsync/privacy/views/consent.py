"""Answering the question about measurement, and the receipt of the answer."""

import json
from dataclasses import asdict
from typing import Any

from allauth.core import ratelimit
from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils import translation
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST, require_safe

from chatsync.accounts.adapter import is_own_path
from chatsync.privacy.actions.consent import record_answer
from chatsync.privacy.areas import in_language, language_in_path
from chatsync.privacy.consent import Consent, consent_of, standing_receipt
from chatsync.privacy.cookies import forget, forget_foreign, remember
from chatsync.privacy.forms import came_from_our_form
from chatsync.privacy.question import words_digest
from chatsync.privacy.receipts import Answer, BadReceipt, Fault, Method, Receipt
from chatsync.privacy.registry import CONSENT, VISIT

_ANSWERS = {"accept": Answer.ACCEPTED, "refuse": Answer.WITHDRAWN, "forget": Answer.WITHDRAWN}
"""What the buttons say. The deed makes a refusal of a withdrawal where there was no yes."""


@csrf_exempt  # a first visit has no cookie: Origin, Fetch Metadata and a signed token stand in
@require_POST
def answer(request: HttpRequest) -> HttpResponse:
    """Fields `answer` (accept, refuse, forget), `method`, `language` and `next`."""
    if not came_from_our_form(request):
        return render(request, "403.html", status=403)
    refused: HttpResponse | None = ratelimit.consume_or_429(request, action="consent")
    if refused:
        return refused
    given, method = request.POST.get("answer", ""), request.POST.get("method", "")
    language = request.POST.get("language", "")
    if given not in _ANSWERS or method not in set(Method) or language not in _languages():
        return render(request, "400.html", status=400)
    onward = HttpResponseRedirect(_next(request, language))
    onward.status_code = 303
    _keep(request, onward, given, Method(method), language)
    return onward


def _keep(
    request: HttpRequest, onward: HttpResponse, given: str, method: Method, language: str
) -> None:
    """Write the answer down where there is something to answer, and leave a receipt."""
    consent = consent_of(request)
    if given == "accept" and (not consent.is_question or consent.signal):
        return  # nothing to agree to, or forbidden by the browser itself
    if given != "accept":
        _take_away(request, onward, consent)
    if given == "forget" or not consent.is_question:
        if consent.receipt:
            record_answer(
                Answer.WITHDRAWN, method, language, (consent.receipt.asked, ""), consent.receipt
            )
        forget(onward, CONSENT.name)
        return
    with translation.override(language):
        shown = (consent.question, words_digest(consent.vendor, is_own=consent.is_own))
    receipt = record_answer(_ANSWERS[given], method, language, shown, consent.receipt)
    remember(onward, CONSENT, receipt)


def _take_away(request: HttpRequest, onward: HttpResponse, consent: Consent) -> None:
    """Remove what joins the pages of a visit, and what a service left beside its declaration."""
    if VISIT.name in request.COOKIES:
        forget(onward, VISIT.name)
    forget_foreign(request, onward)
    if consent.is_accepted:
        onward.headers["Clear-Site-Data"] = '"storage"'


def _next(request: HttpRequest, language: str) -> str:
    wanted = request.POST.get("next", "")
    return wanted if is_own_path(wanted) else in_language("/cookies/preferences", language)


def _languages() -> set[str]:
    return {code for code, _name in settings.LANGUAGES}


@require_safe
def receipt_file(request: HttpRequest) -> HttpResponse:
    """The receipt as a file. It holds nothing that the cookie does not hold."""
    receipt = consent_of(request).receipt
    if receipt is None:
        raise Http404
    told = {
        "issuer": settings.BASE_URL,
        "check_at": f"{settings.BASE_URL}/cookies/preferences",
        "says": asdict(receipt),
        "receipt": request.COOKIES[CONSENT.name],
    }
    answer = HttpResponse(json.dumps(told, indent=2), content_type="application/json")
    answer.headers["Content-Disposition"] = 'attachment; filename="consent-receipt.json"'
    return answer


@csrf_exempt  # as above
@require_POST
def check_receipt(request: HttpRequest) -> HttpResponse:
    """Field `receipt`: say what it states, or why it proves nothing. Whose it is, nobody knows."""
    if not came_from_our_form(request):
        return render(request, "403.html", status=403)
    refused: HttpResponse | None = ratelimit.consume_or_429(request, action="consent")
    if refused:
        return refused
    facts: dict[str, Any] = {
        "here": in_language("/cookies/preferences", language_in_path(request.path))
    }
    try:
        facts["receipt"] = _checked(request.POST.get("receipt", ""))
    except BadReceipt as bad:
        facts["fault"] = bad.fault.name
    status = 422 if "fault" in facts else 200
    return render(request, "privacy/receipt.html", facts, status=status)


def _checked(text: str) -> Receipt:
    """What a pasted receipt states. Raises BadReceipt, also for a file that says something else."""
    signed, said = _pasted(text)
    receipt = standing_receipt(signed)
    if said is not None and said != asdict(receipt):
        raise BadReceipt(Fault.ALTERED)
    return receipt


def _pasted(text: str) -> tuple[str, object]:
    """The receipt itself, also out of the downloaded file; and what the file says beside it."""
    try:
        told = json.loads(text)
    except ValueError:
        return text, None
    if not isinstance(told, dict):
        return text, None
    return str(told.get("receipt", "")), told.get("says")
