"""Somebody deletes their account: seats end, and their names go out of every workspace's log."""

from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from chatsync.accounts.deleting import delete_account, erase_account
from chatsync.accounts.models import Person
from chatsync.kit.clock import now
from chatsync.kit.errors import Conflict
from chatsync.kit.tenancy import every_workspace, scope
from chatsync.realtime.actions import delete_events
from chatsync.workspaces.access import access_of_person
from chatsync.workspaces.actions.forget import delete_answers_about
from chatsync.workspaces.actions.members import give_up_seat
from chatsync.workspaces.actions.seats import has_another_owner, lock_seats
from chatsync.workspaces.audit import erase_person
from chatsync.workspaces.models import Invitation, Member, Workspace
from chatsync.workspaces.queries import seats_of

_AT_ONCE = 500


class LastOne(Conflict):
    """Somebody who must hand something over first; `workspaces` names what."""

    code = "last_one"


def delete_own_account(person: Person) -> None:
    """End every seat and the account, all or nothing; what they held goes back to the queue.

    Raises LastOne for the last owner of a workspace that is not closed, and for the last operator.
    """
    with transaction.atomic():
        if is_last_operator(person, locked=True):
            raise LastOne(_("You are the only operator. Make somebody else one first."))
        for workspace_id in seats_of(person.id):
            with scope(workspace_id):
                _give_up(person.id, lock_seats())
        delete_account(person.id)


def needs_another_owner(person_id: UUID) -> list[str]:
    """Names of the workspaces, not closed, of which somebody is the last owner."""
    held = []
    for workspace_id in seats_of(person_id):
        with scope(workspace_id):
            workspace = Workspace.objects.get(id=workspace_id)
            seat = Member.objects.get(person_id=person_id)
            if workspace.closed_at is None and not has_another_owner(seat):
                held.append(workspace.name)
    return held


def is_last_operator(person: Person, *, locked: bool = False) -> bool:
    """`locked`: hold all operators until the open transaction ends."""
    rows = Person.objects.filter(is_operator=True, is_active=True).order_by("id")
    known = [one.id for one in (rows.select_for_update(no_key=True) if locked else rows)]
    return known == [person.id]


def erase_person_everywhere(person_id: UUID) -> None:
    """Take a deleted person's names and address out of every workspace, then out of the account.

    Safe to be killed and run again.
    """
    person = Person.objects.filter(id=person_id, deleted_at__isnull=False).first()
    if person is None:
        return
    addresses = [person.email] if person.email else []
    for workspace_id in every_workspace():
        erase_person(workspace_id, person_id, addresses)
        with scope(workspace_id):
            Invitation.objects.filter(email__in=addresses).delete()
            seats = list(Member.objects.filter(person_id=person_id).values_list("id", flat=True))
            delete_answers_about(seats)
        while seats and _delete_told(workspace_id):
            pass
    erase_account(person_id)


def _delete_told(workspace_id: UUID) -> bool:
    """What open pages were told may hold the name; one that was away reads everything anew."""
    with scope(workspace_id):
        return delete_events(now(), _AT_ONCE) == _AT_ONCE


def _give_up(person_id: UUID, workspace: Workspace) -> None:
    access = access_of_person(person_id, workspace.id)
    seat = Member.objects.filter(person_id=person_id, active=True).first()
    if access is None or seat is None:
        return
    if workspace.closed_at is None and not has_another_owner(seat):
        said = _(
            "You are the last owner of %(workspace)s. Make somebody else an owner, or close it."
        )
        raise LastOne(said % {"workspace": workspace.name})
    give_up_seat(access)
