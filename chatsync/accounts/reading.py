"""Sign-ins that only read: for the privacy audit, which opens every page as somebody of each role.

They end a quarter of an hour after their last page, and after three hours at the latest: so long an
audit of every page may take. The person sees them in their list of signed-in browsers and can end
them there. `ReadsOnly` in `middleware.py` refuses what could change
something.
"""

from datetime import UTC, datetime

import structlog
from django.conf import settings
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.contrib.sessions.backends.db import SessionStore
from django.db import transaction

from chatsync.accounts.models import Person, SignIn
from chatsync.accounts.session_limits import READS_UNTIL, SEEN_ROW, begin, reads_until
from chatsync.accounts.sessions import end_sign_in
from chatsync.kit.clock import now

FACTOR = "audit"
"""What the list of signed-in browsers says of how it was opened."""
_log = structlog.get_logger()


def open_reading_sign_in(person: Person) -> tuple[str, datetime]:
    """Sign somebody in for the audit; the value of the cookie, and when it ends unused."""
    moment = now()
    session = SessionStore()
    begin(session, FACTOR)
    session[SESSION_KEY] = str(person.pk)
    session[BACKEND_SESSION_KEY] = settings.AUTHENTICATION_BACKENDS[0]
    session[HASH_SESSION_KEY] = person.get_session_auth_hash()
    session[READS_UNTIL] = reads_until(session)
    session[SEEN_ROW] = moment.timestamp()
    with transaction.atomic():
        session.create()
        key = str(session.session_key)
        SignIn.objects.create(person=person, session_key=key, browser="", factor=FACTOR)
    _log.info("audit_signed_in", person=str(person.pk))
    return key, datetime.fromtimestamp(session[READS_UNTIL], UTC)


def end_reading_sign_ins() -> int:
    """End all of them, sockets included; how many there were."""
    found = list(SignIn.objects.filter(factor=FACTOR).values_list("person_id", "id"))
    return sum(end_sign_in(person_id, sign_in_id) for person_id, sign_in_id in found)
