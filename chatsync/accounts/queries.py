"""Reads about people and their sessions."""

from uuid import UUID

from django.contrib.auth import HASH_SESSION_KEY, SESSION_KEY
from django.contrib.sessions.models import Session
from django.utils.crypto import constant_time_compare

from chatsync.accounts.models import Person
from chatsync.accounts.session_limits import has_ended
from chatsync.kit.clock import now
from chatsync.kit.ids import parse_uuid


def verify_session(session_key: str) -> UUID | None:
    """The person whom a session cookie's value signs in now, or None.

    Expired, ended, past its limits, of a changed password or of a person who was switched off:
    all None. Asking is not input: it never lengthens the session. Synchronous.
    """
    row = Session.objects.filter(session_key=session_key, expire_date__gt=now()).first()
    if row is None:
        return None
    session = row.get_decoded()
    person_id = parse_uuid(str(session.get(SESSION_KEY, "")))
    if person_id is None or has_ended(session):
        return None
    person = Person.objects.filter(id=person_id, is_active=True).first()
    if person is None:
        return None
    expected = person.get_session_auth_hash()
    given = str(session.get(HASH_SESSION_KEY, ""))
    return person.id if constant_time_compare(given, expected) else None


def email_is_taken(email: str) -> bool:
    """Whether somebody signs in with this address. Never to be told to a stranger."""
    return Person.objects.filter(email=email.lower()).exists()
