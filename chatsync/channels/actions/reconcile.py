"""`chatsync reconcile whatsapp`: read again what could not be read or had no home."""

from dataclasses import dataclass
from uuid import UUID

import msgspec

from chatsync.channels.actions import ingest
from chatsync.channels.models import MetaApp, Number, Parked, Unrouted
from chatsync.channels.whatsapp.parse import read_delivery
from chatsync.kit.tenancy import every_workspace, scope

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


def read_parked_again() -> tuple[int, int]:
    """Try every parked update once more; returns how many were read and how many stay."""
    done = left = 0
    for workspace_id in every_workspace():
        read, stay = _workspace_again(workspace_id)
        done, left = done + read, left + stay
    read, stay = _unrouted_again()
    return done + read, left + stay


def _workspace_again(workspace_id: UUID) -> tuple[int, int]:
    with scope(workspace_id):
        ids = list(Parked.objects.order_by("at").values_list("id", flat=True))
    for row_id in ids:
        with scope(workspace_id):
            row = Parked.objects.filter(id=row_id).first()
            wrapped = _signed_delivery(row) if row else None
        if row and wrapped and _says_something(wrapped[1]):
            ingest.take_in([wrapped], row.at)
            with scope(workspace_id):
                Parked.objects.filter(id=row_id).delete()
    with scope(workspace_id):
        stay = Parked.objects.count()
    return max(0, len(ids) - stay), stay


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


def _unrouted_again() -> tuple[int, int]:
    ids = list(Unrouted.objects.order_by("at").values_list("id", flat=True))
    for row_id in ids:
        row = Unrouted.objects.filter(id=row_id).first()
        if row is None:
            continue
        home = _Home(row.phone_number_id, row.waba_id, "")
        body = _delivery(home, row.kind, row.field, bytes(row.raw))
        if _says_something(body):
            ingest.take_in([(row.app_id, body)], row.at)
            row.delete()
    stay = Unrouted.objects.count()
    return max(0, len(ids) - stay), stay


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
