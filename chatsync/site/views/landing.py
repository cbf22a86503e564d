"""`/l/<slug>`: the operator's landing pages."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.http import urlencode
from django.views.decorators.http import require_safe

from chatsync.analytics.campaigns import campaign_of
from chatsync.analytics.landing_page import drawn, page_facts
from chatsync.analytics.navigation import is_counted
from chatsync.analytics.queries.landings import live_landing
from chatsync.analytics.tickets import FIELD, Origin, write_ticket
from chatsync.kit.clock import now
from chatsync.privacy.areas import language_in_path


@require_safe
def landing(request: HttpRequest, slug: str) -> HttpResponse:
    """One variant, drawn for this view alone. Its buttons lead to the sign-up."""
    live = live_landing(slug)
    if live is None:
        raise Http404
    variant = drawn(live.share_b)
    origin = None
    if is_counted(request):
        origin = Origin(slug, variant, campaign_of(request).campaign, now().date())
        request.landing_origin = origin  # type: ignore[attr-defined]  # the middleware counts it
    language = language_in_path(request.path)
    facts = page_facts(live.blocks[variant], language, _sign_up(origin))
    return render(request, "site/landing.html", facts)


def _sign_up(origin: Origin | None) -> str:
    """Where the buttons lead; a view that is not counted leaves no trace in the sign-up either."""
    link = reverse("account_signup")
    return f"{link}?{urlencode({FIELD: write_ticket(origin)})}" if origin else link
