"""Operators of this installation: who they are, and taking their rights away.

They are made by `make_operator` in `actions.py`.
"""

from uuid import UUID

import structlog
from django.conf import settings
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from chatsync.accounts.actions import end_all_sessions
from chatsync.accounts.events import OperatorWent
from chatsync.accounts.models import Person
from chatsync.jobs.events import emit
from chatsync.kit.errors import Conflict, NotFound

_log = structlog.get_logger()


def operators() -> list[Person]:
    """All of them, by name."""
    return list(Person.objects.filter(is_operator=True).order_by("name", "id"))


def mailboxes() -> list[tuple[str, str]]:
    """Where operators read what concerns them, each with its language: the mailbox of the
    settings; without one every operator who has an address."""
    if settings.CONTACT_EMAIL:
        return [(settings.CONTACT_EMAIL, "en")]
    return [
        (str(person.email), person.language or "en")
        for person in operators()
        if person.email and person.is_active
    ]


def remove_operator(person_id: UUID, *, by: Person | None) -> None:
    """Take an operator's rights away: they are signed out everywhere, and look into nothing more.

    `by`: the operator who does it, None for the command line. They stay members where they are
    members. Raises NotFound for somebody who is no operator (any more), Conflict for oneself and
    for the last one.
    """
    if by is not None and by.id == person_id:
        raise Conflict(_("Nobody takes their own rights away. Ask another operator."))
    with transaction.atomic():
        rows = Person.objects.select_for_update(no_key=True).filter(is_operator=True)
        known = {person.id for person in rows.order_by("id") if person.is_active}
        if person_id not in known or (by is not None and by.id not in known):
            raise NotFound(_("This person is not an operator."))
        if len(known) == 1:
            raise Conflict(_("They are the only operator. Make somebody else one first."))
        Person.objects.filter(id=person_id).update(is_operator=False, operator_since=None)
        end_all_sessions(person_id)
        emit(OperatorWent(person_id=person_id))
    if by:
        _log.info("operator_removed", person=str(person_id), by=str(by.id))


def remove_operator_by_address(email: str) -> str:
    """The same for the command line; the address of whoever is no operator now."""
    address = email.strip().lower()
    person = Person.objects.filter(email=address, is_operator=True).first()
    if person is None:
        raise NotFound(_("No operator has this address. Look for it on the page of operators."))
    remove_operator(person.id, by=None)
    return address
