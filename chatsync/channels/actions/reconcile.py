"""`chatsync reconcile whatsapp`: read again what could not be read or had no home."""

from dataclasses import dataclass
from uuid import UUID

import msgspec
from django.db import connection

from chatsync.channels.actions import ingest
from chatsync.channels.models import Number, Parked, Unrouted
from chatsync.kit.tenancy import scope

_PARTS = {"messages": "messages", "smb_message_echoes": "message_echoes", "history": "messages"}
_STATUS_KINDS = frozenset({"status", "StatusReport"})


@dataclass(frozen=True)
class _Home:
    """What the piece said of the number it was for."""

    phone_number_id: str
    waba_id: str
    display_phone_number: str


def read_parked_again() -> tuple[int, int]:
    """Try every parked update once more; returns how many were read and how many stay."""
    done = left = 0
    for workspace_id in _workspaces():
        read, stay = _workspace_again(workspace_id)
        done, left = done + read, left + stay
    read, stay = _unrouted_again()
    return done + read, left + stay


def _workspaces() -> list[UUID]:
    with connection.cursor() as cursor:
        cursor.execute("SELECT workspace_id FROM chatsync_workspaces()")
        return [row[0] for row in cursor.fetchall()]


def _workspace_again(workspace_id: UUID) -> tuple[int, int]:
    with scope(workspace_id):
        ids = list(Parked.objects.order_by("at").values_list("id", flat=True))
    for row_id in ids:
        with scope(workspace_id):
            row = Parked.objects.filter(id=row_id).first()
            number = Number.objects.filter(id=row.number_id).first() if row else None
        if row and number and number.disconnected_at is None:
            home = _Home(number.phone_number_id, number.waba_id, number.display_phone_number)
            ingest.take_in([(number.app_id, _delivery(home, row.kind, row.field, bytes(row.raw)))])
            with scope(workspace_id):
                Parked.objects.filter(id=row_id).delete()
    with scope(workspace_id):
        stay = Parked.objects.count()
    return max(0, len(ids) - stay), stay


def _unrouted_again() -> tuple[int, int]:
    ids = list(Unrouted.objects.order_by("at").values_list("id", flat=True))
    for row_id in ids:
        row = Unrouted.objects.filter(id=row_id).first()
        if row:
            home = _Home(row.phone_number_id, row.waba_id, "")
            ingest.take_in([(row.app_id, _delivery(home, row.kind, row.field, bytes(row.raw)))])
            row.delete()
    stay = Unrouted.objects.count()
    return max(0, len(ids) - stay), stay


def _delivery(home: _Home, kind: str, field: str, raw: bytes) -> bytes:
    """A webhook body around one piece, as Meta would send it; a whole body stays as it is."""
    if kind == "delivery" or not _is_json(raw):
        return raw
    if field in _PARTS:
        part = "statuses" if kind in _STATUS_KINDS else _PARTS[field]
        value: object = {
            "messaging_product": "whatsapp",
            "metadata": {
                "display_phone_number": home.display_phone_number,
                "phone_number_id": home.phone_number_id,
            },
            part: [msgspec.Raw(raw)],
        }
    else:
        value = msgspec.Raw(raw)
    change = {"field": field, "value": value}
    return msgspec.json.encode(
        {
            "object": "whatsapp_business_account",
            "entry": [{"id": home.waba_id, "changes": [change]}],
        }
    )


def _is_json(raw: bytes) -> bool:
    try:
        msgspec.json.decode(raw, type=msgspec.Raw)
    except msgspec.DecodeError:
        return False
    return True
