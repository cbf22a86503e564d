"""Deleting an account: at once it opens nothing; a job then erases what names the person.

What they did in workspaces stays, under a neutral name, so that others' history makes sense.
"""

from uuid import UUID

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from django.db import IntegrityError, connection, transaction
from django.utils import translation
from django.utils.translation import gettext

from chatsync.accounts.actions import end_all_sessions
from chatsync.accounts.events import AccountDeleted, OperatorWent
from chatsync.accounts.forgetting import forget_own_exports
from chatsync.accounts.models import OwnExport, Person
from chatsync.jobs.events import emit
from chatsync.jobs.forgetting import erase_mails_to
from chatsync.kit.clock import now


def delete_account(person_id: UUID) -> None:
    """Sign somebody out everywhere, for good; the rest is done by a job. Safe to repeat."""
    with transaction.atomic():
        rows = Person.objects.select_for_update(no_key=True).filter(id=person_id)
        person = rows.filter(deleted_at=None).first()
        if person is None:
            return
        if person.is_operator:
            emit(OperatorWent(person_id=person_id))
        rows.update(is_active=False, is_operator=False, operator_since=None, deleted_at=now())
        end_all_sessions(person_id)
        emit(AccountDeleted(person_id=person_id))


def erase_account(person_id: UUID) -> None:
    """Erase all that names a person whose account is deleted. Safe to repeat.

    The row itself goes where no workspace's history needs it, and else keeps a neutral name.
    """
    with transaction.atomic():
        person = Person.objects.filter(id=person_id, deleted_at__isnull=False).first()
        if person is None:
            return
        Authenticator.objects.filter(user=person).delete()
        EmailAddress.objects.filter(user=person).delete()
        forget_own_exports(OwnExport.objects.filter(person=person))
        if person.email:
            erase_mails_to(person.email)
        with translation.override(person.language or "en"):
            neutral = gettext("Former colleague")
        person.login, person.name = f"deleted-{person_id.hex}", neutral
        person.email, person.language, person.known_browsers = None, "", ""
        person.set_unusable_password()
        person.save()
    _drop_row(person_id)


def _drop_row(person_id: UUID) -> None:
    """Rows of workspaces that refer to it are seen by the database alone: it refuses then."""
    rows = Person.objects.filter(id=person_id)
    try:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
            rows._raw_delete(rows.db)  # noqa: SLF001  Django would look where it sees nothing
    except IntegrityError:
        return
