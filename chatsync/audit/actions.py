"""Keeping a report: the one way in, from the command line of the installation itself."""

from datetime import datetime
from typing import Any

from django.conf import settings
from django.db import transaction

from chatsync.audit.models import AuditReport
from chatsync.kit.errors import Conflict
from chatsync.kit.version import running_version

_SHOWN = 200
"""So many differences are kept; their number is kept in any case."""


def demand_own(url: str) -> None:
    """Raises Conflict where a report would be about another installation than this one."""
    if url != settings.BASE_URL.lower():
        raise Conflict(
            f"--keep keeps a report about this installation alone, which is {settings.BASE_URL} "
            "(CHATSYNC_BASE_URL). Leave --keep out, name that address, or set CHATSYNC_BASE_URL to "
            "the address with which the installation was started."
        )


def demand_version(version: dict[str, str]) -> None:
    """Raises Conflict where the installation runs another version than this process."""
    if version["code"] != running_version().code:
        raise Conflict(
            "The installation runs another version than this command. Restart its parts, or run "
            "the command of its version."
        )


def keep_report(summary: dict[str, Any]) -> None:
    """Put a report in the place of the last one. Raises Conflict for one about something else."""
    demand_own(summary["url"])
    demand_version(summary["version"])
    kept = {
        **summary,
        "difference_count": len(summary["differences"]),
        "differences": summary["differences"][:_SHOWN],
    }
    with transaction.atomic():
        AuditReport.objects.all().delete()
        AuditReport.objects.create(
            ended_at=datetime.fromisoformat(summary["ended_at"]),
            code=summary["version"]["code"],
            summary=kept,
        )
