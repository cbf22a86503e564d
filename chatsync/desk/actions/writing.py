"""Mails of the desk. Each has a Message-ID of ours, so that replies are found again."""

from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.conf import settings
from django.template.loader import render_to_string
from django.utils import translation
from django.utils.formats import date_format
from django.utils.translation import gettext

from chatsync.desk.models import Entry, Part, Request
from chatsync.jobs.mail import queue_mail
from chatsync.kit.clock import now
from chatsync.kit.ids import uuid7

KIND = "privacy_desk"
RECEIPTS_A_DAY = 3
"""To one address; whoever types it is not known to read it."""

RECEIPTS_AN_HOUR = 200
"""To anybody: the desk must not become a way to fill mailboxes."""

_MOST_REFERENCES = 20


def confirm(asked: Request) -> None:
    """Tell the address that a request came, with its reference and nothing of what was written.

    Says nothing where too many went out already: the page has shown the reference.
    """
    if not asked.address or not _may_confirm(asked.address):
        return
    with translation.override(asked.language):
        text = render_to_string("desk/receipt_message.txt", _words(asked))
    _send(asked, Part.RECEIPT, text, automatic="auto-replied")


def write(asked: Request, words: str, *, by: UUID) -> None:
    """Store an answer and mail it; without an address the operator passes it on themselves."""
    with translation.override(asked.language):
        text = render_to_string("desk/answer_message.txt", _words(asked) | {"words": words})
    _send(asked, Part.ANSWER, text, said=words, by=by)


def tell_of_extension(asked: Request, reason: str, *, by: UUID) -> None:
    """The law wants the person to know, and why."""
    with translation.override(asked.language):
        words = render_to_string("desk/extension_words.txt", _words(asked) | {"reason": reason})
    write(asked, words, by=by)


def told_day(moment: datetime) -> str:
    """A due date as people read it."""
    return date_format(moment, "DATE_FORMAT")


def _send(
    asked: Request,
    part: Part,
    text: str,
    *,
    said: str = "",
    by: UUID | None = None,
    automatic: str = "",
) -> None:
    entry = Entry(id=uuid7(), request=asked, part=part, words=said, by=by)
    if asked.address:
        entry.message_id = f"<desk.{entry.id.hex}@{settings.BASE_HOST}>"
        entry.mail = queue_mail(
            recipient=asked.address,
            subject=_subject(asked),
            text=text,
            kind=KIND,
            headers=_headers(asked, entry.message_id, automatic),
        ).id
    entry.save(force_insert=True)


def _headers(asked: Request, message_id: str, automatic: str) -> dict[str, str]:
    known = Entry.objects.filter(request=asked).exclude(message_id="").order_by("-id")
    thread = list(known.values_list("message_id", flat=True)[:_MOST_REFERENCES])
    headers = {"Message-ID": message_id}
    if thread:
        headers |= {"In-Reply-To": thread[0], "References": " ".join(thread[::-1])}
    if settings.PRIVACY_EMAIL:
        headers["Reply-To"] = settings.PRIVACY_EMAIL
    if automatic:
        headers["Auto-Submitted"] = automatic
    return headers


def _subject(asked: Request) -> str:
    """The same for a whole thread: many mailers go by it."""
    with translation.override(asked.language):
        return f"[{asked.reference}] {gettext('Your request about your data')}"


def _words(asked: Request) -> dict[str, Any]:
    return {
        "reference": asked.reference,
        "due": told_day(asked.due_at),
        "mail": settings.PRIVACY_EMAIL,
        "operator": settings.OPERATOR_NAME or "ChatSync",
    }


def _may_confirm(address: str) -> bool:
    sent = Entry.objects.filter(part=Part.RECEIPT)
    today = sent.filter(at__gt=now() - timedelta(days=1), request__address=address)
    lately = sent.filter(at__gt=now() - timedelta(hours=1))
    return (
        today[:RECEIPTS_A_DAY].count() < RECEIPTS_A_DAY
        and lately[:RECEIPTS_AN_HOUR].count() < RECEIPTS_AN_HOUR
    )
