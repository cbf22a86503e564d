"""CP-3.1: signed-in tokens are checked on every page entry."""

from typing import Any

from django.contrib.sessions.backends.db import SessionStore
from django.contrib.sessions.models import Session

from tests.promises.proving import Mutant, checks, without
from tests.tenancy import test_signed_out as signed_out


def every_page_refuses_an_expired_session() -> None:
    signed_out.test_every_page_asks_who_is_there(None, signed_out._expired)


def every_page_refuses_somebody_switched_off() -> None:
    signed_out.test_every_page_asks_who_is_there(None, signed_out._switched_off)


def every_operation_refuses_an_expired_session() -> None:
    signed_out.test_every_operation_asks_who_is_there(None, signed_out._expired)


def every_operation_refuses_a_revoked_key() -> None:
    signed_out.test_every_operation_asks_who_is_there(None, signed_out._revoked)


def _for_ever(store: SessionStore) -> Any:
    return Session.objects.filter(session_key=store.session_key).first()


PROOFS = (
    every_page_refuses_an_expired_session,
    every_page_refuses_somebody_switched_off,
    every_operation_refuses_an_expired_session,
    every_operation_refuses_a_revoked_key,
)
_STORE = "django.contrib.sessions.backends.db.SessionStore._get_session_from_db"
_ACTIVE = "allauth.account.auth_backends.AuthenticationBackend.user_can_authenticate"
MUTANTS = (
    Mutant(
        "a session never ends", every_page_refuses_an_expired_session, without(_STORE, _for_ever)
    ),
    Mutant(
        "a session never ends for the API",
        every_operation_refuses_an_expired_session,
        without(_STORE, _for_ever),
    ),
    Mutant(
        "whoever was switched off goes on",
        every_page_refuses_somebody_switched_off,
        without(_ACTIVE, lambda _backend, _user: True),
    ),
)
test_it_holds, test_a_mutant_is_noticed = checks(PROOFS, MUTANTS)
