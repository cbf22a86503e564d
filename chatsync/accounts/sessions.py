"""Signed-in browsers: noting them, and ending them so that sockets hear of it at once."""

from datetime import timedelta
from uuid import UUID

from django.conf import settings
from django.contrib.sessions.models import Session
from django.db import connection, transaction
from django.db.models import Exists, OuterRef
from django.http import HttpRequest

from chatsync.accounts.browsers import browser_name
from chatsync.accounts.models import Person, SignIn, TrustedBrowser
from chatsync.accounts.session_limits import SEEN_ROW
from chatsync.kit.clock import now
from chatsync.realtime.notices import SESSIONS_CHANNEL

_STEP = timedelta(minutes=5)
_REMEMBERED = 10
_UNNAMED = "?"


def keep_sign_in(request: HttpRequest, person: Person, key_before: str | None) -> None:
    """Note a signed-in browser: a new one, a new key of a known one, or that it was used.

    Called after every request of a signed-in person; writes at most every five minutes.
    """
    key = request.session.session_key
    if not key or request.session.is_empty():
        return
    if key_before and key != key_before:
        known = SignIn.objects.filter(session_key=key_before, person=person)
        if not known.update(session_key=key) and not _is_noted(key):
            note_sign_in(request, person)
    elif SEEN_ROW not in request.session:
        note_sign_in(request, person)


def note_sign_in(
    request: HttpRequest, person: Person, factor: str = "", trusted: TrustedBrowser | None = None
) -> None:
    """Note that somebody signed in with this browser; after its session got its key."""
    request.session[SEEN_ROW] = now().timestamp()
    SignIn.objects.update_or_create(
        session_key=str(request.session.session_key),
        defaults={
            "person": person,
            "browser": browser_name(request.headers.get("User-Agent", "")),
            "factor": factor,
            "trusted": trusted,
            "seen_at": now(),
        },
    )


def remember_browser(person: Person, name: str) -> bool:
    """Remember that they signed in with this kind of browser; whether they had used others alone.

    Their very first one is no news. Coarse on purpose: no mark is left in the browser.
    """
    known = person.known_browsers.splitlines()
    label = name or _UNNAMED
    if label in known:
        return False
    person.known_browsers = "\n".join([*known, label][-_REMEMBERED:])
    person.save(update_fields=["known_browsers"])
    return bool(known)


def note_use(request: HttpRequest) -> None:
    """Remember coarsely when the browser was last used by its person."""
    last = request.session.get(SEEN_ROW)
    if last is not None and now().timestamp() - last > _STEP.total_seconds():
        request.session[SEEN_ROW] = now().timestamp()
        SignIn.objects.filter(session_key=request.session.session_key).update(seen_at=now())


def end_sign_ins(person_id: UUID, *, but: str = "") -> None:
    """Delete a person's sessions, except the one with the key `but`, and tell the sockets."""
    with transaction.atomic():
        ended = SignIn.objects.filter(person_id=person_id).exclude(session_key=but)
        _delete(list(ended))


def end_sign_in(person_id: UUID, sign_in_id: UUID) -> bool:
    """End one session of a person, and with it the trust in its browser; whether it was there."""
    with transaction.atomic():
        found = list(SignIn.objects.filter(person_id=person_id, id=sign_in_id))
        trusted = [one.trusted_id for one in found if one.trusted_id]
        TrustedBrowser.objects.filter(id__in=trusted).delete()
        _delete(found)
    return bool(found)


def forget_sign_in(session_key: str) -> None:
    """The browser signed out by itself."""
    SignIn.objects.filter(session_key=session_key).delete()
    tell_sockets()


def forget_old_sign_ins() -> None:
    """Delete what is known of browsers whose session is over, and trust that has run out."""
    oldest = now() - settings.SESSION_ABSOLUTE_WITH_FACTOR
    SignIn.objects.filter(seen_at__lt=oldest).delete()
    alive = Session.objects.filter(session_key=OuterRef("session_key"), expire_date__gt=now())
    SignIn.objects.filter(~Exists(alive)).delete()
    TrustedBrowser.objects.filter(ends_at__lte=now()).delete()


def tell_sockets() -> None:
    """Let every web process look at its sockets as soon as this transaction is committed."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_notify(%s, '')", [SESSIONS_CHANNEL])


def _is_noted(key: str) -> bool:
    return SignIn.objects.filter(session_key=key).exists()


def _delete(ended: list[SignIn]) -> None:
    Session.objects.filter(session_key__in=[one.session_key for one in ended]).delete()
    SignIn.objects.filter(id__in=[one.id for one in ended]).delete()
    tell_sockets()
