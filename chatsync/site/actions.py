"""Writes that join rooms: a business signs up."""

from dataclasses import dataclass

import phonenumbers
from django.db import transaction
from phonenumbers import timezone as phone_time

from chatsync.accounts.actions import create_person
from chatsync.accounts.models import Person
from chatsync.analytics.actions.funnel import note_sign_up
from chatsync.analytics.tickets import Ticket
from chatsync.billing.actions.adjust import open_account
from chatsync.workspaces.actions import create_workspace
from chatsync.workspaces.actions.invite_business import use_business_invitation
from chatsync.workspaces.models import Workspace

_UNKNOWN_ZONE = "Etc/Unknown"


@dataclass(frozen=True)
class NewBusiness:
    """What a verified sign-up holds: `phone` in E.164, `password_hash` as stored."""

    business: str
    name: str
    email: str
    phone: str
    password_hash: str
    language: str


def sign_up(
    new: NewBusiness, invitation: bytes | None = None, via: Ticket | None = None
) -> tuple[Person, Workspace]:
    """Make the owner and their workspace, use the invitation up, count the landing page: all or
    nothing.

    The address must be verified already. `invitation` is the digest of its token. Raises Conflict
    when somebody took the address meanwhile, BusinessInvitationGone when the invitation is spent.
    """
    with transaction.atomic():
        person = create_person(name=new.name, password_hash=new.password_hash, email=new.email)
        workspace = create_workspace(
            name=new.business,
            owner=person,
            phone=new.phone,
            locale=new.language,
            time_zone=time_zone_of(new.phone),
        )
        open_account(workspace.id)
        if invitation is not None:
            use_business_invitation(invitation, workspace.id)
        if via is not None:
            note_sign_up(via, workspace.id)
    return person, workspace


def time_zone_of(phone: str) -> str:
    """The time zone of a number's country; Karachi where it has none or several."""
    zones = phone_time.time_zones_for_number(phonenumbers.parse(phone))
    return zones[0] if len(zones) == 1 and zones[0] != _UNKNOWN_ZONE else "Asia/Karachi"
