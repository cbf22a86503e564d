"""Writes about people."""

import re
import secrets
import unicodedata

from allauth.account.models import EmailAddress
from django.db import IntegrityError, transaction
from django.utils.translation import gettext_lazy as _

from chatsync.accounts.models import Person
from chatsync.kit.errors import Conflict

_LONGEST_NAME = 30
_TRIES = 5


def create_person(*, name: str, password_hash: str, email: str = "", login: str = "") -> Person:
    """Add somebody who can sign in. The address, where given, must be verified already.

    Without a sign-in name one is made from the address or the name. Raises Conflict when the
    address or the sign-in name belongs to somebody.
    """
    address = email.lower() or None
    for _attempt in range(_TRIES):
        person = Person(
            name=name,
            login=(login or _free_login(email or name)).lower(),
            email=address,
            password=password_hash,
        )
        try:
            with transaction.atomic():
                person.save(force_insert=True)
                if address:
                    EmailAddress.objects.create(
                        user=person, email=address, verified=True, primary=True
                    )
        except IntegrityError as error:
            if login or "login" not in str(error):
                raise Conflict(
                    _("This address or sign-in name is taken. Sign in instead.")
                ) from error
        else:
            return person
    raise Conflict(_("No free sign-in name was found. Try again."))


def _free_login(source: str) -> str:
    """A sign-in name nobody has yet: from the words of an address or a name."""
    plain = (
        unicodedata.normalize("NFKD", source.partition("@")[0]).encode("ascii", "ignore").decode()
    )
    base = re.sub(r"[^a-z0-9.]+", "", plain.lower()).strip(".")[:_LONGEST_NAME] or "member"
    if not Person.objects.filter(login=base).exists():
        return base
    return f"{base}{secrets.randbelow(9000) + 1000}"
