"""Checking every audit log once a day, so that a forgery is noticed though nobody looks."""

from datetime import timedelta

import structlog

from chatsync.kit.clock import now
from chatsync.kit.tenancy import every_workspace, scope
from chatsync.workspaces.audit import verify
from chatsync.workspaces.models import Workspace

_DAY = timedelta(days=1)
_log = structlog.get_logger()


def check_due_logs() -> None:
    """Check the logs whose last check is a day old, and note the result beside them."""
    for workspace_id in every_workspace():
        with scope(workspace_id):
            last = Workspace.objects.values_list("log_checked_at", flat=True).get(id=workspace_id)
        if last is not None and now() - last < _DAY:
            continue
        verdict = verify(workspace_id)
        if verdict.broken_at is not None:
            _log.error("audit_log_broken", workspace=str(workspace_id), broken_at=verdict.broken_at)
        with scope(workspace_id):
            Workspace.objects.filter(id=workspace_id).update(
                log_checked_at=now(), log_broken_at=verdict.broken_at
            )
