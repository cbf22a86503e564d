"""What operators do with a request. Each deed is written into its trail."""

from dataclasses import dataclass
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from chatsync.accounts.models import Person
from chatsync.desk.actions.trail import Act, note_act
from chatsync.desk.actions.writing import tell_of_extension, write
from chatsync.desk.models import EXTENSION, OPEN, Entry, Kind, Part, Request, State, Told
from chatsync.kit.clock import now
from chatsync.kit.errors import Conflict, NotFound


@dataclass(frozen=True)
class Details:
    """What an operator may put right about a request."""

    kind: Kind
    name: str
    address: str
    shop: str


def answer(request_id: UUID, words: str, then: State, *, seen: UUID | None, by: Person) -> None:
    """Write to the person, and say how the request stands then.

    `seen` is the last entry that the operator saw. Raises Conflict where the person or a colleague
    wrote since: two different answers to one question are worse than a late one.
    """
    with transaction.atomic():
        asked = _held(request_id)
        if _wrote_since(asked, seen):
            raise Conflict(_("Somebody wrote meanwhile. Read it above, then send your answer."))
        write(asked, words, by=by.id)
        _move(asked, then, by)
        _take_up(asked, by)


def add_note(request_id: UUID, words: str, *, by: Person) -> None:
    """Note something for colleagues."""
    with transaction.atomic():
        asked = _held(request_id)
        Entry.objects.create(request=asked, part=Part.NOTE, words=words, by=by.id)


def set_state(request_id: UUID, state: State, *, by: Person) -> None:
    """Say how a request stands; one that is opened again keeps its due date."""
    with transaction.atomic():
        asked = _held(request_id)
        _move(asked, state, by)
        if state is State.IN_PROGRESS:
            _take_up(asked, by)


def assign(request_id: UUID, assignee: Person | None, *, by: Person) -> None:
    """Give a request to somebody, or to nobody. Raises Conflict for no operator."""
    with transaction.atomic():
        asked = _held(request_id)
        if assignee and not Person.objects.filter(id=assignee.id, is_operator=True).exists():
            raise Conflict(_("They are no longer an operator. Choose somebody else."))
        _give(asked, assignee, by)


def extend(request_id: UUID, reason: str, *, by: Person) -> None:
    """Answer later, once, and tell the person why."""
    with transaction.atomic():
        asked = _held(request_id)
        if asked.extended:
            raise Conflict(_("It was extended already; the law allows it once."))
        if not asked.is_open:
            raise Conflict(_("It is not open, so nothing is due."))
        asked.due_at += EXTENSION
        asked.extended, asked.told = True, Told.NEW
        asked.save(update_fields=["due_at", "extended", "told"])
        note_act(asked, Act.EXTENDED, by=by.id, reason=reason, due=asked.due_at.isoformat())
        tell_of_extension(asked, reason, by=by.id)


def note_identity(request_id: UUID, how: str, *, by: Person) -> None:
    """Note how it was checked who asks."""
    with transaction.atomic():
        asked = _held(request_id)
        asked.identity = how
        asked.save(update_fields=["identity"])
        note_act(asked, Act.IDENTITY, by=by.id, how=how)


def change_details(request_id: UUID, details: Details, *, by: Person) -> None:
    """Put right what kind of request it is and whose."""
    with transaction.atomic():
        asked = _held(request_id)
        given = vars(details)
        changed = {name: getattr(asked, name) for name in given}
        changed = {name: was for name, was in changed.items() if was != given[name]}
        if not changed:
            return
        for name in changed:
            setattr(asked, name, given[name])
        asked.save(update_fields=list(changed))
        note_act(asked, Act.CHANGED, by=by.id, before=changed)


def release_from(person_id: UUID) -> None:
    """Take the requests of somebody who is no longer an operator from them. Safe to repeat."""
    held = Request.objects.filter(assignee_id=person_id)
    with transaction.atomic():
        for asked in held.select_for_update(no_key=True).order_by("id"):
            asked.assignee = None
            asked.save(update_fields=["assignee"])
            note_act(asked, Act.ASSIGNED, to="")


def _held(request_id: UUID) -> Request:
    found = Request.objects.select_for_update(no_key=True).filter(id=request_id).first()
    if found is None:
        raise NotFound(_("This request is no longer there."))
    return found


def _wrote_since(asked: Request, seen: UUID | None) -> bool:
    said = Entry.objects.filter(request=asked, part__in=(Part.ASKED, Part.ANSWER))
    return said.filter(id__gt=seen).exists() if seen else said.exists()


def _move(asked: Request, state: State, by: Person) -> None:
    if asked.state == state:
        return
    note_act(asked, Act.STATE, by=by.id, before=asked.state, after=str(state))
    asked.state = state
    asked.settled_at = None if state in OPEN else now()
    asked.save(update_fields=["state", "settled_at"])


def _take_up(asked: Request, by: Person) -> None:
    """Whoever acts on what nobody holds, holds it."""
    if asked.assignee_id is None:
        _give(asked, by, by)


def _give(asked: Request, to: Person | None, by: Person) -> None:
    if asked.assignee_id == (to.id if to else None):
        return
    asked.assignee = to
    asked.save(update_fields=["assignee"])
    note_act(asked, Act.ASSIGNED, by=by.id, to=str(to.id) if to else "")
