"""Deeds on seats: another role, taking one away, leaving, a new password."""

from uuid import UUID

from django.utils.translation import gettext_lazy as _

from chatsync.accounts.actions import set_temporary_password
from chatsync.jobs.events import emit
from chatsync.kit.clock import now
from chatsync.kit.errors import Conflict
from chatsync.kit.tenancy import scope
from chatsync.workspaces.access import Access
from chatsync.workspaces.actions.seats import (
    active_member,
    demand_another_owner,
    demand_still,
    lock_seats,
)
from chatsync.workspaces.audit import Act, Thing, record
from chatsync.workspaces.capabilities import Can
from chatsync.workspaces.events import MemberWent
from chatsync.workspaces.models import ApiKey, Invitation, Member, Role
from chatsync.workspaces.queries.team import people_elsewhere


def change_role(access: Access, member_id: UUID, role: str) -> None:
    """Give a member another role; open pages get the new rights within seconds.

    Raises NotFound, and Conflict for the last owner, or an owner without an e-mail address.
    """
    with scope(access.workspace_id):
        lock_seats()
        demand_still(access, Can.MANAGE_MEMBERS)
        member = active_member(member_id)
        if member.role == role:
            return
        demand_another_owner(member)
        if role == Role.OWNER and not member.person.email:
            raise Conflict(
                _("An owner needs an e-mail address. Ask them to add one to their account first.")
            )
        before, member.role = member.role, role
        member.save(update_fields=["role"])
        record(access, Act.ROLE_CHANGED, _thing(member), {"before": before, "after": role})


def remove_member(access: Access, member_id: UUID) -> None:
    """Take a seat away: keys stop, sockets close within seconds, threads go back to the queue.

    Raises NotFound, and Conflict for the last owner.
    """
    with scope(access.workspace_id):
        lock_seats()
        demand_still(access, Can.MANAGE_MEMBERS)
        member = active_member(member_id)
        demand_another_owner(member)
        _let_go(access, member)


def leave_workspace(access: Access) -> None:
    """Give up one's own seat. Raises Conflict for the last owner."""
    with scope(access.workspace_id):
        lock_seats()
        member = active_member(access.member_id)
        demand_another_owner(member)
        _let_go(access, member)


def give_up_seat(access: Access) -> None:
    """The same, in the open scope, whose seats are locked, for whoever may go as the last owner."""
    _let_go(access, active_member(access.member_id))


def reset_password(access: Access, member_id: UUID) -> str:
    """Set a password that a member without e-mail must replace at sign-in; returns it, this once.

    Raises NotFound, and Conflict for people whose account is not this workspace's alone: with an
    address they set it themselves, and elsewhere it would open another workspace.
    """
    with scope(access.workspace_id):
        lock_seats()
        demand_still(access, Can.MANAGE_MEMBERS)
        member = active_member(member_id)
        person = member.person
        if person.email:
            raise Conflict(_("They have an e-mail address and reset their password themselves."))
        if person.is_operator or people_elsewhere([person.id], access.workspace_id):
            raise Conflict(
                _("They belong to another workspace too, so nobody here may set their password.")
            )
        record(access, Act.PASSWORD_RESET, _thing(member))
        return set_temporary_password(person.id)


def _let_go(access: Access, member: Member) -> None:
    moment = now()
    member.active = False
    member.save(update_fields=["active"])
    ApiKey.objects.filter(member=member, revoked_at=None).update(revoked_at=moment)
    Invitation.objects.filter(made_by=member, accepted_at=None, revoked_at=None).update(
        revoked_at=moment
    )
    left = member.id == access.member_id
    record(access, Act.LEFT if left else Act.REMOVED, _thing(member), {"role": member.role})
    emit(MemberWent(workspace_id=access.workspace_id, member_id=member.id))


def _thing(member: Member) -> Thing:
    return Thing("member", str(member.id), member.person.name, member.person_id)
