"""What ChatSync asks of allauth's second factors: sealed seeds, our words, our name."""

import base64
from collections.abc import Collection, Iterator
from typing import Any
from uuid import UUID

from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.models import Authenticator
from django.conf import settings
from django.db import connection
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from chatsync.accounts.models import Person
from chatsync.accounts.passwords import ADVISED, LEAST
from chatsync.kit.crypto import KeyRing, Place, key_name

_INCORRECT = _("This code is wrong or was used already. Wait for the next one and try again.")
_STAND_INS = Authenticator.Type.RECOVERY_CODES
_PLACE = Place(table="mfa_authenticator", column="data", workspace="", row="")
"""allauth's hooks name neither row nor person, so the seal vouches for table and column alone."""


class FactorAdapter(DefaultMFAAdapter):  # type: ignore[misc]
    """allauth's hooks for second factors."""

    error_messages = {
        **DefaultMFAAdapter.error_messages,
        "incorrect_code": _INCORRECT,
        "cannot_delete_authenticator": _("Your work needs a second factor. Add another one first."),
    }

    def encrypt(self, text: str) -> str:
        """Seal a seed with the key ring (AES-256-GCM)."""
        return base64.b64encode(_ring().seal(text, _PLACE)).decode()

    def decrypt(self, encrypted_text: str) -> str:
        """Open a sealed seed; raises CannotOpen when its key is gone."""
        return _ring().open(base64.b64decode(encrypted_text), _PLACE)

    def can_delete_authenticator(self, authenticator: Authenticator) -> bool:
        """Whoever must have a second factor keeps the last one."""
        if not needs_factor(authenticator.user):
            return True
        rest = factors_of(authenticator.user).exclude(pk=authenticator.pk)
        return bool(rest.exists())

    def get_totp_label(self, user: Person) -> str:
        return user.login

    def get_public_key_credential_rp_entity(self) -> dict[str, str]:
        """Whose passkey it is (W3C WebAuthn, relying party): the host of the base URL."""
        return {"id": settings.BASE_HOST, "name": "ChatSync"}

    def get_public_key_credential_user_entity(self, user: Person) -> dict[str, Any]:
        return {"id": str(user.pk).encode(), "display_name": user.name, "name": user.login}

    def generate_authenticator_name(self, user: Person, type: str) -> str:  # noqa: A002
        """A name for a passkey that was given none."""
        count = Authenticator.objects.filter(user_id=user.pk, type=type).count()
        return gettext("Passkey %(number)d") % {"number": count + 1}


def factors_of(person: Person) -> Any:
    """The second factors that can be shown at sign-in; recovery codes only stand in for them."""
    return Authenticator.objects.filter(user_id=person.pk).exclude(type=_STAND_INS)


def has_second_factor(person: Person) -> bool:
    return bool(factors_of(person).exists())


def needs_factor(person: Person) -> bool:
    """Whether nothing is open to them without a second factor: an operator's always is, others'
    where a workspace of theirs wants it."""
    if person.must_have_factor:
        return True
    with connection.cursor() as cursor:
        cursor.execute("SELECT needs FROM chatsync_needs_factor(%s)", [person.pk])
        return bool(cursor.fetchone()[0])


def least_password(person: Person) -> int:
    """How many characters a new password needs: more where it alone opens a whole business."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT owns FROM chatsync_owns(%s)", [person.pk])
        owns = bool(cursor.fetchone()[0])
    return ADVISED if owns and not has_second_factor(person) else LEAST


def with_second_factor(people: Collection[UUID]) -> set[UUID]:
    """Those of the people who have one."""
    found = Authenticator.objects.filter(user_id__in=people)
    return set(found.exclude(type=_STAND_INS).values_list("user_id", flat=True))


def sealed_in_factor(data: Any) -> Iterator[bytes]:
    """Every sealed value in what allauth keeps of a factor, whatever it calls them."""
    if isinstance(data, str):
        sealed = _sealed(data)
        if sealed:
            yield sealed
    elif isinstance(data, dict | list):
        for one in data.values() if isinstance(data, dict) else data:
            yield from sealed_in_factor(one)


def sealed_anew(data: Any) -> Any:
    """What allauth keeps of a factor, with every sealed value under the first key.

    Raises CannotOpen.
    """
    if isinstance(data, dict):
        return {name: sealed_anew(one) for name, one in data.items()}
    if isinstance(data, list):
        return [sealed_anew(one) for one in data]
    sealed = _sealed(data) if isinstance(data, str) else b""
    if not sealed or _ring().is_current(sealed):
        return data
    return base64.b64encode(_ring().seal_anew(sealed, _PLACE)).decode()


def _sealed(text: str) -> bytes:
    """The bytes of a sealed value; empty where the text is none."""
    try:
        found = base64.b64decode(text, validate=True)
    except ValueError:
        return b""
    return found if key_name(found) else b""


def _ring() -> KeyRing:
    return KeyRing.parse(settings.ENCRYPTION_KEYS)
