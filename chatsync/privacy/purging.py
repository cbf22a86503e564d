"""The purge: whatever is past its time is deleted, in small transactions, line by line.

Rooms above own the tables; `config/wiring.py` says which of their deeds answers to which line.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

import structlog
from django.db import DatabaseError, transaction

from chatsync.kit.clock import now
from chatsync.kit.tenancy import every_workspace, scope
from chatsync.privacy.closing import delete_closed
from chatsync.privacy.retention import RETENTION, Line, Whose
from chatsync.workspaces.models import Workspace

AT_ONCE = 500
"""Rows of one transaction: a message that comes in meanwhile waits for no more than these."""

COUNTED_UP_TO = 10_000
_log = structlog.get_logger()

Delete = Callable[[datetime, int], int]
"""Deletes at most so many things stored before a moment; says how many it deleted."""


@dataclass(frozen=True)
class Deed:
    """`count` says how many things of the open scope there are before a moment, up to a number."""

    delete: Delete
    count: Callable[[datetime, int], int] | None = None


_deeds: dict[str, Deed] = {}


def deleted_by(
    line: str, delete: Delete, *, count: Callable[[datetime, int], int] | None = None
) -> None:
    """Bind the deed of a line. Called by `config/wiring.py` alone."""
    if line not in {known.name for known in RETENTION} or line in _deeds:
        raise ValueError(f"{line!r} is no line of the retention table, or has its deed already")
    _deeds[line] = Deed(delete, count)


def bound() -> frozenset[str]:
    """The lines that somebody deletes."""
    return frozenset(_deeds)


def purge() -> dict[str, int]:
    """Delete what is past its time everywhere; returns how much of each line.

    First the closed workspaces whose grace period is over, whole.

    Safe to be killed and to run twice at once: a row is past its time or it is not.
    """
    gone: dict[str, int] = {"closed_workspaces": delete_closed()}
    for workspace_id in every_workspace():
        _add(gone, purge_workspace(workspace_id))
    for line in _of(Whose.INSTALLATION):
        _add(gone, {line.name: _emptied(line, now() - line.keeps, None)})
    if any(gone.values()):
        _log.info("purged", gone=gone)
    return gone


def purge_workspace(workspace_id: UUID) -> dict[str, int]:
    """The same for one workspace; one that is gone meanwhile has nothing to delete."""
    with scope(workspace_id):
        row = Workspace.objects.filter(id=workspace_id).first()
    if row is None:
        return {}
    return {
        line.name: _emptied(line, now() - line.kept_for(row.retention_days), workspace_id)
        for line in (*_of(Whose.CHOSEN), *_of(Whose.WORKSPACE))
    }


def would_go(workspace_id: UUID, days: int) -> dict[str, int]:
    """How many things a workspace would lose that keeps `days` only, each up to COUNTED_UP_TO."""
    found = {}
    with scope(workspace_id):
        for line in _of(Whose.CHOSEN):
            count = _deeds[line.name].count
            if count is not None:
                before = now() - line.kept_for(days)
                found[line.name] = count(before, COUNTED_UP_TO)
    return found


def _of(whose: Whose) -> list[Line]:
    return [line for line in RETENTION if line.whose is whose]


def _emptied(line: Line, before: datetime, workspace_id: UUID | None) -> int:
    """One transaction after another until nothing is left; a fault leaves the rest for later."""
    delete, total = _deeds[line.name].delete, 0
    while True:
        try:
            with scope(workspace_id) if workspace_id else transaction.atomic():
                gone = delete(before, AT_ONCE)
        except (DatabaseError, OSError) as error:
            _log.warning("purge_stopped", line=line.name, error=f"{type(error).__name__}: {error}")
            return total
        total += gone
        if gone < AT_ONCE:
            return total


def _add(total: dict[str, int], gone: dict[str, int]) -> None:
    for name, count in gone.items():
        total[name] = total.get(name, 0) + count
