"""Mail as a job: written in the caller's transaction, handed over by the jobs process."""

from collections.abc import Mapping, Sequence
from typing import Any
from urllib.parse import unquote, urlsplit
from uuid import UUID

import structlog
from django.conf import settings
from django.core.mail import EmailMessage
from django.core.mail.backends.base import BaseEmailBackend
from django.core.mail.backends.smtp import EmailBackend as Smtp
from django.db import transaction
from django.db.models import QuerySet
from procrastinate import RetryStrategy
from procrastinate.contrib.django import app

from chatsync.jobs.models import Mail, MailState
from chatsync.kit.clock import now
from chatsync.kit.env import WrongSetting

KIND_HEADER = "ChatSync-Kind"
"""Tells the queue what was written; it is no part of the mail that goes out."""
_ATTEMPTS = 8
_log = structlog.get_logger()


class MailNotTaken(Exception):  # noqa: N818
    """The mail server did not take the mail; the job is tried again."""


class QueuedMail(BaseEmailBackend):
    """Django's mail door: stores each mail and leaves a job to send it."""

    def send_messages(self, email_messages: Sequence[EmailMessage]) -> int:
        for message in email_messages:
            for recipient in message.recipients():
                queue_mail(
                    recipient=recipient,
                    subject=str(message.subject),
                    text=str(message.body),
                    sender=message.from_email or settings.EMAIL_FROM,
                    kind=str(message.extra_headers.get(KIND_HEADER, "")),
                )
        return len(email_messages)


def queue_mail(
    *,
    recipient: str,
    subject: str,
    text: str,
    sender: str = "",
    kind: str = "",
    headers: Mapping[str, str] | None = None,
) -> Mail:
    """Store a mail and the job that sends it, in the open transaction.

    With a Message-ID among its headers every attempt carries the same one.
    """
    mail = Mail.objects.create(
        recipient=recipient,
        sender=sender or settings.EMAIL_FROM,
        subject=" ".join(subject.split())[:254],
        text=text,
        kind=kind[:40],
        headers=dict(headers or {}),
    )
    send_mail.defer(mail_id=str(mail.id))
    return mail


@app.task(
    name="send_mail",
    queue="mail",
    retry=RetryStrategy(max_attempts=_ATTEMPTS, exponential_wait=3),
)
def send_mail(mail_id: str) -> None:
    """Hand one mail to the server of EMAIL_URL. Without one, say so in the log."""
    mail = Mail.objects.filter(id=mail_id, state=MailState.QUEUED).first()
    if mail is None:
        return
    attempts = mail.attempts + 1
    try:
        _hand_over(mail)
    except Exception as error:
        if not _note_failure(mail, attempts, error):
            return
        raise MailNotTaken(type(error).__name__) from error
    _erase(Mail.objects.filter(id=mail.id), MailState.SENT, attempts=attempts, last_error="")


def _note_failure(mail: Mail, attempts: int, error: Exception) -> bool:
    """Write down why it was not taken; whether it is still wanted (nobody stopped it meanwhile)."""
    said = f"{type(error).__name__}: {error}".replace(mail.subject or "\0", "…")[:300]
    facts: dict[str, Any] = {"attempts": attempts, "last_error": said}
    if attempts >= _ATTEMPTS:
        facts |= {"state": MailState.FAILED, "settled_at": now()}
    _log.warning("mail_not_taken", mail=str(mail.id), attempt=attempts)
    return bool(Mail.objects.filter(id=mail.id, state=MailState.QUEUED).update(**facts))


def send_again(mail_id: UUID) -> bool:
    """Try a mail that failed anew; whether it could be: its text is kept for 72 hours."""
    failed = Mail.objects.filter(id=mail_id, state=MailState.FAILED).exclude(text="")
    with transaction.atomic():
        anew = {"state": MailState.QUEUED, "attempts": 0, "queued_at": now(), "settled_at": None}
        if not failed.update(**anew):
            return False
        send_mail.defer(mail_id=str(mail_id))
    return True


def stop(mail_id: UUID) -> bool:
    """Send a waiting mail to nobody, and erase what it says; whether it was still waiting.

    One that is being handed over at this moment may still arrive, and then counts as sent.
    """
    return bool(_erase(Mail.objects.filter(id=mail_id, state=MailState.QUEUED), MailState.STOPPED))


def _erase(mails: QuerySet[Mail], state: MailState, **facts: Any) -> int:
    return mails.update(state=state, settled_at=now(), subject="", text="", **facts)


def _hand_over(mail: Mail) -> None:
    server = smtp_server(settings.EMAIL_URL)
    message = EmailMessage(
        mail.subject, mail.text, mail.sender, [mail.recipient], headers=mail.headers
    )
    if server is None:
        raise MailNotTaken("EMAIL_URL is not set")
    server.send_messages([message])


def smtp_server(url: str) -> Smtp | None:
    """The server that EMAIL_URL names: smtp://user:password@host:port, smtps:// or ?tls=on."""
    if not url:
        return None
    parts = urlsplit(url)
    if parts.scheme not in {"smtp", "smtps"} or not parts.hostname:
        raise WrongSetting("EMAIL_URL must look like smtp://user:password@host:587?tls=on.")
    secure = parts.scheme == "smtps"
    return Smtp(
        host=parts.hostname,
        port=parts.port or (465 if secure else 25),
        username=unquote(parts.username or ""),
        password=unquote(parts.password or ""),
        use_ssl=secure,
        use_tls="tls=on" in parts.query,
        timeout=20,
    )
