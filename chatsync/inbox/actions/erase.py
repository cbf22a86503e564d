"""Erasing a customer: whatever is stored about them goes, a proof without content stays.

GDPR article 17. Asked for at once, done by a job in bounded pieces; a customer who writes again
afterwards is somebody new.
"""

from collections.abc import Sequence
from hashlib import sha256
from uuid import UUID

from django.db import connection

from chatsync.accounts.models import Person
from chatsync.channels.actions.erase import erase_raw
from chatsync.channels.actions.purge import delete_media, withdraw
from chatsync.channels.models import Dispatch, Media
from chatsync.contacts.models import Contact, Identity
from chatsync.inbox.actions.export import erase_exports
from chatsync.inbox.actions.export_whole import stop_whole_exports
from chatsync.inbox.actions.hold import hold_many, hold_rows
from chatsync.inbox.actions.purge import Old, delete_all
from chatsync.inbox.events import ErasureAsked
from chatsync.inbox.models import (
    Conversation,
    ConversationTag,
    Draft,
    Erasure,
    HistoryLine,
    Mention,
    Message,
    Note,
    Session,
)
from chatsync.inbox.queries import contacts
from chatsync.jobs.events import emit
from chatsync.kit.clock import now
from chatsync.kit.tenancy import current_workspace, scope
from chatsync.realtime.actions import Audience, empty_events, publish, take_numbers
from chatsync.realtime.pushes import ConversationRemoved
from chatsync.workspaces.access import Access
from chatsync.workspaces.actions.forget import delete_answers_about
from chatsync.workspaces.audit import Act, Actor, Thing, record
from chatsync.workspaces.models import Member

AT_ONCE = 500
_COLUMNS = ("id", "conversation_id", "number_id", "wamid", "media_id")
_REPORTS = """
DELETE FROM inbox_statusreport s WHERE s.workspace_id = %s AND EXISTS (
  SELECT FROM unnest(%s::text[]) AS mark (value)
  WHERE length(mark.value) > 5 AND position(convert_to(mark.value, 'UTF8') IN s.raw) > 0)
RETURNING s.id
"""


def ask_erasure(access: Access, contact_id: UUID) -> None:
    """Begin to erase a visible customer. What waits to be sent to them stops now.

    Asked twice, it is done once. Raises NotFound.
    """
    contacts.contact(access, contact_id)
    with scope(access.workspace_id):
        hold_many()
        _withdraw_all(contact_id)
        erasure, is_new = Erasure.objects.get_or_create(
            contact_id=contact_id, defaults={"asked_by_id": access.member_id, "digest": b""}
        )
        if is_new:
            emit(ErasureAsked(workspace_id=access.workspace_id, erasure_id=erasure.id))


def erase(workspace_id: UUID, erasure_id: UUID) -> None:
    """Erase piece by piece until nothing is left. Safe to be killed and run again."""
    while not _piece(workspace_id, erasure_id):
        pass


def follow_merge(*, kept_id: UUID, gone_id: UUID) -> None:
    """Whoever was being erased and proves to be somebody else too is erased as both."""
    if not Erasure.objects.filter(contact_id=kept_id).exists():
        Erasure.objects.filter(contact_id=gone_id, done_at=None).update(contact_id=kept_id)


def _piece(workspace_id: UUID, erasure_id: UUID) -> bool:
    """Delete up to AT_ONCE messages with their files, or all else; whether it is done."""
    with scope(workspace_id):
        hold_many()
        erasure = Erasure.objects.filter(id=erasure_id, done_at=None).first()
        if erasure is None:
            return True
        talks = list(
            Conversation.objects.filter(contact_id=erasure.contact_id)
            .order_by("id")
            .values_list("id", flat=True)
        )
        rows = Message.objects.filter(conversation_id__in=talks).order_by("sent_at", "id")
        if piece := list(rows.values_list(*_COLUMNS)[:AT_ONCE]):
            _delete_messages(erasure, piece)
            return False
        _finish(erasure, talks)
        return True


def _withdraw_all(contact_id: UUID) -> None:
    talks = Conversation.objects.filter(contact_id=contact_id).values_list("id", flat=True)
    waiting = Dispatch.objects.filter(pair_id__in=list(talks), state="queued")
    withdraw(list(waiting.values_list("id", flat=True)))


def _delete_messages(
    erasure: Erasure, piece: Sequence[tuple[UUID, UUID, UUID, str | None, UUID | None]]
) -> None:
    delete_all([Old(*row[:4]) for row in piece])
    files = {row[4] for row in piece if row[4]}
    shown = Message.objects.filter(media_id__in=files).values_list("media_id", flat=True)
    gone = list(Media.objects.filter(id__in=files - set(shown)))
    delete_media(gone)
    _note(erasure, "messages", [row[0] for row in piece])
    _note(erasure, "files", [media.id for media in gone])
    erasure.save()


def _finish(erasure: Erasure, talks: list[UUID]) -> None:
    """What is left when the messages are gone; the audit entry and the pushes come last."""
    hold_rows(talks)
    held = dict(Conversation.objects.filter(id__in=talks).values_list("id", "assignee_id"))
    marks = list(Identity.objects.filter(contact_id=erasure.contact_id).values_list("value"))
    _delete_beside(erasure, talks)
    raw = erase_raw([value for (value,) in marks])
    erasure.counts = {**erasure.counts, **{kind: count for kind, count in raw.items() if count}}
    _delete_reports(erasure, [value for (value,) in marks])
    erase_exports(erasure.contact_id)
    stop_whole_exports()
    delete_answers_about([*talks, erasure.contact_id])
    for talk in talks:
        empty_events(talk, _removed(talk))
    Conversation.objects.filter(id__in=talks).delete()
    Identity.objects.filter(contact_id=erasure.contact_id).delete()
    Contact.objects.filter(id=erasure.contact_id).delete()
    _note(erasure, "conversations", talks)
    _note(erasure, "customers", [erasure.contact_id])
    erasure.done_at = now()
    erasure.save()
    proof = {**erasure.counts, "digest": bytes(erasure.digest).hex()}
    record(_asker(erasure), Act.CONTACT_ERASED, Thing("contact", str(erasure.contact_id)), proof)
    numbers = take_numbers(len(talks)) if talks else ()
    publish(
        [
            (seq, Audience(conversation_id=talk, assignee_id=held[talk]), _removed(talk))
            for seq, talk in zip(numbers, talks, strict=True)
        ]
    )


def _delete_beside(erasure: Erasure, talks: list[UUID]) -> None:
    """What lies on the conversations beside the messages."""
    notes = list(Note.objects.filter(conversation_id__in=talks).values_list("id", flat=True))
    Mention.objects.filter(note_id__in=notes).delete()
    for kind, model in (
        ("notes", Note),
        ("drafts", Draft),
        ("history", HistoryLine),
        ("tags", ConversationTag),
        ("sessions", Session),
    ):
        rows = model.objects.filter(conversation_id__in=talks)
        _note(erasure, kind, list(rows.values_list("id", flat=True)))
        rows.delete()


def _delete_reports(erasure: Erasure, marks: Sequence[str]) -> None:
    """Reports that name the customer though their message is not here."""
    with connection.cursor() as cursor:
        cursor.execute(_REPORTS, [current_workspace(), list(marks)])
        ids = [row[0] for row in cursor.fetchall()]
    _note(erasure, "reports", ids)


def _note(erasure: Erasure, kind: str, ids: Sequence[UUID]) -> None:
    """Count them, and let the digest vouch for their ids."""
    if ids:
        erasure.counts = {**erasure.counts, kind: erasure.counts.get(kind, 0) + len(ids)}
        said = b"".join(sorted(one.bytes for one in ids))
        erasure.digest = sha256(bytes(erasure.digest) + said).digest()


def _removed(conversation_id: UUID) -> bytes:
    return ConversationRemoved(conversation_id=conversation_id).model_dump_json().encode()


def _asker(erasure: Erasure) -> Actor:
    member = Member.objects.get(id=erasure.asked_by_id)
    name = Person.objects.values_list("name", flat=True).get(id=member.person_id)
    return Actor("member", member.person_id, name)
