"""The audit log as a file of any length: read and sent piece by piece.

Each piece is read in a scope and a thread of its own. A cursor of the database would need one
transaction for as long as the slowest reader takes; the log is only ever added to, so pieces by
number, from where it stood when the file was asked for, make the same file.
"""

import csv
import io
import json
from collections.abc import AsyncIterator, Callable
from dataclasses import dataclass
from typing import Any

from asgiref.sync import sync_to_async
from django.db import connection

from chatsync.kit.tenancy import scope
from chatsync.workspaces.access import Access
from chatsync.workspaces.queries.audit import matching, shaped
from chatsync.workspaces.schemas.audit import AuditAsked, AuditEventOut

AT_ONCE = 500
_COLUMNS = ("seq", "at", "action", "actor_kind", "actor_id", "actor", "object_kind", "object_id")
_MORE_COLUMNS = ("object", "place", "details", "hash")
_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n")


@dataclass(frozen=True)
class AuditFile:
    """Which events the file holds: those that match, up to the newest when it was asked for."""

    access: Access
    wanted: AuditAsked
    newest: int


def audit_file(access: Access, wanted: AuditAsked) -> AuditFile:
    """Settle what a file holds. Raises NotFound for a member of nowhere."""
    with scope(access.workspace_id):
        newest = matching(access, wanted).order_by("-seq").values_list("seq", flat=True).first()
    return AuditFile(access, wanted, newest or 0)


async def as_csv(file: AuditFile) -> AsyncIterator[bytes]:
    """RFC 4180, the newest event first."""
    yield _rows([[*_COLUMNS, *_MORE_COLUMNS]])
    async for events in _pieces(file):
        yield _rows([[_harmless(cell) for cell in _cells(event)] for event in events])


async def as_json(file: AuditFile) -> AsyncIterator[bytes]:
    """One list, the newest event first."""
    before = b"["
    async for events in _pieces(file):
        for event in events:
            text = json.dumps(event.model_dump(mode="json"), ensure_ascii=False)
            yield before + text.encode()
            before = b",\n"
    yield b"[]" if before == b"[" else b"]"


WRITERS: dict[str, Callable[[AuditFile], AsyncIterator[bytes]]] = {"csv": as_csv, "json": as_json}
"""By the kind of file."""


async def _pieces(file: AuditFile) -> AsyncIterator[list[AuditEventOut]]:
    newest = file.newest
    while events := await sync_to_async(_read, thread_sensitive=False)(file, newest):
        yield events
        newest = events[-1].seq - 1


def _read(file: AuditFile, newest: int) -> list[AuditEventOut]:
    """The next events from this one back, with a connection that is given back at once."""
    try:
        with scope(file.access.workspace_id):
            older = matching(file.access, file.wanted).filter(seq__lte=newest).order_by("-seq")
            return shaped(list(older[:AT_ONCE]))
    finally:
        connection.close()


def _rows(rows: list[list[Any]]) -> bytes:
    held = io.StringIO()
    csv.writer(held).writerows(rows)
    return held.getvalue().encode()


def _cells(event: AuditEventOut) -> list[Any]:
    return [
        event.seq,
        event.at.isoformat(),
        event.action,
        event.actor.kind,
        event.actor.id or "",
        event.actor.name or "",
        event.object.kind,
        event.object.id,
        event.object.name or "",
        event.place or "",
        json.dumps(event.details, ensure_ascii=False),
        event.hash,
    ]


def _harmless(cell: Any) -> Any:
    """A text that a spreadsheet would run as a formula gets a quote before it (OWASP CSV
    injection)."""
    return f"'{cell}" if isinstance(cell, str) and cell.startswith(_FORMULA) else cell
