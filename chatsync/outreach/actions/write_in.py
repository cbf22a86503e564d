"""Somebody writes to the operator."""

from datetime import datetime, timedelta

from django.conf import settings
from django.db import transaction
from django.template.loader import render_to_string
from django.utils import translation
from django.utils.translation import gettext

from chatsync.accounts.operators import mailboxes
from chatsync.jobs.mail import queue_mail
from chatsync.kit.clock import now
from chatsync.outreach.models import TOPICS, ContactMessage

_SAME_WITHIN = timedelta(minutes=10)


def write_in(message: ContactMessage) -> ContactMessage:
    """Store it and tell the operator by mail, or neither; the message as it is stored.

    Somebody who presses twice on a slow network, or goes back and presses again, has written once.
    """
    with transaction.atomic():
        stored = _the_same(message)
        if stored is not None:
            return stored
        message.save(force_insert=True)
        for address, language in mailboxes():
            with translation.override(language):
                words = {
                    "message": message,
                    "topic": gettext(TOPICS[message.topic]),
                    "link": _page_of(message),
                }
                queue_mail(
                    recipient=address,
                    subject=render_to_string("outreach/contact_subject.txt", words),
                    text=render_to_string("outreach/contact_message.txt", words),
                    kind="contact",
                    headers={"Reply-To": message.address},
                )
    return message


def _the_same(message: ContactMessage) -> ContactMessage | None:
    recent = ContactMessage.objects.filter(received_at__gt=now() - _SAME_WITHIN)
    return recent.filter(
        name=message.name, address=message.address, topic=message.topic, words=message.words
    ).first()


def delete_messages(before: datetime, most: int) -> int:
    """Messages by age, answered or not."""
    old = ContactMessage.objects.filter(received_at__lt=before).values_list("id", flat=True)
    gone, _by_table = ContactMessage.objects.filter(id__in=list(old[:most])).delete()
    return gone


def _page_of(message: ContactMessage) -> str:
    return f"{settings.BASE_URL.rstrip('/')}/ops/messages/{message.id}"
