"""Telling everybody what does not work, how it goes on, and that it is over."""

from dataclasses import dataclass
from uuid import UUID

from django.db import transaction

from chatsync.kit.clock import now
from chatsync.outreach.models import Incident, IncidentWord


@dataclass(frozen=True)
class Said:
    """A text in both languages."""

    en: str
    ur: str


def open_incident(title: Said, text: Said) -> Incident:
    """Tell of a new one; it is on the status page at once."""
    with transaction.atomic():
        incident = Incident.objects.create(title_en=title.en, title_ur=title.ur)
        _say(incident, text)
    return incident


def add_word(incident_id: UUID, text: Said, *, ends: bool) -> bool:
    """Say how it goes on, or that it is over; whether it was still open."""
    with transaction.atomic():
        rows = Incident.objects.select_for_update(no_key=True)
        incident = rows.filter(id=incident_id, ended_at=None).first()
        if incident is None:
            return False
        _say(incident, text)
        if ends:
            incident.ended_at = now()
            incident.save(update_fields=["ended_at"])
    return True


def _say(incident: Incident, text: Said) -> None:
    IncidentWord.objects.create(incident=incident, text_en=text.en, text_ur=text.ur)
