"""All that is stored about a customer, as one file: JSON, pages to read, and their files.

GDPR articles 15 and 20. Made by a job, a page of messages at a time, so that nothing waits for it.
"""

from collections.abc import Iterable, Iterator
from datetime import datetime
from tempfile import TemporaryFile
from typing import Any
from uuid import UUID
from zipfile import ZIP_DEFLATED, ZipFile

import msgspec
from django.core.files.storage import default_storage
from django.template.loader import render_to_string
from django.utils import timezone, translation

from chatsync.accounts.models import Person
from chatsync.channels.media import files
from chatsync.channels.models import Media
from chatsync.contacts.models import Contact, Identity
from chatsync.inbox.events import ExportAsked
from chatsync.inbox.models import Conversation, Export, ExportState, Message, Note
from chatsync.inbox.queries import contacts, shapes
from chatsync.inbox.schemas import MessageOut
from chatsync.jobs.events import emit
from chatsync.kit.tenancy import scope
from chatsync.workspaces.access import Access
from chatsync.workspaces.audit import Act, Thing, record
from chatsync.workspaces.models import Member, Workspace

_PAGE = 500
_encoded = msgspec.json.Encoder(enc_hook=vars).encode


def ask_export(access: Access, contact_id: UUID) -> Export:
    """Have the file made. Raises NotFound for a customer who is not visible."""
    contacts.contact(access, contact_id)
    with scope(access.workspace_id):
        talks = _talks(contact_id)
        messages = Message.objects.filter(conversation_id__in=talks)
        total = messages.count() + messages.filter(media_id__isnull=False).count()
        made: Export = Export.objects.create(
            contact_id=contact_id, asked_by_id=access.member_id, total=total
        )
        record(access, Act.CONTACTS_EXPORTED, Thing("contact", str(contact_id)))
        emit(ExportAsked(workspace_id=access.workspace_id, export_id=made.id))
    return made


def make_export(workspace_id: UUID, export_id: UUID) -> None:
    """Make the file and keep it. Safe to be killed and run again: then it begins anew."""
    with scope(workspace_id):
        export = Export.objects.filter(id=export_id, state=ExportState.MAKING).first()
        if export is None:
            return
        language = _language(export.asked_by_id)
        zone = Workspace.objects.values_list("time_zone", flat=True).get(id=workspace_id)
    with TemporaryFile() as sink, translation.override(language), timezone.override(zone):
        with ZipFile(sink, "w", ZIP_DEFLATED) as archive:
            _fill(archive, export)
        size = sink.tell()
        sink.seek(0)
        stored_as = files.keep(sink)
    with scope(workspace_id):
        waiting = Export.objects.filter(id=export_id, state=ExportState.MAKING)
        if not waiting.update(
            state=ExportState.READY, stored_as=stored_as, size=size, done=export.total
        ):
            files.forget(stored_as)


def delete_exports(before: datetime, most: int) -> int:
    """Exports of the open scope whose day is over, with their files."""
    old = list(Export.objects.filter(asked_at__lt=before)[:most])
    delete_with_files(old)
    return len(old)


def delete_with_files(exports: Iterable[Export]) -> None:
    """The file goes first: killed in between, the row still names it for the next run."""
    gone = list(exports)
    for export in gone:
        files.forget(export.stored_as)
    Export.objects.filter(id__in=[export.id for export in gone]).delete()


def erase_exports(contact_id: UUID) -> None:
    """Exports about a customer of the open scope who is erased."""
    delete_with_files(Export.objects.filter(contact_id=contact_id))


def _fill(archive: ZipFile, export: Export) -> None:
    with scope(export.workspace_id):
        facts = _facts(export.contact_id)
        talks = _talks(export.contact_id)
    archive.writestr("customer.json", _encoded(facts))
    shown, number = list[str](), 0
    for number, page in enumerate(_pages(export.workspace_id, talks), start=1):
        archive.writestr(f"messages-{number}.json", _encoded(page))
        shown.append(f"messages-{number}.html")
        held = {"messages": page, "number": number, "dir": translation.get_language_bidi()}
        archive.writestr(shown[-1], render_to_string("inbox/export_messages.html", held))
        _add_files(archive, export.workspace_id, page)
        _note(export, len(page) + sum(1 for message in page if message.media))
    about = {**facts, "pages": shown, "dir": translation.get_language_bidi()}
    archive.writestr("index.html", render_to_string("inbox/export_index.html", about))


def _facts(contact_id: UUID) -> dict[str, Any]:
    """What is known beside the messages."""
    contact = Contact.objects.get(id=contact_id)
    talks = Conversation.objects.filter(contact_id=contact_id).order_by("id")
    notes = Note.objects.filter(conversation_id__in=list(talks.values_list("id", flat=True)))
    return {
        "name": contact.name,
        "profile_name": contact.profile_name,
        "phone": contact.phone,
        "username": contact.username,
        "known_since": contact.created_at,
        "addresses": list(Identity.objects.filter(contact_id=contact_id).values("kind", "value")),
        "conversations": list(talks.values("id", "status", "created_at", "last_message_at")),
        "notes": list(notes.filter(deleted_at=None).values("text", "created_at")),
    }


def _pages(workspace_id: UUID, talks: list[UUID]) -> Iterator[list[MessageOut]]:
    """The messages of each conversation, the oldest first, a page to a transaction."""
    for talk in talks:
        start = 0
        while True:
            with scope(workspace_id):
                rows = Message.objects.filter(conversation_id=talk).order_by("sent_at", "id")
                ids = list(rows.values_list("id", flat=True)[start : start + _PAGE])
                found = shapes.messages(ids)
            if ids:
                yield [found[one] for one in ids if one in found]
            if len(ids) < _PAGE:
                break
            start += _PAGE


def _add_files(archive: ZipFile, workspace_id: UUID, page: list[MessageOut]) -> None:
    wanted = [message.media.id for message in page if message.media]
    with scope(workspace_id):
        stored = dict(Media.objects.filter(id__in=wanted).values_list("id", "stored_as"))
    for media_id, name in stored.items():
        if name and default_storage.exists(name) and f"files/{media_id}" not in archive.namelist():
            with default_storage.open(name) as source:
                archive.writestr(f"files/{media_id}", source.read())


def _note(export: Export, count: int) -> None:
    export.done = min(export.total, export.done + count)
    with scope(export.workspace_id):
        Export.objects.filter(id=export.id).update(done=export.done)


def _talks(contact_id: UUID) -> list[UUID]:
    found = Conversation.objects.filter(contact_id=contact_id).order_by("id")
    return list(found.values_list("id", flat=True))


def _language(member_id: UUID) -> str:
    person_id = Member.objects.values_list("person_id", flat=True).get(id=member_id)
    return Person.objects.values_list("language", flat=True).get(id=person_id) or "en"
