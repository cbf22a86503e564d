"""Reading the last report."""

from dataclasses import dataclass
from datetime import timedelta

from chatsync.audit.models import AuditReport
from chatsync.kit.clock import now
from chatsync.kit.version import running_version

FRESH_FOR = timedelta(days=7)


@dataclass(frozen=True)
class LastProof:
    """The last report, and whether it still speaks of what runs now."""

    report: AuditReport
    is_old: bool
    is_of_another_version: bool

    @property
    def differs(self) -> int:
        return int(self.report.summary["difference_count"])

    @property
    def holds(self) -> bool:
        return not (self.is_old or self.is_of_another_version or self.differs)


def last_proof() -> LastProof | None:
    """The report that is kept; None before the first one."""
    report = AuditReport.objects.order_by("-id").first()
    if report is None:
        return None
    return LastProof(
        report,
        is_old=now() - report.ended_at > FRESH_FOR,
        is_of_another_version=report.code != running_version().code,
    )
