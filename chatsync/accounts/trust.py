"""Browsers that need not show the second factor for seven days. The password is still asked.

The cookie holds a random token and the server its digest, so that trust can be taken back.
"""

from datetime import timedelta
from hashlib import sha256
from secrets import token_urlsafe

from django.conf import settings
from django.http import HttpRequest

from chatsync.accounts.browsers import browser_name
from chatsync.accounts.models import Person, TrustedBrowser
from chatsync.kit.clock import now

TRUSTED_FOR = timedelta(days=7)
_TOKEN_BYTES = 32


def trusted_browser(request: HttpRequest, person: Person) -> TrustedBrowser | None:
    """The trust that this browser has from this person now, or None."""
    token = request.COOKIES.get(settings.TRUSTED_COOKIE_NAME, "")
    if not token:
        return None
    return TrustedBrowser.objects.filter(
        person=person, digest=_digest(token), ends_at__gt=now()
    ).first()


def trust(request: HttpRequest, person: Person) -> tuple[TrustedBrowser, str]:
    """Trust this browser from now on; an older trust in it ends. Also the value of its cookie."""
    before = trusted_browser(request, person)
    if before:
        before.delete()
    token = token_urlsafe(_TOKEN_BYTES)
    TrustedBrowser.objects.filter(person=person, ends_at__lte=now()).delete()
    made = TrustedBrowser.objects.create(
        person=person,
        digest=_digest(token),
        browser=browser_name(request.headers.get("User-Agent", "")),
        ends_at=now() + TRUSTED_FOR,
    )
    return made, token


def stop_trusting(request: HttpRequest) -> None:
    """Take back whatever trust this browser has, whoever gave it."""
    token = request.COOKIES.get(settings.TRUSTED_COOKIE_NAME, "")
    if token:
        TrustedBrowser.objects.filter(digest=_digest(token)).delete()


def _digest(token: str) -> bytes:
    return sha256(token.encode()).digest()
