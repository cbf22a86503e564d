"""Making, renewing and taking back invitations."""

from dataclasses import dataclass
from datetime import timedelta
from uuid import UUID

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.template.loader import render_to_string
from django.utils import translation
from django.utils.translation import gettext_lazy as _

from chatsync.jobs.mail import queue_mail
from chatsync.kit.clock import now
from chatsync.kit.errors import Conflict, Invalid
from chatsync.kit.problem import absent
from chatsync.kit.tenancy import scope
from chatsync.workspaces.access import Access
from chatsync.workspaces.actions.seats import demand_still, lock_seats
from chatsync.workspaces.audit import Act, Thing, record
from chatsync.workspaces.capabilities import Can
from chatsync.workspaces.models import Invitation, Member, Role, Workspace
from chatsync.workspaces.tokens import digest_of_token, link_of, new_token

VALID_FOR = timedelta(hours=72)
MOST_OPEN = 100
"""Open invitations of a workspace: enough for any team, too few to send mail to a town."""


@dataclass(frozen=True)
class Made:
    """An invitation and its link, which is known this once."""

    invitation: Invitation
    link: str


def invite(access: Access, role: str, email: str | None) -> Made:
    """Invite somebody with a fixed role, for 72 hours: by mail, or by the link that is returned.

    Raises Invalid (not an address; an owner without one) and Conflict (a member already; too
    many open invitations).
    """
    address = _read_address(email)
    if role == Role.OWNER and address is None:
        raise _wrong_email(_("An owner is invited by e-mail. Enter their address."))
    with scope(access.workspace_id):
        workspace = lock_seats()
        demand_still(access, Can.MANAGE_MEMBERS)
        _demand_room(address)
        token = new_token(access.workspace_id)
        invitation = Invitation.objects.create(
            role=role,
            email=address,
            digest=digest_of_token(token),
            made_by_id=access.member_id,
            expires_at=now() + VALID_FOR,
        )
        record(access, Act.INVITED, _thing(invitation), {"role": role})
        return _sent(workspace, invitation, token)


def renew_invitation(access: Access, invitation_id: UUID) -> Made:
    """Send it again, or get a new link; the old link stops working. Raises NotFound."""
    with scope(access.workspace_id):
        workspace = lock_seats()
        demand_still(access, Can.MANAGE_MEMBERS)
        invitation = _open_invitation(invitation_id)
        token = new_token(access.workspace_id)
        invitation.digest = digest_of_token(token)
        invitation.expires_at = now() + VALID_FOR
        invitation.save(update_fields=["digest", "expires_at"])
        record(access, Act.INVITED_AGAIN, _thing(invitation), {"role": invitation.role})
        return _sent(workspace, invitation, token)


def revoke_invitation(access: Access, invitation_id: UUID) -> None:
    """Take an invitation back; its link stops working at once. Raises NotFound."""
    with scope(access.workspace_id):
        lock_seats()
        demand_still(access, Can.MANAGE_MEMBERS)
        invitation = _open_invitation(invitation_id)
        invitation.revoked_at = now()
        invitation.save(update_fields=["revoked_at"])
        record(access, Act.INVITATION_REVOKED, _thing(invitation), {"role": invitation.role})


def _read_address(email: str | None) -> str | None:
    if not email:
        return None
    address = email.strip().lower()
    try:
        validate_email(address)
    except ValidationError:
        raise _wrong_email(
            _("This is not an e-mail address. It looks like name@example.com.")
        ) from None
    return address


def _wrong_email(said: object) -> Invalid:
    return Invalid(said, errors=[{"loc": "email", "msg": said}])


def _demand_room(address: str | None) -> None:
    waiting = Invitation.objects.filter(accepted_at=None, revoked_at=None)
    if address and Member.objects.filter(person__email=address, active=True).exists():
        raise Conflict(_("Somebody with this address is in the workspace already."))
    if address and waiting.filter(email=address, expires_at__gt=now()).exists():
        raise Conflict(_("This address has an open invitation. Send that one again instead."))
    if waiting.count() >= MOST_OPEN:
        raise Conflict(_("There are too many open invitations. Take some back first."))


def _open_invitation(invitation_id: UUID) -> Invitation:
    found: Invitation | None = Invitation.objects.filter(
        id=invitation_id, accepted_at=None, revoked_at=None
    ).first()
    if found is None:
        raise absent()
    return found


def _sent(workspace: Workspace, invitation: Invitation, token: str) -> Made:
    link = link_of(token)
    if invitation.email:
        words = {"workspace": workspace.name, "link": link}
        with translation.override(workspace.locale):
            queue_mail(
                recipient=invitation.email,
                subject=render_to_string("workspaces/invitation_subject.txt", words),
                text=render_to_string("workspaces/invitation_message.txt", words),
                kind="invitation",
            )
    return Made(invitation, link)


def _thing(invitation: Invitation) -> Thing:
    return Thing("invitation", str(invitation.id), invitation.email or "")
