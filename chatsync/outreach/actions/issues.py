"""Writing an issue of the newsletter and sending it to everybody who confirmed."""

from uuid import UUID

from django.db import transaction
from django.db.models import F
from django.template.loader import render_to_string
from django.utils import translation

from chatsync.jobs.events import emit
from chatsync.jobs.mail import queue_mail
from chatsync.kit.clock import now
from chatsync.outreach.actions.subscribe import leaving_link
from chatsync.outreach.events import IssueSent
from chatsync.outreach.models import Issue, Subscriber

AT_ONCE = 200


def write(**words: str) -> Issue:
    """Keep an issue that goes to nobody yet: subject and text in both languages."""
    return Issue.objects.create(**words)


def send(issue_id: UUID) -> bool:
    """Send it, once; whether nobody had before. The mails are queued by a job."""
    with transaction.atomic():
        if not Issue.objects.filter(id=issue_id, sent_at=None).update(sent_at=now()):
            return False
        emit(IssueSent(issue_id=issue_id))
    return True


def discard(issue_id: UUID) -> bool:
    """Delete one that was not sent; whether there was one."""
    gone, _by_table = Issue.objects.filter(id=issue_id, sent_at=None).delete()
    return bool(gone)


def deliver(issue_id: UUID) -> None:
    """Queue a mail for everybody who was a subscriber when it was sent. Safe to run twice.

    The row remembers the last one reached, in the transaction that queued their mail.
    """
    while _deliver_some(issue_id) == AT_ONCE:
        pass


def _deliver_some(issue_id: UUID) -> int:
    with transaction.atomic():
        rows = Issue.objects.select_for_update(no_key=True)
        issue = rows.filter(id=issue_id, sent_at__isnull=False).first()
        if issue is None:
            return 0
        due = Subscriber.objects.filter(since__lte=issue.sent_at).order_by("id")
        if issue.reached:
            due = due.filter(id__gt=issue.reached)
        reached = list(due[:AT_ONCE])
        for subscriber in reached:
            _mail(issue, subscriber)
        if reached:
            Issue.objects.filter(id=issue.id).update(
                reached=reached[-1].id, mailed=F("mailed") + len(reached)
            )
    return len(reached)


def _mail(issue: Issue, subscriber: Subscriber) -> None:
    """With the header by which mail programs offer to unsubscribe (RFC 8058)."""
    link = leaving_link(subscriber)
    with translation.override(subscriber.language):
        words = {"text": issue.text(subscriber.language), "link": link}
        queue_mail(
            recipient=subscriber.address,
            subject=issue.subject(subscriber.language),
            text=render_to_string("outreach/issue_message.txt", words),
            kind="newsletter",
            headers={
                "List-Unsubscribe": f"<{link}>",
                "List-Unsubscribe-Post": "List-Unsubscribe=One-Click",
            },
        )
