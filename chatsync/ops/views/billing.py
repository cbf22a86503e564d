"""`/ops/billing`: what Paddle told, what became of it, and having one read again."""

from uuid import UUID

import structlog
from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from chatsync.accounts.views.own import person_of
from chatsync.billing.actions.inbox import replay
from chatsync.billing.models import EventState
from chatsync.ops.billing import (
    Asked,
    EventRow,
    event_page,
    health,
    one_event,
)
from chatsync.ops.outline import outline
from chatsync.ops.views.paging import listed, place_of

_LONGEST = 64
_log = structlog.get_logger()


@require_safe
def events(request: HttpRequest) -> HttpResponse:
    """`?state=`, `?kind=` the beginning of a kind, `?about=` an id of Paddle's, `?after=`."""
    _demand_billing()
    asked = Asked(
        state=_one_of(request.GET.get("state", "")),
        kind=_word(request, "kind"),
        about=_word(request, "about"),
    )
    rows, following = event_page(asked, place_of(request.GET.get("after")))
    facts = {
        **listed(request, rows, following, vars(asked)),
        "asked": asked,
        "states": [str(state) for state in EventState],
        "health": health(),
    }
    return render(request, "ops/billing.html", facts)


@require_safe
def event(request: HttpRequest, event: UUID) -> HttpResponse:
    """One of them: what is known of it, and its shape."""
    row, body = _found(event)
    facts = {"one": row, "lines": outline(body), "size": len(body)}
    return render(request, "ops/billing_event.html", facts)


@require_http_methods(["GET", "HEAD", "POST"])
def again(request: HttpRequest, event: UUID) -> HttpResponse:
    """Have one read again: a newer snapshot that is there already stays."""
    row, _body = _found(event)
    if request.method == "POST":
        replay(row.id)
        _log.info("billing_event_replayed", kind=row.kind, operator=str(person_of(request).id))
        return redirect("/ops/billing?done=again")
    return render(request, "ops/billing_again.html", {"one": row})


def _found(row_id: UUID) -> tuple[EventRow, bytes]:
    _demand_billing()
    found = one_event(row_id)
    if found is None:
        raise Http404
    return found


def _demand_billing() -> None:
    if not settings.BILLING:
        raise Http404


def _one_of(state: str) -> str:
    return state if state in set(EventState) else ""


def _word(request: HttpRequest, name: str) -> str:
    return request.GET.get(name, "").replace("\0", "").strip()[:_LONGEST]
