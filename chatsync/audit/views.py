"""The page of the last proof."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import get_language, gettext
from django.views.decorators.http import require_safe

from chatsync.audit.queries import last_proof
from chatsync.kit.text import gettext_noop
from chatsync.privacy.areas import in_language

_PEOPLE = {
    "visitor": gettext_noop("a visitor"),
    "owner": gettext_noop("an owner"),
    "manager": gettext_noop("a manager"),
    "agent": gettext_noop("an agent"),
    "operator": gettext_noop("an operator"),
}


@require_safe
def proof(request: HttpRequest) -> HttpResponse:
    """`/cookies/proof`: what real browsers found here, when, and how to repeat it."""
    facts: dict[str, Any] = {
        "proof": last_proof(),
        "url": settings.BASE_URL,
        "cookies": in_language("/cookies", get_language() or "en"),
    }
    if facts["proof"]:
        told = facts["proof"].report.summary
        facts["states"] = [gettext(state) for state in told["states"]]
        facts["people"] = [_person(who) for who in told["people"]]
        facts["differences"] = [_difference(**one) for one in told["differences"]]
    return render(request, "audit/proof.html", facts)


def _difference(state: str, who: str, **more: str) -> dict[str, str]:
    return {**more, "state": gettext(state), "who": _person(who)}


def _person(role: str) -> str:
    named = _PEOPLE.get(role)
    return gettext(named) if named else role
