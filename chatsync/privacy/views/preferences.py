"""The one page on which people see and change what their browser keeps and sends."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext
from django.views.decorators.http import require_safe

from chatsync.privacy.areas import in_language, language_in_path
from chatsync.privacy.consent import consent_of
from chatsync.privacy.context import theme_of
from chatsync.privacy.payment import payment_here
from chatsync.privacy.registry import BEACON, CONSENT


@require_safe
def preferences(request: HttpRequest) -> HttpResponse:
    """`/cookies/preferences`: the state, the receipt, the change, the wipe."""
    consent, language = consent_of(request), language_in_path(request.path)
    facts = {
        "consent": consent,
        "receipt_text": request.COOKIES.get(CONSENT.name, ""),
        "pays_here": payment_here() is not None,
        "check_page": in_language("/cookies/receipt", language),
        "wipe_page": in_language("/cookies/wipe", language),
    }
    if consent.is_own:
        facts["own_path"] = BEACON.name
        facts["own_sends"] = gettext(BEACON.holds)
        facts["own_purpose"] = gettext(BEACON.purpose)
    if consent.vendor:
        facts["country"] = gettext(consent.vendor.country)
        facts["sends"] = gettext(consent.vendor.sends)
        facts["purpose"] = gettext(consent.vendor.purpose)
    return render(request, "privacy/preferences.html", facts)


@require_safe
def arrival_style(request: HttpRequest) -> HttpResponse:
    """What a page that was opened from another site could not know: our cookies did not come.

    Strict cookies are kept back from such a navigation, but not from what the page itself asks
    for. A stylesheet holds the page until it is there, so that no wrong theme and no banner that
    was answered long ago is ever seen; it needs no script and no second navigation.
    """
    theme = theme_of(request)
    style = f":root {{ color-scheme: {theme}; }}\n" if theme != "system" else ""
    if not consent_of(request).asks:
        style += ".consent { display: none; }\n"
    return HttpResponse(style, content_type="text/css; charset=utf-8")
