"""Reads of the privacy room."""

from typing import cast
from uuid import UUID

from django.db.models import Sum
from django.utils.translation import gettext

from chatsync.kit.clock import now
from chatsync.privacy.areas import in_language
from chatsync.privacy.models import (
    CheckoutMeasurement,
    ConsentRecord,
    CspReport,
    PolicyNotice,
    PolicyVersion,
)
from chatsync.privacy.payment import Payment
from chatsync.privacy.reports import DRIFT, DROPPED
from chatsync.privacy.schemas import PolicyKey, PolicyNoticeOut


def violations_today() -> list[CspReport]:
    """What browsers reported today, the most frequent first."""
    return list(CspReport.objects.filter(day=now().date()).order_by("-count"))


def undeclared_storage_today() -> int:
    """How often today something undeclared was dropped from an answer, or found in a browser."""
    seen = CspReport.objects.filter(day=now().date(), directive__in=(DRIFT, DROPPED))
    total: int | None = seen.aggregate(total=Sum("count"))["total"]
    return total or 0


def is_ended(receipt: str) -> bool:
    """Whether a later answer replaced the one with this key of the ledger."""
    return ConsentRecord.objects.filter(ends=receipt).exists()


def policy_versions(policy: str) -> list[PolicyVersion]:
    """All versions of a policy, the newest first."""
    return list(PolicyVersion.objects.filter(policy=policy).order_by("-id"))


def newest_versions(count: int) -> list[PolicyVersion]:
    """The last changes of all policies, the newest first."""
    return list(PolicyVersion.objects.order_by("-id")[:count])


def unread_notices(person_id: UUID, language: str) -> list[PolicyNoticeOut]:
    """What an owner was told of and has not read, the newest first."""
    unread = PolicyNotice.objects.filter(person_id=person_id, read_at=None)
    return [
        PolicyNoticeOut(
            id=notice.id,
            policy=cast("PolicyKey", notice.version.policy),
            reason=gettext(notice.version.reason),
            changed_at=notice.version.made_at,
            link=in_language(f"/{notice.version.policy}/changes/{notice.version_id}", language),
        )
        for notice in unread.select_related("version").order_by("-version_id")
    ]


def checkout_measured(payment: Payment) -> CheckoutMeasurement | None:
    """What was last seen of this very checkout; None before, and for another environment."""
    return (
        CheckoutMeasurement.objects.filter(
            script_url=payment.script_url, frame_origin=payment.frame_origin
        )
        .order_by("-id")
        .first()
    )
