"""All that is stored about a customer, as one file: JSON, pages to read, and their files.

GDPR articles 15 and 20.
"""

from datetime import datetime
from functools import partial
from typing import Any
from uuid import UUID
from zipfile import ZipFile

from django.db.models import Q, QuerySet
from django.template.loader import render_to_string
from django.utils import translation

from chatsync.contacts.models import Contact, Identity
from chatsync.inbox.actions.archive import (
    Thread,
    delete_with_files,
    encoded,
    make,
    pages_of,
    weight,
)
from chatsync.inbox.events import ExportAsked
from chatsync.inbox.models import Conversation, Export, Message, Note
from chatsync.inbox.queries import contacts
from chatsync.inbox.schemas import MessageOut
from chatsync.jobs.events import emit
from chatsync.kit.tenancy import scope
from chatsync.workspaces.access import Access
from chatsync.workspaces.audit import Act, Thing, record


def ask_export(access: Access, contact_id: UUID) -> Export:
    """Have the file made. Raises NotFound for a customer who is not visible."""
    contacts.contact(access, contact_id)
    with scope(access.workspace_id):
        messages = Message.objects.filter(conversation_id__in=_talks(contact_id))
        made: Export = Export.objects.create(
            contact_id=contact_id, asked_by_id=access.member_id, total=weight(messages)
        )
        record(access, Act.CONTACTS_EXPORTED, Thing("contact", str(contact_id)))
        emit(ExportAsked(workspace_id=access.workspace_id, export_id=made.id))
    return made


def make_export(workspace_id: UUID, export_id: UUID) -> None:
    """Make the file and keep it. Safe to be killed and run again: then it begins anew."""
    make(Export, workspace_id, export_id, _fill)


def delete_exports(before: datetime, most: int) -> int:
    """Exports of the open scope whose day is over, with their files."""
    old = list(Export.objects.filter(asked_at__lt=before)[:most])
    delete_with_files(old)
    return len(old)


def erase_exports(contact_id: UUID) -> None:
    """Exports about a customer of the open scope who is erased."""
    delete_with_files(Export.objects.filter(contact_id=contact_id))


def _fill(export: Export, archive: ZipFile) -> None:
    with scope(export.workspace_id):
        facts = _facts(export.contact_id)
        talks = _talks(export.contact_id)
    archive.writestr("customer.json", encoded(facts))
    thread = Thread(archive, export, "inbox/export_messages.html")
    for talk in talks:
        for page in pages_of(export.workspace_id, partial(_said, talk)):
            thread.add(page, page)
    about = {**facts, "pages": thread.pages, "dir": translation.get_language_bidi()}
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


def _said(talk: UUID, last: MessageOut | None) -> "QuerySet[Message]":
    """The messages of a conversation, the oldest first."""
    rows = Message.objects.filter(conversation_id=talk).order_by("sent_at", "id")
    if last is None:
        return rows
    later = Q(sent_at__gt=last.sent_at) | Q(id__gt=last.id)
    return rows.filter(later, sent_at__gte=last.sent_at)


def _talks(contact_id: UUID) -> list[UUID]:
    found = Conversation.objects.filter(contact_id=contact_id).order_by("id")
    return list(found.values_list("id", flat=True))
