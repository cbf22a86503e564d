"""Reading exports: only who asked for one sees it, and only for a day."""

from datetime import timedelta
from typing import Any, TypeVar
from uuid import UUID

from chatsync.inbox.models import Export, WholeExport
from chatsync.inbox.schemas.rights import ExportOut, WholeExportOut
from chatsync.kit.clock import now
from chatsync.kit.problem import absent
from chatsync.kit.tenancy import scope
from chatsync.workspaces.access import Access

KEPT_FOR = timedelta(hours=24)

Row = TypeVar("Row", Export, WholeExport)


def own_export(access: Access, export_id: UUID) -> Export:
    """The export of one customer. Raises NotFound for somebody else's, and once its day is over."""
    return _own(Export, access, export_id)


def export_of(row: Export) -> ExportOut:
    """Shape one row."""
    return ExportOut.model_validate({"contact_id": row.contact_id, **_progress(row)})


def own_whole_export(access: Access, export_id: UUID) -> WholeExport:
    """The export of the workspace. Raises NotFound as above."""
    return _own(WholeExport, access, export_id)


def whole_export_of(row: WholeExport) -> WholeExportOut:
    """Shape one row."""
    return WholeExportOut.model_validate(_progress(row))


def _own(kind: type[Row], access: Access, export_id: UUID) -> Row:
    with scope(access.workspace_id):
        found: Row | None = kind.objects.filter(
            id=export_id, asked_by_id=access.member_id, asked_at__gt=now() - KEPT_FOR
        ).first()
    if found is None:
        raise absent()
    return found


def _progress(row: Export | WholeExport) -> dict[str, Any]:
    return {
        "id": row.id,
        "state": row.state,
        "done": row.done,
        "total": row.total,
        "size": row.size,
        "asked_at": row.asked_at,
        "ends_at": row.asked_at + KEPT_FOR,
    }
