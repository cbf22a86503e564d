"""A whole workspace as one file: JSON for programs, pages to read, and the files of messages.

GDPR article 20, and the way out. Cancelled, it stops at the next page.
"""

from collections.abc import Iterator
from datetime import datetime
from typing import Any
from uuid import UUID
from zipfile import ZipFile

from django.db.models import Model, QuerySet
from django.template.loader import render_to_string
from django.utils import translation

from chatsync.channels.media import files
from chatsync.channels.models import Number
from chatsync.contacts.models import Contact, Identity
from chatsync.inbox.actions.archive import (
    PAGE,
    Page,
    Thread,
    delete_with_files,
    encoded,
    go_on,
    make,
    pages_of,
    weight,
)
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
from chatsync.inbox.schemas import MessageOut
from chatsync.jobs.events import emit
from chatsync.kit.problem import absent
from chatsync.kit.tenancy import scope
from chatsync.workspaces.access import Access
from chatsync.workspaces.actions.seats import lock_seats
from chatsync.workspaces.audit import Act, Thing, record
from chatsync.workspaces.models import AuditEvent, AuditTold, Member, Workspace

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


def ask_whole_export(access: Access) -> WholeExport:
    """Have the file made; or the one that is being made for them. Another owner's is stopped."""
    with scope(access.workspace_id):
        lock_seats()
        going: WholeExport | None = WholeExport.objects.filter(state=WholeState.MAKING).first()
        if going and going.asked_by_id == access.member_id:
            return going
        if going:
            WholeExport.objects.filter(id=going.id).update(state=WholeState.CANCELLED)
        made: WholeExport = WholeExport.objects.create(
            asked_by_id=access.member_id, total=weight(Message.objects.all())
        )
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
    make(WholeExport, workspace_id, export_id, _fill)


def delete_whole_exports(before: datetime, most: int) -> int:
    """Those of the open scope whose day is over, with their files."""
    old = list(WholeExport.objects.filter(asked_at__lt=before)[:most])
    delete_with_files(old)
    return len(old)


def stop_whole_exports() -> None:
    """A customer of the open scope is erased: no file that holds them stays, none is made on.

    The file goes before its row says so; whoever wants one has it made anew.
    """
    exports = WholeExport.objects.exclude(state=WholeState.CANCELLED)
    files.forget(*exports.values_list("stored_as", flat=True))
    exports.update(state=WholeState.CANCELLED, stored_as="", size=None)


def _fill(export: WholeExport, archive: ZipFile) -> None:
    with scope(export.workspace_id):
        workspace = Workspace.objects.filter(id=export.workspace_id).values(*_SETTINGS).get()
    archive.writestr("settings.json", encoded(workspace))
    counts = {}
    for name, model, columns in _TABLES:
        counts[name] = 0
        for number, rows in enumerate(_rows(export, model, columns), start=1):
            archive.writestr(f"{name}-{number}.json", encoded(rows))
            counts[name] += len(rows)
            go_on(export, 0)
    thread = Thread(archive, export, "inbox/whole_messages.html")
    for page in pages_of(export.workspace_id, _said):
        thread.add(page, _with_names(export.workspace_id, page))
    facts = {"workspace": workspace, "counts": counts, "pages": thread.pages}
    facts["dir"] = translation.get_language_bidi()
    archive.writestr("index.html", render_to_string("inbox/whole_index.html", facts))


def _rows(export: WholeExport, model: type[Model], columns: tuple[str, ...]) -> Iterator[Rows]:
    """Every row of the workspace, in the order of the ids."""
    last = UUID(int=0)
    while True:
        with scope(export.workspace_id):
            every: QuerySet[Any] = model._default_manager.filter(id__gt=last)  # noqa: SLF001
            rows = list(every.order_by("id").values(*columns)[:PAGE])
        if rows:
            yield rows
        if len(rows) < PAGE:
            return
        last = rows[-1]["id"]


def _said(last: MessageOut | None) -> "QuerySet[Message]":
    """Every message, in the order in which they were stored."""
    return Message.objects.filter(id__gt=last.id if last else UUID(int=0)).order_by("id")


def _with_names(workspace_id: UUID, page: Page) -> list[tuple[str, MessageOut]]:
    """Each message with whose conversation it belongs to."""
    with scope(workspace_id):
        talks = Conversation.objects.filter(id__in={message.conversation_id for message in page})
        names = {
            talk.id: talk.contact.name or talk.contact.profile_name or talk.contact.phone or ""
            for talk in talks.select_related("contact")
        }
    return [(names.get(message.conversation_id, ""), message) for message in page]
