"""Telling owners of a changed policy: once by mail, and in the dashboard until they read it."""

from collections.abc import Sequence
from uuid import UUID

from django.db import connection
from django.template.loader import render_to_string
from django.utils import translation
from django.utils.translation import gettext

from chatsync.accounts.models import Person
from chatsync.jobs.mail import queue_mail
from chatsync.kit.tenancy import every_workspace, scope
from chatsync.privacy.areas import in_language
from chatsync.privacy.models import PolicyNotice, PolicyVersion
from chatsync.site.addresses import absolute_address
from chatsync.site.policies import POLICIES
from chatsync.workspaces.models import Member, Role, Workspace

KIND = "policy_changed"
_LOCK = "SELECT pg_advisory_xact_lock(hashtext('policy_notices'))"


def tell_owners(first_id: int) -> None:
    """Tell every owner of every material change from that version on, in one mail.

    Safe to be killed and run again, and twice at once: notices and mail are one transaction, and
    these are made one after the other.
    """
    versions = list(PolicyVersion.objects.filter(is_material=True, id__gte=first_id).order_by("id"))
    for workspace_id in every_workspace():
        _tell_owners_of(workspace_id, versions)


def _tell_owners_of(workspace_id: UUID, versions: Sequence[PolicyVersion]) -> None:
    with scope(workspace_id):
        workspace = Workspace.objects.filter(id=workspace_id).first()
        if workspace is None:
            return  # deleted meanwhile
        seats = Member.objects.filter(role=Role.OWNER, active=True, person__is_active=True)
        owners = [seat.person for seat in seats.select_related("person").order_by("id")]
        with connection.cursor() as cursor:
            cursor.execute(_LOCK)
        for person in owners:
            _tell(person, versions, workspace.locale)


def _tell(person: Person, versions: Sequence[PolicyVersion], locale: str) -> None:
    """They may own several workspaces, or have been told by a run that was killed."""
    told = set(
        PolicyNotice.objects.filter(person_id=person.id).values_list("version_id", flat=True)
    )
    new = [version for version in versions if version.id not in told]
    PolicyNotice.objects.bulk_create(
        PolicyNotice(version=version, person_id=person.id) for version in new
    )
    if new and person.email:
        _mail(person.email, new, person.language or locale)


def _mail(address: str, versions: Sequence[PolicyVersion], language: str) -> None:
    with translation.override(language):
        changes = [_told(version, language) for version in versions]
        words = {"changes": changes, "count": len(changes)}
        queue_mail(
            recipient=address,
            subject=render_to_string("site/policy_changed_subject.txt", words),
            text=render_to_string("site/policy_changed_message.txt", words),
            kind=KIND,
            headers={"Auto-Submitted": "auto-generated"},
        )


def _told(version: PolicyVersion, language: str) -> dict[str, str]:
    path = in_language(f"/{version.policy}/changes/{version.id}", language)
    return {
        "title": gettext(POLICIES[version.policy].title),
        "reason": gettext(version.reason),
        "link": absolute_address(path),
    }
