"""`chatsync reconcile whatsapp`: read again what could not be read or had no home."""

from collections import Counter
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass
from enum import StrEnum
from uuid import UUID

import msgspec
import structlog
from django.db import DatabaseError, OperationalError, transaction

from chatsync.channels.actions import ingest
from chatsync.channels.models import MetaApp, Number, Parked, Unrouted
from chatsync.channels.parked import Cause, Wanted, spots
from chatsync.channels.whatsapp.parse import read_delivery
from chatsync.kit.ids import uuid7
from chatsync.kit.tenancy import every_workspace, scope

_MOST_AT_ONCE = 100_000
_log = structlog.get_logger()

_PARTS = {"messages": "messages", "smb_message_echoes": "message_echoes", "history": "messages"}
_PLACES = {
    "status": ("messages", "statuses"),
    "statuses": ("messages", "statuses"),
    "StatusReport": ("messages", "statuses"),
    "contact": ("messages", "contacts"),
    "message_echoes": ("smb_message_echoes", "message_echoes"),
    "user_id_update": ("user_id_update", "user_id_update"),
    "IdentityChange": ("user_id_update", "user_id_update"),
    "history": ("history", "history"),
    "thread": ("history", "history"),
}
"""Field and list in which a parked piece came; other kinds are messages of their row's field."""


@dataclass(frozen=True)
class _Home:
    """What the piece said of the number it was for."""

    phone_number_id: str
    waba_id: str
    display_phone_number: str


class Outcome(StrEnum):
    """What came of trying an update again."""

    READ = "read"
    STAYS = "stays"
    GONE = "gone"


def read_parked_again() -> tuple[int, int]:
    """Try every parked update once more; returns how many were read and how many stay."""
    tried: Counter[Outcome] = Counter()
    for workspace_id in every_workspace():
        with scope(workspace_id):
            ids = list(Parked.objects.order_by("at").values_list("id", flat=True))
        tried.update(try_again(workspace_id, row_id) for row_id in ids)
    ids = list(Unrouted.objects.order_by("at").values_list("id", flat=True))
    tried.update(try_again(None, row_id) for row_id in ids)
    return tried[Outcome.READ], tried[Outcome.STAYS]


def read_cause_again(cause: Cause) -> None:
    """Try every update that is parked for one cause, the oldest first. Safe to run twice."""
    for spot in reversed(spots(Wanted(cause=cause), None, _MOST_AT_ONCE)):
        try_again(spot.workspace_id, spot.id)


def try_again(workspace_id: UUID | None, row_id: UUID) -> Outcome:
    """Try one update again, of a workspace or (None) of nobody, in one transaction.

    It is read, or its row stays; what fails again is parked anew with the time at which it came.
    The row is held meanwhile, so that two who try it at once do not park it twice.
    """
    try:
        with transaction.atomic():
            return _try(workspace_id, row_id)
    except DatabaseError as error:
        if isinstance(error, OperationalError):
            raise
        _log.exception("parked_again", row=str(row_id), error=type(error).__name__)
        return Outcome.STAYS


def _try(workspace_id: UUID | None, row_id: UUID) -> Outcome:
    with _home_of(workspace_id):
        row = _held(workspace_id, row_id)
        wrapped = _signed(row) if row else None
    if row is None:
        return Outcome.GONE
    if wrapped is None or not _says_something(wrapped[1]):
        return Outcome.STAYS
    later_than = uuid7()
    ingest.take_in([wrapped], row.at)
    with _home_of(workspace_id):
        row.delete()
        anew = Unrouted.objects.filter(at=row.at, id__gt=later_than).exists()
        if workspace_id:
            anew = anew or Parked.objects.filter(at=row.at, id__gt=later_than).exists()
    return Outcome.STAYS if anew else Outcome.READ


def _home_of(workspace_id: UUID | None) -> AbstractContextManager[object]:
    return scope(workspace_id) if workspace_id else nullcontext()


def _held(workspace_id: UUID | None, row_id: UUID) -> Parked | Unrouted | None:
    rows = Parked.objects if workspace_id else Unrouted.objects
    found: Parked | Unrouted | None = (
        rows.select_for_update(no_key=True, skip_locked=True).filter(id=row_id).first()
    )
    return found


def _signed(row: Parked | Unrouted) -> tuple[UUID, bytes] | None:
    if isinstance(row, Parked):
        return _signed_delivery(row)
    home = _Home(row.phone_number_id, row.waba_id, "")
    return row.app_id, _delivery(home, row.kind, row.field, bytes(row.raw))


def _signed_delivery(row: Parked) -> tuple[UUID, bytes] | None:
    """The piece as its app would send it again; None while there is no number to take it."""
    raw = bytes(row.raw)
    if row.number_id is None:
        own = MetaApp.objects.filter(owner_workspace_id=row.workspace_id, active=True).first()
        return (own.id, raw) if own else None
    number = Number.objects.filter(id=row.number_id, disconnected_at=None).first()
    if number is None:
        return None
    home = _Home(number.phone_number_id, number.waba_id, number.display_phone_number)
    return number.app_id, _delivery(home, row.kind, row.field, raw)


def _says_something(body: bytes) -> bool:
    """Whether reading it stores or parks something: else its row is all there is of it."""
    reading = read_delivery(body)
    return bool(reading.updates or reading.unreadable)


def _delivery(home: _Home, kind: str, field: str, raw: bytes) -> bytes:
    """A webhook body around one piece, as Meta would send it; a whole body stays as it is."""
    if kind == "delivery" or not _is_json(raw):
        return raw
    entry: object = msgspec.Raw(raw)
    if kind != "entry":
        entry = {"id": home.waba_id, "changes": [_change(home, kind, field, raw)]}
    return msgspec.json.encode({"object": "whatsapp_business_account", "entry": [entry]})


def _change(home: _Home, kind: str, field: str, raw: bytes) -> object:
    piece: object = msgspec.Raw(raw)
    keys = _keys(raw)
    if kind == "change" and "value" in keys:
        return piece
    if kind == "change" or field not in _PARTS:
        return {"field": field, "value": piece}
    if kind == "IdentityChange" and "system" in keys:
        kind = "message"
    field, part = _PLACES.get(kind, (field, _PARTS[field]))
    value = {
        "messaging_product": "whatsapp",
        "metadata": {
            "display_phone_number": "".join(filter(str.isdigit, home.display_phone_number)),
            "phone_number_id": home.phone_number_id,
        },
        part: [{"threads": [piece]} if kind == "thread" else piece],
    }
    return {"field": field, "value": value}


def _keys(raw: bytes) -> set[str]:
    try:
        return set(msgspec.json.decode(raw, type=dict[str, msgspec.Raw]))
    except msgspec.ValidationError:
        return set()


def _is_json(raw: bytes) -> bool:
    try:
        msgspec.json.decode(raw, type=msgspec.Raw)
    except msgspec.DecodeError:
        return False
    return True
