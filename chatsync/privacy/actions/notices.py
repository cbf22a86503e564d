"""Notices of changed policies: read by the owner they are for, and gone with their account."""

from uuid import UUID

from chatsync.kit.clock import now
from chatsync.kit.problem import absent
from chatsync.privacy.models import PolicyNotice


def read_notice(person_id: UUID, notice_id: UUID) -> None:
    """Note that they have read it; reading again changes nothing. Raises for somebody else's."""
    mine = PolicyNotice.objects.filter(id=notice_id, person_id=person_id)
    if not mine.filter(read_at=None).update(read_at=now()) and not mine.exists():
        raise absent()


def forget_notices_of(person_id: UUID) -> None:
    """Their account is deleted."""
    PolicyNotice.objects.filter(person_id=person_id).delete()
