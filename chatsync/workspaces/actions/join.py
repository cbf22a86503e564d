"""Accepting an invitation: the seat is taken under the workspace's lock, or not at all."""

from uuid import UUID

from django.utils.translation import gettext_lazy as _

from chatsync.accounts.actions import create_person
from chatsync.accounts.models import Person
from chatsync.kit.clock import now
from chatsync.kit.errors import Conflict, Forbidden
from chatsync.kit.problem import absent
from chatsync.kit.tenancy import scope
from chatsync.workspaces.actions.seats import demand_seat, lock_seats
from chatsync.workspaces.audit import Act, Actor, Thing, record
from chatsync.workspaces.models import Invitation, Member, Workspace
from chatsync.workspaces.standing import demand_not_shut
from chatsync.workspaces.tokens import digest_of_token, workspace_in


class WrongPerson(Forbidden):
    """The invitation went to another address than that of the person who is signed in."""

    code = "wrong_person"


class AlreadyMember(Conflict):
    """The person has a seat; the invitation is left for somebody else."""

    code = "already_member"


def join(token: str, person: Person) -> UUID:
    """Take the seat for somebody who is signed in; returns the workspace.

    Raises NotFound (unknown, foreign, used, revoked, expired: all alike), WrongPerson,
    AlreadyMember, ReadOnly (suspended) and SeatsTaken; the invitation then stays as it was.
    """
    workspace_id = _workspace_of(token)
    with scope(workspace_id):
        _take(token, person)
    return workspace_id


def join_as_new(token: str, *, name: str, login: str, password_hash: str) -> tuple[Person, UUID]:
    """Make a person and take the seat for them, both or neither.

    An invitation by mail gives them that address, which its token proves; any other gives them
    the sign-in name `login` and no address. Raises like `join`, and Conflict for a taken name.
    """
    workspace_id = _workspace_of(token)
    with scope(workspace_id):
        invitation = _valid(token)
        _demand_room(lock_seats())
        given = {"email": invitation.email} if invitation.email else {"login": login}
        person = create_person(name=name, password_hash=password_hash, **given)
        _take(token, person)
    return person, workspace_id


def _take(token: str, person: Person) -> None:
    workspace = lock_seats()
    invitation = _valid(token)
    if invitation.email and (person.email or "").lower() != invitation.email:
        raise WrongPerson(_("This invitation was sent to another e-mail address."))
    seat = Member.objects.filter(person=person).first() or Member(person=person, active=False)
    if seat.active:
        raise AlreadyMember(_("You are in this workspace already."))
    _demand_room(workspace)
    seat.role, seat.active, seat.joined_at = invitation.role, True, now()
    seat.save()
    invitation.accepted_at = now()
    invitation.save(update_fields=["accepted_at"])
    thing = Thing("member", str(seat.id), person.name, person.id)
    details = {"role": seat.role, "invitation": str(invitation.id)}
    record(Actor("member", person.id, person.name), Act.JOINED, thing, details)


def _demand_room(workspace: Workspace) -> None:
    demand_not_shut(workspace)
    demand_seat(workspace)


def _workspace_of(token: str) -> UUID:
    workspace_id = workspace_in(token)
    if workspace_id is None:
        raise absent()
    return workspace_id


def _valid(token: str) -> Invitation:
    found: Invitation | None = Invitation.objects.filter(
        digest=digest_of_token(token), accepted_at=None, revoked_at=None, expires_at__gt=now()
    ).first()
    if found is None:
        raise absent()
    return found
