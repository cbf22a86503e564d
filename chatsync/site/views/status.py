"""`/status`: how the installation works now, and what its operator says of incidents."""

from datetime import timedelta

from django.db import DatabaseError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import get_language, gettext
from django.views.decorators.http import require_safe

from chatsync.kit.clock import now
from chatsync.outreach.queries import incidents
from chatsync.site.status import LATE, status_now

SHOWN_FOR = timedelta(days=90)


@require_safe
def status(request: HttpRequest) -> HttpResponse:
    """It needs no database to say that there is none."""
    language, found = get_language() or "en", status_now()
    try:
        told = [
            {
                "title": it.incident.title(language),
                "began_at": it.incident.began_at,
                "ended_at": it.incident.ended_at,
                "words": [{"at": word.said_at, "text": word.text(language)} for word in it.words],
            }
            for it in incidents(now() - SHOWN_FOR)
        ]
    except DatabaseError:
        told = None
    facts = {
        "title": gettext("Status"),
        "says": gettext("What works at this moment, and what the operator says of incidents."),
        "found": found,
        "parts": [part.told() for part in found.parts],
        "incidents": told,
        "open": any(it["ended_at"] is None for it in told or ()),
        "late_minutes": int(LATE.total_seconds() // 60),
        "days": SHOWN_FOR.days,
    }
    return render(request, "site/status.html", facts)
