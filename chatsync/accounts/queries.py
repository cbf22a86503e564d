"""Reads about people and their sessions."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from django.contrib.auth import HASH_SESSION_KEY, SESSION_KEY
from django.contrib.sessions.models import Session
from django.utils.crypto import constant_time_compare

from chatsync.accounts.held_back import held_back
from chatsync.accounts.models import Person, SignIn, TrustedBrowser
from chatsync.accounts.session_limits import READS_UNTIL, has_ended, seconds_left
from chatsync.kit.clock import now
from chatsync.kit.ids import parse_uuid


@dataclass(frozen=True, slots=True)
class OpenSession:
    """Whom a session signs in, and when it ends if nobody does anything."""

    person_id: UUID
    ends_at: datetime
    reads_only: bool = False
    """It was opened for the audit: whoever looks through it is nobody's company."""


def verify_session(session_key: str) -> UUID | None:
    """The person whom a session cookie's value signs in now, or None; see `open_session`."""
    found = open_session(session_key)
    return found.person_id if found else None


def open_session(session_key: str) -> OpenSession | None:
    """What a session cookie's value opens now, or None.

    Expired, ended, past its limits, of a changed password, of a person who was switched off or
    who must first set a password or a second factor: all None. Asking is not input: it never
    lengthens the session. Synchronous.
    """
    row = Session.objects.filter(session_key=session_key, expire_date__gt=now()).first()
    if row is None:
        return None
    session = row.get_decoded()
    person_id = parse_uuid(str(session.get(SESSION_KEY, "")))
    left = seconds_left(session)
    if person_id is None or left < 0:
        return None
    person = Person.objects.filter(id=person_id, is_active=True).first()
    if person is None or held_back(person):
        return None
    expected = person.get_session_auth_hash()
    given = str(session.get(HASH_SESSION_KEY, ""))
    if not constant_time_compare(given, expected):
        return None
    ends_at = now() + timedelta(seconds=left)
    return OpenSession(person.id, ends_at, reads_only=READS_UNTIL in session)


def email_is_taken(email: str) -> bool:
    """Whether somebody signs in with this address. Never to be told to a stranger."""
    return Person.objects.filter(email=email.lower()).exists()


def sign_ins_of(person_id: UUID) -> list[SignIn]:
    """The browsers in which somebody is signed in, the one used last first."""
    mine = SignIn.objects.filter(person_id=person_id).select_related("trusted")
    known = list(mine.order_by("-seen_at"))
    keys = [one.session_key for one in known]
    alive = Session.objects.filter(session_key__in=keys, expire_date__gt=now())
    open_keys = {row.session_key for row in alive if not has_ended(row.get_decoded())}
    return [one for one in known if one.session_key in open_keys]


def trusted_without_session(person_id: UUID) -> list[TrustedBrowser]:
    """Trusted browsers in which somebody is not signed in now."""
    mine = TrustedBrowser.objects.filter(person_id=person_id, ends_at__gt=now())
    shown = {one.trusted_id for one in sign_ins_of(person_id)}
    return [one for one in mine.order_by("-created_at") if one.id not in shown]
