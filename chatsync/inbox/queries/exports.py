"""Reading exports: only who asked for one sees it, and only for a day."""

from datetime import timedelta
from uuid import UUID

from chatsync.inbox.models import Export, WholeExport
from chatsync.inbox.schemas.rights import ExportOut, WholeExportOut
from chatsync.kit.clock import now
from chatsync.kit.problem import absent
from chatsync.kit.tenancy import scope
from chatsync.workspaces.access import Access

KEPT_FOR = timedelta(hours=24)


def own_export(access: Access, export_id: UUID) -> Export:
    """Raises NotFound for somebody else's, and for one whose day is over."""
    with scope(access.workspace_id):
        found: Export | None = Export.objects.filter(
            id=export_id, asked_by_id=access.member_id, asked_at__gt=now() - KEPT_FOR
        ).first()
    if found is None:
        raise absent()
    return found


def export_of(row: Export) -> ExportOut:
    """Shape one row."""
    return ExportOut.model_validate(
        {
            "id": row.id,
            "contact_id": row.contact_id,
            "state": row.state,
            "done": row.done,
            "total": row.total,
            "size": row.size,
            "asked_at": row.asked_at,
            "ends_at": row.asked_at + KEPT_FOR,
        }
    )


def own_whole_export(access: Access, export_id: UUID) -> WholeExport:
    """Raises NotFound for somebody else's, and for one whose day is over."""
    with scope(access.workspace_id):
        found: WholeExport | None = WholeExport.objects.filter(
            id=export_id, asked_by_id=access.member_id, asked_at__gt=now() - KEPT_FOR
        ).first()
    if found is None:
        raise absent()
    return found


def whole_export_of(row: WholeExport) -> WholeExportOut:
    """Shape one row."""
    return WholeExportOut.model_validate(
        {
            "id": row.id,
            "state": row.state,
            "done": row.done,
            "total": row.total,
            "size": row.size,
            "asked_at": row.asked_at,
            "ends_at": row.asked_at + KEPT_FOR,
        }
    )
