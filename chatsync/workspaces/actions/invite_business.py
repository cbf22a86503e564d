"""Inviting a new business to sign up, taking that back, and using it up: once, for 72 hours."""

import secrets
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.conf import settings
from django.template.loader import render_to_string
from django.utils.translation import gettext_lazy as _

from chatsync.accounts.models import Person
from chatsync.jobs.mail import queue_mail
from chatsync.kit.clock import now
from chatsync.kit.errors import Conflict
from chatsync.workspaces.actions.invite import VALID_FOR
from chatsync.workspaces.models import BusinessInvitation
from chatsync.workspaces.queries.businesses import open_invitations
from chatsync.workspaces.tokens import digest_of_token


class BusinessInvitationGone(Conflict):
    """The invitation was used, taken back or has expired."""

    code = "invitation_gone"


@dataclass(frozen=True)
class MadeForBusiness:
    """An invitation and its link, which is known this once."""

    invitation: BusinessInvitation
    link: str


def invite_business(operator: Person, *, email: str, note: str) -> MadeForBusiness:
    """Make a link with which one business signs up; with an address it is mailed there too.

    The link holds 256 random bits and only its digest is stored (OWASP ASVS 5.0, 6.5.2).
    """
    token = secrets.token_urlsafe(32)
    link = f"{settings.BASE_URL.rstrip('/')}/signup/{token}"
    invitation = BusinessInvitation.objects.create(
        digest=digest_of_token(token),
        email=email,
        note=note,
        made_by=operator,
        expires_at=now() + VALID_FOR,
    )
    if email:
        words = {"link": link}
        queue_mail(
            recipient=email,
            subject=render_to_string("workspaces/business_invitation_subject.txt", words),
            text=render_to_string("workspaces/business_invitation_message.txt", words),
            kind="business_invitation",
        )
    return MadeForBusiness(invitation, link)


def revoke_business_invitation(invitation_id: UUID) -> bool:
    """Take it back; its link stops working at once. Whether it still worked."""
    return bool(open_invitations().filter(id=invitation_id).update(revoked_at=now()))


def use_business_invitation(digest: bytes, workspace_id: UUID) -> None:
    """Use it up for a new workspace, in the transaction that makes it.

    Of two at once one wins: the other waits for the row, then finds it used. Raises
    BusinessInvitationGone.
    """
    mine = open_invitations().filter(digest=digest)
    if not mine.update(used_at=now(), workspace_id=workspace_id):
        raise BusinessInvitationGone(_("This invitation does not work any more."))


def delete_business_invitations(before: datetime, most: int) -> int:
    """Invitations for new businesses, used or not."""
    old = BusinessInvitation.objects.filter(made_at__lt=before).values_list("id", flat=True)
    gone, _by_table = BusinessInvitation.objects.filter(id__in=list(old[:most])).delete()
    return gone
