"""Taking what people ask: from the form, by mail, or entered by an operator."""

from dataclasses import asdict, dataclass
from datetime import UTC, date, datetime, time
from email.utils import parseaddr
from enum import StrEnum
from uuid import UUID

from django.conf import settings
from django.db import IntegrityError, transaction

from chatsync.desk.actions.trail import Act, note_act
from chatsync.desk.actions.writing import confirm
from chatsync.desk.letters import Letter
from chatsync.desk.models import (
    TIME_TO_ANSWER,
    Entry,
    Kind,
    Part,
    Request,
    Source,
    State,
    Told,
)
from chatsync.desk.references import new_reference, references_in
from chatsync.kit.clock import now

_TRIES = 3


@dataclass(frozen=True)
class Asked:
    """What somebody filled in. `submission`: the number of the form that was sent."""

    kind: Kind
    words: str
    language: str
    name: str = ""
    address: str = ""
    shop: str = ""
    submission: UUID | None = None
    received_on: date | None = None
    """The day on which it came, where it was entered later."""


class Taken(StrEnum):
    """What became of a mail."""

    OPENED = "opened"
    ADDED = "added"
    KNOWN = "known"


def open_request(asked: Asked, *, by: UUID | None = None) -> Request:
    """Store a request and confirm it by mail. A form that is sent twice makes one request.

    `by`: the operator who enters it by hand; then nobody is written to.
    """
    for _turn in range(_TRIES):
        known = Request.objects.filter(submission=asked.submission).first()
        if asked.submission and known:
            return known
        try:
            with transaction.atomic():
                return _opened(asked, by)
        except IntegrityError:  # the same form at the same moment, or a reference drawn twice
            continue
    raise IntegrityError("no free reference was found")


def _opened(asked: Asked, by: UUID | None) -> Request:
    received = _moment(asked.received_on)
    made = Request.objects.create(
        reference=new_reference(),
        kind=asked.kind,
        source=Source.HAND if by else Source.FORM,
        name=asked.name,
        address=asked.address,
        shop=asked.shop,
        language=asked.language,
        submission=asked.submission,
        received_at=received,
        due_at=received + TIME_TO_ANSWER,
    )
    Entry.objects.create(request=made, part=Part.ASKED, words=asked.words, by=by)
    note_act(made, Act.OPENED, by=by, source=made.source)
    if by is None:
        confirm(made)
    return made


def _moment(day: date | None) -> datetime:
    """The beginning of a day that is over; now for today."""
    if day is None or day >= now().date():
        return now()
    return datetime.combine(day, time(), tzinfo=UTC)


def take_letter(letter: Letter) -> Taken:
    """Add a mail to the thread that it answers, or open a request. Each mail is taken once."""
    for _turn in range(_TRIES):
        if Entry.objects.filter(message_id=letter.message_id, digest=letter.digest).exists():
            return Taken.KNOWN
        try:
            with transaction.atomic():
                return _taken(letter)
        except IntegrityError:  # another process takes it at this moment, or a reference twice
            continue
    raise IntegrityError("no free reference was found")


def _taken(letter: Letter) -> Taken:
    found = _thread_of(letter)
    if found is None:
        _opened_by(letter)
        return Taken.OPENED
    _keep(found, letter)
    _wake(found, letter)
    return Taken.ADDED


def _thread_of(letter: Letter) -> Request | None:
    """By what it answers, else by the reference in its subject; locked."""
    rows = Request.objects.select_for_update(no_key=True)
    answered = Entry.objects.filter(message_id__in=letter.replies_to)
    nearest = answered.order_by("-id").values_list("request_id", flat=True).first()
    if nearest:
        return rows.filter(id=nearest).first()
    return rows.filter(reference__in=references_in(letter.subject)).order_by("id").first()


def _opened_by(letter: Letter) -> None:
    made = Request.objects.create(
        reference=new_reference(),
        kind=Kind.QUESTION,
        source=Source.MAIL,
        name=letter.name,
        address=letter.sender,
        language=_language(letter.words),
        due_at=now() + TIME_TO_ANSWER,
    )
    _keep(made, letter)
    note_act(made, Act.OPENED, source=made.source)
    if not letter.is_automatic and not _is_ours(letter.sender):
        confirm(made)


def _keep(asked: Request, letter: Letter) -> None:
    facts = {
        "sender": letter.sender,
        "subject": letter.subject,
        "files": [asdict(file) for file in letter.files],
        "flaws": list(letter.flaws),
        "is_automatic": letter.is_automatic,
        "is_other": letter.sender != asked.address,
    }
    Entry.objects.create(
        request=asked,
        part=Part.ASKED,
        words=letter.words,
        facts=facts,
        message_id=letter.message_id,
        digest=letter.digest,
    )


def _wake(asked: Request, letter: Letter) -> None:
    """Somebody has to read it; what was settled is due anew. Mail of a machine wakes nobody,
    except where it says that ours did not arrive."""
    if letter.is_automatic and not letter.is_bounce:
        return
    if not asked.is_open:
        asked.due_at, asked.settled_at = now() + TIME_TO_ANSWER, None
        note_act(asked, Act.REOPENED)
    if asked.state != State.NEW:
        asked.state = State.IN_PROGRESS
    asked.told = Told.NOTHING
    asked.save(update_fields=["due_at", "settled_at", "state", "told"])


def _is_ours(address: str) -> bool:
    """A copy of our own mail must not be answered: it would go round for ever."""
    ours = (settings.PRIVACY_EMAIL, parseaddr(settings.EMAIL_FROM)[1])
    return address in {one.lower() for one in ours}


def _language(words: str) -> str:
    """Urdu where most letters are of its script."""
    letters = [letter for letter in words if letter.isalpha()]
    urdu = sum("\u0600" <= letter <= "\u06ff" for letter in letters)
    return "ur" if urdu * 2 > len(letters) else "en"
