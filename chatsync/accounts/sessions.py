"""Signed-in browsers: noting them, and ending them so that sockets hear of it at once."""

from uuid import UUID

from django.contrib.sessions.models import Session
from django.db import connection, transaction

from chatsync.accounts.models import SignIn
from chatsync.realtime.notices import SESSIONS_CHANNEL


def end_sign_ins(person_id: UUID, *, but: str = "") -> None:
    """Delete a person's sessions, except the one with the key `but`, and tell the sockets."""
    with transaction.atomic():
        ended = SignIn.objects.filter(person_id=person_id).exclude(session_key=but)
        keys = list(ended.values_list("session_key", flat=True))
        Session.objects.filter(session_key__in=keys).delete()
        ended.delete()
        tell_sockets()


def tell_sockets() -> None:
    """Let every web process look at its sockets as soon as this transaction is committed."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_notify(%s, '')", [SESSIONS_CHANNEL])
