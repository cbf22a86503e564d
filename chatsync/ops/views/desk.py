"""`/ops/desk`: what people ask about their data, and one of these requests."""

from typing import Any
from uuid import UUID

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.http import urlencode
from django.views.decorators.http import require_http_methods, require_safe

from chatsync.accounts.confirming import has_confirmed
from chatsync.accounts.views.own import person_of
from chatsync.desk.actions.receive import Asked, open_request
from chatsync.desk.models import Kind, Part, Request, State
from chatsync.desk.queries import (
    Wanted,
    last_seen,
    lines_of,
    mailbox_standing,
    open_requests,
    overdue_requests,
    request_of,
)
from chatsync.desk.queries import (
    request_page as page_of,
)
from chatsync.kit.clock import now
from chatsync.ops.counts import COUNTED
from chatsync.ops.desk_forms import (
    KIND_CHOICES,
    STATE_CHOICES,
    AnswerForm,
    EnterForm,
    HolderForm,
    NoteForm,
)
from chatsync.ops.views.paging import listed, place_of

_ALL = "all"
_DUE = frozenset({"soon", "overdue"})
_ME, _NOBODY = "me", "nobody"


@require_safe
def queue(request: HttpRequest) -> HttpResponse:
    """`?state=`, `?kind=`, `?due=`, `?holder=` (me, nobody), `?q=`, `?after=`."""
    chosen = _chosen(request)
    wanted = _wanted(chosen, person_of(request).id)
    rows, following = page_of(wanted, place_of(request.GET.get("after")))
    facts = {
        **listed(request, rows, following, chosen),
        "chosen": chosen,
        "narrowed_to": _narrowed_to(chosen),
        "kinds": KIND_CHOICES,
        "states": STATE_CHOICES,
        "open": open_requests()[:COUNTED].count(),
        "overdue": overdue_requests()[:COUNTED].count(),
        "has_mailbox": settings.PRIVACY_MAILBOX is not None,
        "mailbox": mailbox_standing(),
        "by_due_date": wanted.by_due_date,
    }
    return render(request, "ops/desk.html", facts)


@require_safe
def request_page(request: HttpRequest, asked: UUID) -> HttpResponse:
    """The thread, the notes, the trail, and what can be done."""
    return show(request, found_request(asked))


@require_http_methods(["GET", "HEAD", "POST"])
def enter(request: HttpRequest) -> HttpResponse:
    """Enter a request that came another way."""
    form = EnterForm(request.POST or None, initial={"received": now().date(), "language": "en"})
    if not form.is_valid():
        return render(request, "ops/desk_enter.html", {"form": form})
    given = form.cleaned_data
    made = open_request(
        Asked(
            kind=Kind(given["kind"]),
            words=given["words"],
            language=given["language"],
            name=given["name"],
            address=given["address"],
            shop=given["shop"],
            received_on=given["received"],
        ),
        by=person_of(request).id,
    )
    return redirect("ops_desk_request", asked=made.id)


def show(
    request: HttpRequest, asked: Request, status: int = 200, **forms: AnswerForm | NoteForm
) -> HttpResponse:
    """The page of a request, with a form as it was sent where something is wrong with it."""
    lines = lines_of(asked)
    facts: dict[str, Any] = {
        "asked": asked,
        "said": [line for line in lines if line.it.part != Part.ACT],
        "trail": [line for line in lines if line.it.part == Part.ACT],
        "answer": AnswerForm(initial={"seen": last_seen(lines), "then": State.ANSWERED}),
        "note": NoteForm(),
        "holder": HolderForm(initial={"holder": str(asked.assignee_id or "")}),
        "done": request.GET.get("done", ""),
        "is_confirmed": has_confirmed(request),
        **forms,
    }
    return render(request, "ops/desk_request.html", facts, status=status)


def found_request(request_id: UUID) -> Request:
    """The request of an address; raises Http404."""
    found = request_of(request_id)
    if found is None:
        raise Http404
    return found


def redrawn(given: dict[str, Any], asked: Request, fault: str) -> AnswerForm:
    """An answer after somebody else wrote: what was typed, and that sending it now means it."""
    form = AnswerForm({**given, "seen": last_seen(lines_of(asked))})
    form.add_error(None, fault)
    return form


def _chosen(request: HttpRequest) -> dict[str, str]:
    """The filters of the address; what is none of ours counts as none."""
    given = {name: request.GET.get(name, "") for name in ("state", "kind", "due", "holder")}
    known: dict[str, frozenset[str]] = {
        "state": frozenset({*State, _ALL}),
        "kind": frozenset(Kind),
        "due": _DUE,
        "holder": frozenset({_ME, _NOBODY}),
    }
    words = " ".join(request.GET.get("q", "").replace("\0", " ").split())[:200]
    return {name: it if it in known[name] else "" for name, it in given.items()} | {"q": words}


def _wanted(chosen: dict[str, str], me: UUID) -> Wanted:
    state, kind = chosen["state"], chosen["kind"]
    return Wanted(
        state=State(state) if state and state != _ALL else None,
        kind=Kind(kind) if kind else None,
        due=chosen["due"],
        holder=me if chosen["holder"] == _ME else None,
        nobodys=chosen["holder"] == _NOBODY,
        words=chosen["q"],
        all_states=state == _ALL,
    )


def _narrowed_to(chosen: dict[str, str]) -> str | None:
    """The ready way to narrow that holds; None where only the form says what is looked for."""
    held = {name: chosen[name] for name in ("due", "holder") if chosen[name]}
    return urlencode(held) if held or not any(chosen.values()) else None
