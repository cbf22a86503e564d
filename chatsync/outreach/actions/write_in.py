"""Somebody writes to the operator."""

from datetime import datetime

from django.conf import settings
from django.db import transaction
from django.template.loader import render_to_string
from django.utils import translation

from chatsync.accounts.operators import mailboxes
from chatsync.jobs.mail import queue_mail
from chatsync.outreach.models import ContactMessage


def write_in(message: ContactMessage) -> ContactMessage:
    """Store it and tell the operator by mail, or neither."""
    with transaction.atomic():
        message.save(force_insert=True)
        for address, language in mailboxes():
            with translation.override(language):
                words = {"message": message, "link": _page_of(message)}
                queue_mail(
                    recipient=address,
                    subject=render_to_string("outreach/contact_subject.txt", words),
                    text=render_to_string("outreach/contact_message.txt", words),
                    kind="contact",
                    headers={"Reply-To": message.address},
                )
    return message


def delete_messages(before: datetime, most: int) -> int:
    """Messages by age, answered or not."""
    old = ContactMessage.objects.filter(received_at__lt=before).values_list("id", flat=True)
    gone, _by_table = ContactMessage.objects.filter(id__in=list(old[:most])).delete()
    return gone


def _page_of(message: ContactMessage) -> str:
    return f"{settings.BASE_URL.rstrip('/')}/ops/messages/{message.id}"
