"""Answering what somebody wrote, or setting it aside."""

from uuid import UUID

from django.db import transaction
from django.template.loader import render_to_string
from django.utils import translation

from chatsync.jobs.mail import queue_mail
from chatsync.kit.clock import now
from chatsync.outreach.models import ContactMessage


def answer(message_id: UUID, text: str) -> bool:
    """Mail an answer, once; whether nobody had settled it before."""
    with transaction.atomic():
        message = _open_one(message_id)
        if message is None:
            return False
        message.answer, message.settled_at = text, now()
        message.save(update_fields=["answer", "settled_at"])
        with translation.override(message.language):
            words = {"message": message}
            queue_mail(
                recipient=message.address,
                subject=render_to_string("outreach/answer_subject.txt", words),
                text=render_to_string("outreach/answer_message.txt", words),
                kind="contact_answer",
            )
    return True


def set_aside(message_id: UUID) -> bool:
    """Settle it without an answer; whether nobody had before."""
    rows = ContactMessage.objects.filter(id=message_id, settled_at=None)
    return bool(rows.update(settled_at=now()))


def _open_one(message_id: UUID) -> ContactMessage | None:
    rows = ContactMessage.objects.select_for_update(no_key=True)
    return rows.filter(id=message_id, settled_at=None).first()
