"""The checkout document: the one page of ours that lets Paddle in, and only after a click.

It carries one script of its own and none of the app's. Its policy (`confining_checkout` of
chatsync/privacy/headers.py) goes with it alone; it is asked for by naming that script.
"""

from typing import Any
from uuid import UUID

from allauth.core import ratelimit
from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.templatetags.static import static
from django.utils import translation
from django.utils.translation import get_language, get_language_bidi, gettext
from django.views.decorators.http import require_GET

from chatsync.billing.actions.handles import Looks, use_handle
from chatsync.billing.homes import homes_of
from chatsync.billing.hosted import hosted_page
from chatsync.billing.paddle.reader import identifier
from chatsync.billing.queries import ToPay, to_pay
from chatsync.billing.words import charged_said, plan_named, rupees_said
from chatsync.kit.ids import org_id
from chatsync.privacy.areas import in_language
from chatsync.privacy.context import theme_of
from chatsync.privacy.payment import Payment, payment_here

LINKED = "_ptxn"
"""How Paddle's payment links name a transaction."""


@require_GET
def pay(request: HttpRequest) -> HttpResponse:
    """`/pay?_ptxn=…`: where Paddle's own payment links arrive. Says nothing about whose it is."""
    payment = _demand_payment()
    refused: HttpResponse | None = ratelimit.consume_or_429(request, action="pay")
    if refused:
        return refused
    transaction_id = identifier(request.GET, LINKED) or ""
    looks = Looks(get_language() or "en", theme_of(request))
    if not transaction_id.startswith("txn_") or not homes_of([transaction_id]):
        return _nothing(request, looks)
    return _document(request, payment, transaction_id, looks)


@require_GET
def pay_with(request: HttpRequest, token: str) -> HttpResponse:
    """`/pay/<handle>`: opens once. Used, too old, unknown: one and the same answer."""
    payment = _demand_payment()
    refused: HttpResponse | None = ratelimit.consume_or_429(request, action="pay")
    if refused:
        return refused
    used = use_handle(token)
    if used is None:
        return _nothing(request, Looks(get_language() or "en", theme_of(request)))
    shown = _shown(to_pay(used.workspace_id, used.transaction_id), used.looks.language)
    facts = {"shown": shown, "back": _billing(used.workspace_id)}
    return _document(request, payment, used.transaction_id, used.looks, **facts)


def _demand_payment() -> Payment:
    """Raises Http404 where nothing is paid through Paddle."""
    payment = payment_here()
    if payment is None:
        raise Http404
    return payment


def _document(
    request: HttpRequest, payment: Payment, transaction_id: str, looks: Looks, **facts: Any
) -> HttpResponse:
    request.checkout_script = static("billing/checkout.js")  # type: ignore[attr-defined]
    more = {
        "payment": payment,
        "inside": [company.name for company in payment.companies[1:]],
        "transaction": transaction_id,
        "token": settings.PADDLE_CLIENT_TOKEN,
        "script": request.checkout_script,  # type: ignore[attr-defined]
        "hosted": hosted_page(transaction_id),
        **facts,
    }
    return _page(request, "billing/checkout.html", looks, more)


def _nothing(request: HttpRequest, looks: Looks) -> HttpResponse:
    return _page(request, "billing/nothing_to_pay.html", looks, {}, status=404)


def _page(
    request: HttpRequest, template: str, looks: Looks, facts: dict[str, Any], status: int = 200
) -> HttpResponse:
    """Drawn as the page looked that asked for it. Links lead to the app's own origin."""
    with translation.override(looks.language):
        language = get_language() or "en"
        told = {
            "language": language,
            "direction": "rtl" if get_language_bidi() else "ltr",
            "theme": looks.theme,
            "back": f"{settings.BASE_URL}/w",
            "policy": f"{settings.BASE_URL}{in_language('/cookies', language)}",
            **facts,
        }
        answer = render(request, template, told, status=status)
    answer.headers["Content-Language"] = language
    return answer


def _shown(paid: ToPay, language: str) -> dict[str, str]:
    """What is paid, in words: the plan with both prices, or the invoice."""
    with translation.override(language):
        told = {"workspace": paid.workspace}
        if paid.currency:
            told["what"] = gettext("An invoice")
        if paid.number:
            told["what"] = gettext("Invoice %(number)s") % {"number": paid.number}
        if paid.price is not None:
            told["what"] = plan_named(paid.price.plan, paid.price.interval)
            told["rupees"] = rupees_said(paid.price.rupees)
    if paid.currency:
        told["charged"] = charged_said(paid.amount, paid.currency)
    return told


def _billing(workspace_id: UUID) -> str:
    return f"{settings.BASE_URL}/w/{org_id(workspace_id)}/billing"
