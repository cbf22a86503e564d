"""`/l/<slug>`: the operator's landing pages, and the pictures that others show of links to them."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.http import urlencode
from django.views.decorators.http import require_safe

from chatsync.analytics.actions.cards import card_of
from chatsync.analytics.campaigns import campaign_of
from chatsync.analytics.card import words_of
from chatsync.analytics.landing_page import drawn, page_facts
from chatsync.analytics.models import Variant
from chatsync.analytics.navigation import is_counted, is_return
from chatsync.analytics.queries.landings import Live, live_landing
from chatsync.analytics.tickets import FIELD, Origin, read_ticket, write_ticket
from chatsync.kit.clock import now
from chatsync.kit.errors import NotFound
from chatsync.privacy.areas import language_in_path
from chatsync.site.facts import landing_page

_FOREVER = "public, max-age=315360000, immutable"


@require_safe
def landing(request: HttpRequest, slug: str) -> HttpResponse:
    """One variant, drawn for this view alone: its buttons lead to the sign-up, its forms back
    into the view in which they stand.
    """
    live = live_landing(slug)
    if live is None:
        raise Http404
    via = _begun(request, live)
    ticket = read_ticket(via)
    variant = Variant(ticket.origin.variant) if ticket else drawn(live.share_b)
    if is_counted(request):
        origin = Origin(slug, variant, campaign_of(request).campaign, now().date())
        request.landing_origin = origin  # type: ignore[attr-defined]  # the middleware counts it
        via = write_ticket(origin)
    language = language_in_path(request.path)
    facts = page_facts(
        live.versions[variant].blocks, language, _with(reverse("account_signup"), via)
    )
    shared = _shared(live, language)
    facts |= {"shared": shared, "here": _here(request, via)}
    facts["facts"] = landing_page(shared, facts["sections"], request.path, language)
    return render(request, "site/landing.html", facts)


def _begun(request: HttpRequest, live: Live) -> str:
    """The ticket of the view that goes on; empty for a new one, also where somebody passed on the
    address of an old one.
    """
    via = request.GET.get(FIELD, "") if is_return(request) else ""
    ticket = read_ticket(via)
    if ticket is None or ticket.origin.landing != live.slug:
        return ""
    return via if ticket.origin.variant in live.versions else ""


def _here(request: HttpRequest, via: str) -> str:
    """The address of this page, in the midst of this view."""
    fields = request.GET.copy()
    fields.pop(FIELD, None)
    address = f"{request.path}?{fields.urlencode()}" if fields else request.path
    return _with(address, via)


def _with(address: str, via: str) -> str:
    """An address that passes the view on. One that is not counted leaves no trace there either."""
    joint = "&" if "?" in address else "?"
    return f"{address}{joint}{urlencode({FIELD: via})}" if via else address


@require_safe
def card(_request: HttpRequest, slug: str, version: int, language: str, key: str) -> HttpResponse:
    """`/cards/…`: what stands on the picture is in its address, so it never changes."""
    try:
        picture = card_of(slug, version, language, key)
    except NotFound as unknown:
        raise Http404 from unknown
    headers = {"Cache-Control": _FOREVER, "Content-Language": language}
    return HttpResponse(picture, content_type="image/jpeg", headers=headers)


def _shared(live: Live, language: str) -> dict[str, Any]:
    """What search engines and other sites are told: always variant A, or each would show another.
    `card` is empty where the picture of all pages stands for this one.
    """
    version = live.versions[Variant.A]
    facts, words = page_facts(version.blocks, language, ""), words_of(version.blocks, language)
    shared = {"title": facts["title"], "says": facts["says"], "card": "", "on_card": ""}
    if words:
        names = {"slug": live.slug, "version": version.number, "language": language}
        address = reverse("landing_card", kwargs={**names, "key": words.key})
        shared.update(card=address, on_card=words.title)
    return shared
