"""Reading the audit log: pages, and whether it holds."""

from dataclasses import asdict
from datetime import date, datetime, time, timedelta
from uuid import UUID
from zoneinfo import ZoneInfo

from django.db.models import Q, QuerySet

from chatsync.kit.pages import Place, cut, one_more
from chatsync.kit.problem import absent
from chatsync.kit.tenancy import every_workspace, scope
from chatsync.workspaces.access import Access
from chatsync.workspaces.audit import verify
from chatsync.workspaces.models import AuditEvent, AuditTold, Member, Workspace
from chatsync.workspaces.schemas.audit import (
    AuditAsked,
    AuditEventOut,
    AuditPage,
    AuditVerdict,
)


def audit_page(access: Access, wanted: AuditAsked, after: Place | None, limit: int) -> AuditPage:
    """Events that match, the newest first. Raises NotFound for a member of nowhere."""
    with scope(access.workspace_id):
        events = matching(access, wanted)
        if after:
            events = events.filter(id__lt=after.id)
        rows = list(events[: one_more(limit)])
        page, cursor = cut(rows, limit, lambda row: Place(None, row.id))
        return AuditPage(items=shaped(page), next_cursor=cursor)


def audit_verdict_of(access: Access) -> AuditVerdict:
    """How the log stands now, and when the clock looked at it last."""
    verdict = verify(access.workspace_id)
    with scope(access.workspace_id):
        looked = Workspace.objects.values_list("log_checked_at", flat=True)
        return AuditVerdict(**asdict(verdict), checked_at=looked.get(id=access.workspace_id))


def broken_logs() -> list[tuple[str, int]]:
    """The workspaces whose log did not hold at its last check, and from which event on."""
    found: list[tuple[str, int]] = []
    for workspace_id in every_workspace():
        with scope(workspace_id):
            row = Workspace.objects.get(id=workspace_id)
        if row.log_broken_at is not None:
            found.append((row.org, row.log_broken_at))
    return found


def matching(access: Access, wanted: AuditAsked) -> QuerySet[AuditEvent]:
    """The newest first, in the open scope. Raises NotFound for a member of nowhere."""
    events: QuerySet[AuditEvent] = AuditEvent.objects.order_by("-id")
    if wanted.action:
        events = events.filter(action=wanted.action)
    if wanted.member_id:
        seat = Member.objects.filter(id=wanted.member_id).first()
        if seat is None:
            raise absent()
        about = AuditTold.objects.filter(person_id=seat.person_id).values("event_id")
        events = events.filter(
            Q(actor_id=seat.person_id) | Q(object_id=str(seat.id)) | Q(id__in=about)
        )
    zone = ZoneInfo(Workspace.objects.get(id=access.workspace_id).time_zone)
    if wanted.since:
        events = events.filter(at__gte=datetime.combine(wanted.since, time(), zone))
    if wanted.until and wanted.until < date.max:
        day_after = wanted.until + timedelta(days=1)
        events = events.filter(at__lt=datetime.combine(day_after, time(), zone))
    return events


def shaped(events: list[AuditEvent]) -> list[AuditEventOut]:
    """With the words that are told of them, in the open scope."""
    told: dict[tuple[UUID, str], str] = {
        (row.event_id, row.part): row.text
        for row in AuditTold.objects.filter(event_id__in=[event.id for event in events])
    }
    return [_event(event, told) for event in events]


def _event(event: AuditEvent, told: dict[tuple[UUID, str], str]) -> AuditEventOut:
    return AuditEventOut.model_validate(
        {
            "id": event.id,
            "seq": event.seq,
            "at": event.at,
            "action": event.action,
            "actor": {
                "kind": event.actor_kind,
                "id": event.actor_id,
                "name": told.get((event.id, "actor")),
            },
            "object": {
                "kind": event.object_kind,
                "id": event.object_id,
                "name": told.get((event.id, "object")),
            },
            "place": told.get((event.id, "place")),
            "details": event.details,
            "hash": bytes(event.hash).hex(),
        }
    )
