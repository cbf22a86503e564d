"""Notes among colleagues: written, changed, taken back, and seen by those they name."""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from django.db import IntegrityError
from django.utils.translation import gettext_lazy as _

from chatsync.inbox.actions.hold import hold
from chatsync.inbox.models import Conversation, Mention, Note
from chatsync.inbox.pushes import NoteChanged
from chatsync.inbox.queries.notes import note_of
from chatsync.inbox.queries.threads import demand_visible
from chatsync.inbox.schemas.notes import NewNote, NoteIn, NoteOut
from chatsync.kit.clock import now
from chatsync.kit.errors import Conflict, Forbidden
from chatsync.kit.problem import absent
from chatsync.kit.tenancy import scope
from chatsync.realtime.actions import Audience, publish, take_numbers
from chatsync.workspaces.access import Access
from chatsync.workspaces.models import Member


@dataclass(frozen=True)
class Written:
    """The note, and whether this request made it (or one before, with the same client_id)."""

    note: NoteOut
    is_new: bool


def write_note(access: Access, conversation_id: UUID, wanted: NewNote) -> Written:
    """Tell colleagues something in a conversation; nothing of it leaves the workspace.

    Safe to repeat with the same `client_id`. Raises NotFound, also for a mentioned member who is
    not there, and Conflict where somebody used the id for another note.
    """
    try:
        with scope(access.workspace_id):
            conversation = hold(access, conversation_id)
            if first := _first(access, conversation, wanted.client_id):
                return Written(note_of(first.id), is_new=False)
            note = Note.objects.create(
                conversation_id=conversation.id,
                client_id=wanted.client_id,
                author_id=access.member_id,
                text=wanted.text.strip(),
            )
            _name(note, wanted.mentions)
            return Written(_tell(conversation, note), is_new=True)
    except IntegrityError as error:
        if "note_client_once" in str(error):
            raise _client_id_taken() from None
        raise


def change_note(access: Access, note_id: UUID, wanted: NoteIn) -> NoteOut:
    """Change one's own note. Raises NotFound, Forbidden for a colleague's, Conflict when gone."""
    with scope(access.workspace_id):
        conversation, note = _own(access, note_id)
        if note.deleted_at:
            raise Conflict(_("This note was taken back. Write a new one."))
        note.text, note.edited_at = wanted.text.strip(), now()
        note.save()
        _name(note, wanted.mentions)
        return _tell(conversation, note)


def take_back_note(access: Access, note_id: UUID) -> NoteOut:
    """Empty one's own note; repeating it changes nothing. Raises NotFound, Forbidden."""
    with scope(access.workspace_id):
        conversation, note = _own(access, note_id)
        if note.deleted_at is None:
            note.text, note.deleted_at = "", now()
            note.save()
            Mention.objects.filter(note_id=note.id).delete()
            return _tell(conversation, note)
        return note_of(note.id)


def see_mentions(access: Access, conversation_id: UUID) -> None:
    """Count what names this member in a conversation as seen. Raises NotFound."""
    with scope(access.workspace_id):
        demand_visible(access, conversation_id)
        notes = Note.objects.filter(conversation_id=conversation_id).values("id")
        unseen = Mention.objects.filter(member_id=access.member_id, seen_at__isnull=True)
        unseen.filter(note_id__in=notes).update(seen_at=now())


def _first(access: Access, conversation: Conversation, client_id: UUID | None) -> Note | None:
    """The note that an earlier request with this client_id wrote."""
    first: Note | None = Note.objects.filter(client_id=client_id).first() if client_id else None
    if first and (first.conversation_id, first.author_id) != (conversation.id, access.member_id):
        raise _client_id_taken()
    return first


def _client_id_taken() -> Conflict:
    return Conflict(_("This client_id was used for another note. Use a new one."))


def _own(access: Access, note_id: UUID) -> tuple[Conversation, Note]:
    note: Note | None = Note.objects.select_for_update(no_key=True).filter(id=note_id).first()
    if note is None:
        raise absent()
    conversation = hold(access, note.conversation_id)
    if note.author_id != access.member_id:
        raise Forbidden(_("Only its author can change a note. Write one of your own."))
    return conversation, note


def _name(note: Note, member_ids: Sequence[UUID]) -> None:
    """Keep whom the note names; who is named already is not told again."""
    wanted = set(member_ids)
    there = set(Member.objects.filter(id__in=wanted, active=True).values_list("id", flat=True))
    if wanted - there:
        raise absent()
    Mention.objects.filter(note_id=note.id).exclude(member_id__in=wanted).delete()
    fresh = [
        Mention(note_id=note.id, member_id=member_id)
        for member_id in dict.fromkeys(member_ids)
        if member_id != note.author_id
    ]
    Mention.objects.bulk_create(fresh, ignore_conflicts=True)


def _tell(conversation: Conversation, note: Note) -> NoteOut:
    """Tell whoever sees the conversation. Takes the number last."""
    (seq,) = take_numbers(1)
    Note.objects.filter(id=note.id).update(seq=seq)
    told = note_of(note.id)
    audience = Audience(conversation_id=conversation.id, assignee_id=conversation.assignee_id)
    publish([(seq, audience, NoteChanged(note=told).model_dump_json().encode())])
    return told
