"""A whole workspace as one file: JSON for programs, pages to read, and the files of messages.

GDPR article 20, and the way out. Made by a job, a page of rows to a transaction, straight into a
file on disk: it needs the same memory for a hundred messages and for a million. Killed, it begins
anew; cancelled, it stops at the next page.
"""

from collections.abc import Iterable, Iterator
from datetime import datetime
from shutil import copyfileobj
from tempfile import TemporaryFile
from typing import Any
from uuid import UUID
from zipfile import ZIP_DEFLATED, ZipFile

import msgspec
from django.core.files.storage import default_storage
from django.db.models import Model, QuerySet
from django.template.loader import render_to_string
from django.utils import timezone, translation

from chatsync.accounts.models import Person
from chatsync.channels.media import files
from chatsync.channels.models import Media, Number
from chatsync.contacts.models import Contact, Identity
from chatsync.inbox.events import WholeExportAsked
from chatsync.inbox.models import (
    Attendance,
    Conversation,
    ConversationTag,
    HistoryLine,
    Message,
    Note,
    QuickReply,
    Rules,
    SavedView,
    Session,
    Tag,
    WholeExport,
    WholeState,
)
from chatsync.inbox.queries import shapes
from chatsync.inbox.schemas import MessageOut
from chatsync.jobs.events import emit
from chatsync.kit.problem import absent
from chatsync.kit.tenancy import scope
from chatsync.workspaces.access import Access
from chatsync.workspaces.actions.seats import lock_seats
from chatsync.workspaces.audit import Act, Thing, record
from chatsync.workspaces.models import AuditEvent, AuditTold, Member, Workspace

_PAGE = 500
_encoded = msgspec.json.Encoder(enc_hook=vars).encode
Rows = list[dict[str, Any]]

_TABLES: tuple[tuple[str, type[Model], tuple[str, ...]], ...] = (
    ("members", Member, ("id", "person__name", "person__email", "role", "active", "joined_at")),
    ("numbers", Number, ("id", "display_phone_number", "verified_name", "status", "created_at")),
    ("tags", Tag, ("id", "name", "colour")),
    ("quick-replies", QuickReply, ("id", "member_id", "name", "text")),
    ("saved-views", SavedView, ("id", "member_id", "name", "queue", "status", "only", "tag_id")),
    (
        "conversation-rules",
        Rules,
        (
            *("id", "giving", "open_limit", "leads_too", "pass_on_after_minutes"),
            *("resolve_after_days", "resolve_unanswered"),
        ),
    ),
    ("attendance", Attendance, ("id", "member_id", "seen_at", "is_away", "given_at")),
    (
        "contacts",
        Contact,
        ("id", "name", "profile_name", "phone", "username", "created_at"),
    ),
    ("addresses", Identity, ("id", "contact_id", "kind", "value")),
    (
        "conversations",
        Conversation,
        ("id", "contact_id", "number_id", "assignee_id", "status", "created_at", "last_message_at"),
    ),
    ("sessions", Session, ("id", "conversation_id", "opened_at", "resolved_at")),
    ("tagged", ConversationTag, ("id", "conversation_id", "tag_id")),
    ("notes", Note, ("id", "conversation_id", "author_id", "text", "created_at", "deleted_at")),
    (
        "history",
        HistoryLine,
        ("id", "conversation_id", "kind", "actor_id", "member_id", "why", "former_id", "at"),
    ),
    (
        "audit-log",
        AuditEvent,
        ("id", "seq", "at", "action", "actor_kind", "object_kind", "object_id", "details"),
    ),
    ("audit-names", AuditTold, ("id", "event_id", "part", "text")),
)
"""What goes out row by row, with the columns that say something; never a secret."""
_SETTINGS = (
    "name",
    "phone",
    "time_zone",
    "locale",
    "visibility",
    "status",
    "staff_limit",
    "number_limit",
    "hide_phones_from_agents",
    "session_mode",
    "requires_factor",
    "retention_days",
    "created_at",
    "closed_at",
)


class Cancelled(Exception):  # noqa: N818  it is no fault
    """The owner wants no file any more."""


def ask_whole_export(access: Access) -> WholeExport:
    """Have the file made; or the one that is being made for them. Another owner's is stopped."""
    with scope(access.workspace_id):
        lock_seats()
        going: WholeExport | None = WholeExport.objects.filter(state=WholeState.MAKING).first()
        if going and going.asked_by_id == access.member_id:
            return going
        if going:
            WholeExport.objects.filter(id=going.id).update(state=WholeState.CANCELLED)
        messages = Message.objects.all()
        total = messages.count() + messages.filter(media_id__isnull=False).count()
        made: WholeExport = WholeExport.objects.create(asked_by_id=access.member_id, total=total)
        record(access, Act.WORKSPACE_EXPORTED, Thing("workspace", ""))
        emit(WholeExportAsked(workspace_id=access.workspace_id, export_id=made.id))
    return made


def cancel_whole_export(access: Access, export_id: UUID) -> None:
    """Stop making it; one that is ready stays. Raises NotFound."""
    with scope(access.workspace_id):
        mine = WholeExport.objects.filter(id=export_id, asked_by_id=access.member_id)
        if not mine.exists():
            raise absent()
        mine.filter(state=WholeState.MAKING).update(state=WholeState.CANCELLED)


def make_whole_export(workspace_id: UUID, export_id: UUID) -> None:
    """Make the file and keep it. Safe to be killed and run again: then it begins anew."""
    with scope(workspace_id):
        making = WholeExport.objects.filter(id=export_id, state=WholeState.MAKING)
        export = making.first()
        if export is None:
            return
        making.update(done=0)
        language = _language(export.asked_by_id)
        zone = Workspace.objects.values_list("time_zone", flat=True).get(id=workspace_id)
    with TemporaryFile() as sink, translation.override(language), timezone.override(zone):
        try:
            with ZipFile(sink, "w", ZIP_DEFLATED) as archive:
                _fill(archive, export)
        except Cancelled:
            return
        size = sink.tell()
        sink.seek(0)
        stored_as = files.keep(sink)
    with scope(workspace_id):
        ready = {"state": WholeState.READY, "stored_as": stored_as, "size": size}
        if not WholeExport.objects.filter(id=export_id, state=WholeState.MAKING).update(
            **ready, done=export.total
        ):
            files.forget(stored_as)


def delete_whole_exports(before: datetime, most: int) -> int:
    """Those of the open scope whose day is over, with their files."""
    old = list(WholeExport.objects.filter(asked_at__lt=before)[:most])
    delete_whole_with_files(old)
    return len(old)


def delete_whole_with_files(exports: Iterable[WholeExport]) -> None:
    """The file goes first: killed in between, the row still names it for the next run."""
    gone = list(exports)
    for export in gone:
        files.forget(export.stored_as)
    WholeExport.objects.filter(id__in=[export.id for export in gone]).delete()


def stop_whole_exports() -> None:
    """A customer of the open scope is erased: no file that holds them stays, none is made on.

    The file goes before its row says so; whoever wants one has it made anew.
    """
    exports = WholeExport.objects.exclude(state=WholeState.CANCELLED)
    for export in exports.exclude(stored_as=""):
        files.forget(export.stored_as)
    exports.update(state=WholeState.CANCELLED, stored_as="", size=None)


def _fill(archive: ZipFile, export: WholeExport) -> None:
    with scope(export.workspace_id):
        workspace = Workspace.objects.filter(id=export.workspace_id).values(*_SETTINGS).get()
    archive.writestr("settings.json", _encoded(workspace))
    counts = {}
    for name, model, columns in _TABLES:
        counts[name] = 0
        for number, rows in enumerate(_rows(export, model, columns), start=1):
            archive.writestr(f"{name}-{number}.json", _encoded(rows))
            counts[name] += len(rows)
            _go_on(export, 0)
    shown, number, kept = list[str](), 0, set[UUID]()
    for number, page in enumerate(_messages(export), start=1):
        archive.writestr(f"messages-{number}.json", _encoded(page))
        shown.append(f"messages-{number}.html")
        archive.writestr(shown[-1], _page_to_read(export, page, number))
        _add_files(archive, export, page, kept)
        _go_on(export, len(page) + sum(1 for message in page if message.media))
    facts = {"workspace": workspace, "counts": counts, "pages": shown}
    facts["dir"] = translation.get_language_bidi()
    archive.writestr("index.html", render_to_string("inbox/whole_index.html", facts))


def _rows(export: WholeExport, model: type[Model], columns: tuple[str, ...]) -> Iterator[Rows]:
    """Every row of the workspace, in the order of the ids."""
    last = UUID(int=0)
    while True:
        with scope(export.workspace_id):
            every: QuerySet[Any] = model._default_manager.filter(id__gt=last)  # noqa: SLF001
            rows = list(every.order_by("id").values(*columns)[:_PAGE])
        if rows:
            yield rows
        if len(rows) < _PAGE:
            return
        last = rows[-1]["id"]


def _messages(export: WholeExport) -> Iterator[list[MessageOut]]:
    """Every message, the oldest first; what arrives meanwhile comes too."""
    last = UUID(int=0)
    while True:
        with scope(export.workspace_id):
            rows = Message.objects.filter(id__gt=last).order_by("id")
            ids = list(rows.values_list("id", flat=True)[:_PAGE])
            found = shapes.messages(ids)
        if ids:
            yield [found[one] for one in ids if one in found]
        if len(ids) < _PAGE:
            return
        last = ids[-1]


def _page_to_read(export: WholeExport, page: list[MessageOut], number: int) -> str:
    with scope(export.workspace_id):
        talks = Conversation.objects.filter(id__in={message.conversation_id for message in page})
        names = {
            talk.id: talk.contact.name or talk.contact.profile_name or talk.contact.phone or ""
            for talk in talks.select_related("contact")
        }
    told = [(names.get(message.conversation_id, ""), message) for message in page]
    held = {"messages": told, "number": number, "dir": translation.get_language_bidi()}
    return render_to_string("inbox/whole_messages.html", held)


def _add_files(
    archive: ZipFile, export: WholeExport, page: list[MessageOut], kept: set[UUID]
) -> None:
    wanted = {message.media.id for message in page if message.media} - kept
    with scope(export.workspace_id):
        stored = dict(Media.objects.filter(id__in=wanted).values_list("id", "stored_as"))
    for media_id, name in stored.items():
        if name and default_storage.exists(name):
            kept.add(media_id)
            with default_storage.open(name) as source, archive.open(f"files/{media_id}", "w") as to:
                copyfileobj(source, to)


def _go_on(export: WholeExport, count: int) -> None:
    """Note how far it is. Raises Cancelled where nobody waits for it any more."""
    export.done = min(export.total, export.done + count)
    with scope(export.workspace_id):
        making = WholeExport.objects.filter(id=export.id, state=WholeState.MAKING)
        if not making.update(done=export.done):
            raise Cancelled


def _language(member_id: UUID) -> str:
    person_id = Member.objects.values_list("person_id", flat=True).get(id=member_id)
    return Person.objects.values_list("language", flat=True).get(id=person_id) or "en"
