"""What operators read of requests."""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from django.db.models import Q, QuerySet

from chatsync.accounts.models import Person
from chatsync.desk.models import OPEN, SOON, Entry, Kind, MailboxStanding, Part, Request, State
from chatsync.jobs.models import Mail
from chatsync.kit.clock import now
from chatsync.kit.pages import Place, cut, one_more

PAGE = 25


@dataclass(frozen=True)
class Wanted:
    """Filters of the queue. `state` None: all that is open. `nobodys`: nobody sees to it."""

    state: State | None = None
    kind: Kind | None = None
    due: str = ""
    holder: UUID | None = None
    nobodys: bool = False
    words: str = ""
    all_states: bool = False

    @property
    def by_due_date(self) -> bool:
        """What is open is sorted by urgency, what is over by arrival."""
        return not self.all_states and (self.state is None or self.state in OPEN)


@dataclass(frozen=True)
class Line:
    """An entry with the name of who made it, and how its mail stands."""

    it: Entry
    by: str
    mail_state: str


def request_page(wanted: Wanted, after: Place | None) -> tuple[list[Request], str | None]:
    """A page of requests, and the cursor of the next."""
    found = _narrowed(wanted).select_related("assignee")
    if wanted.by_due_date:
        if after:
            found = found.filter(Q(due_at__gt=after.at) | Q(due_at=after.at, id__gt=after.id))
        rows = list(found.order_by("due_at", "id")[: one_more(PAGE)])
        return cut(rows, PAGE, lambda row: Place(row.due_at, row.id))
    if after:
        found = found.filter(Q(received_at__lt=after.at) | Q(received_at=after.at, id__lt=after.id))
    rows = list(found.order_by("-received_at", "-id")[: one_more(PAGE)])
    return cut(rows, PAGE, lambda row: Place(row.received_at, row.id))


def request_of(request_id: UUID) -> Request | None:
    return Request.objects.filter(id=request_id).select_related("assignee").first()


def lines_of(asked: Request) -> list[Line]:
    """All that was said and done, the oldest first."""
    entries = list(Entry.objects.filter(request=asked).order_by("id"))
    names = dict(
        Person.objects.filter(id__in=_people(entries)).values_list("id", "name"),
    )
    mails = dict(
        Mail.objects.filter(id__in=[it.mail for it in entries if it.mail]).values_list(
            "id", "state"
        )
    )
    return [
        Line(
            it=it,
            by=_name(it.by, names),
            mail_state=mails.get(it.mail, "") if it.mail else "",
        )
        for it in (_named(entry, names) for entry in entries)
    ]


def last_seen(lines: Sequence[Line]) -> UUID | None:
    """The last entry of a page that was drawn."""
    return lines[-1].it.id if lines else None


def mailbox_standing() -> MailboxStanding | None:
    """How the mailbox stands; None where it was never read."""
    return MailboxStanding.objects.first()


def open_requests() -> QuerySet[Request]:
    return Request.objects.filter(state__in=OPEN)


def overdue_requests() -> QuerySet[Request]:
    return open_requests().filter(due_at__lt=now())


def _narrowed(wanted: Wanted) -> QuerySet[Request]:
    found = Request.objects.all() if wanted.all_states else _in_state(wanted.state)
    if wanted.kind:
        found = found.filter(kind=wanted.kind)
    if wanted.due == "overdue":
        found = found.filter(state__in=OPEN, due_at__lt=now())
    if wanted.due == "soon":
        found = found.filter(state__in=OPEN, due_at__gte=now(), due_at__lt=now() + SOON)
    if wanted.holder or wanted.nobodys:
        found = found.filter(assignee=None if wanted.nobodys else wanted.holder)
    if wanted.words:
        found = found.filter(
            Q(reference__icontains=wanted.words)
            | Q(address__icontains=wanted.words)
            | Q(name__icontains=wanted.words)
        )
    return found


def _in_state(state: State | None) -> QuerySet[Request]:
    return Request.objects.filter(state=state) if state else open_requests()


def _people(entries: Sequence[Entry]) -> set[UUID | str]:
    to = {it.facts.get("to") for it in entries if it.part == Part.ACT}
    return {it.by for it in entries if it.by} | {one for one in to if one}


def _named(entry: Entry, names: dict[UUID, str]) -> Entry:
    """An assignment with the name of who got it."""
    to = entry.facts.get("to")
    if to:
        entry.facts["to_name"] = names.get(UUID(str(to)), "")
    return entry


def _name(person_id: UUID | None, names: dict[UUID, str]) -> str:
    return names.get(person_id, "?") if person_id else ""
