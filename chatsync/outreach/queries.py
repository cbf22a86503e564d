"""Reads for the operator's pages and the status page."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import Q, QuerySet

from chatsync.kit.pages import Place, cut, one_more
from chatsync.outreach.models import ContactMessage, Incident, IncidentWord, Issue, Subscriber

PAGE = 25


def open_messages() -> QuerySet[ContactMessage]:
    """Messages that nobody has answered or set aside."""
    return ContactMessage.objects.filter(settled_at=None)


def message_page(after: Place | None, *, waiting: bool) -> tuple[list[ContactMessage], str | None]:
    """Messages, the newest first, and the cursor of the next page."""
    rows = open_messages() if waiting else ContactMessage.objects.all()
    if after:
        rows = rows.filter(Q(received_at__lt=after.at) | Q(received_at=after.at, id__lt=after.id))
    found = list(rows.order_by("-received_at", "-id")[: one_more(PAGE)])
    return cut(found, PAGE, lambda it: Place(it.received_at, it.id))


def message_of(message_id: UUID) -> ContactMessage | None:
    return ContactMessage.objects.filter(id=message_id).first()


def issue_of(issue_id: UUID) -> Issue | None:
    return Issue.objects.filter(id=issue_id).first()


def newest_issues(most: int) -> list[Issue]:
    return list(Issue.objects.order_by("-written_at", "-id")[:most])


def subscribers() -> int:
    """How many addresses confirmed and have not left."""
    return Subscriber.objects.count()


@dataclass(frozen=True)
class Told:
    """An incident with what was said of it, the newest first."""

    incident: Incident
    words: list[IncidentWord]


def incidents(since: datetime) -> list[Told]:
    """Those that are open, and those that ended after a moment."""
    rows = Incident.objects.filter(Q(ended_at=None) | Q(ended_at__gt=since))
    return _told(list(rows.order_by("-began_at", "-id")))


def incident_of(incident_id: UUID) -> Told | None:
    found = _told(list(Incident.objects.filter(id=incident_id)))
    return found[0] if found else None


def _told(rows: list[Incident]) -> list[Told]:
    said: dict[UUID, list[IncidentWord]] = {row.id: [] for row in rows}
    for word in IncidentWord.objects.filter(incident__in=rows).order_by("-said_at", "-id"):
        said[word.incident_id].append(word)
    return [Told(row, said[row.id]) for row in rows]
