"""Outgoing mail: a row with a state; the job only points to it."""

from django.db import models

from chatsync.kit.clock import now
from chatsync.kit.ids import uuid7


class MailState(models.TextChoices):
    QUEUED = "queued"
    SENT = "sent"
    FAILED = "failed"
    STOPPED = "stopped"


class Mail(models.Model):
    """One mail on its way.

    Subject and text are erased once it was handed over or stopped, since they may hold a code;
    those of one that failed are kept for 72 hours, so that it can be sent again. `kind` is the name
    of what was written, for the operator's list.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    recipient = models.CharField(max_length=254)
    sender = models.CharField(max_length=254)
    kind = models.CharField(max_length=40, blank=True, default="")
    subject = models.CharField(max_length=254, blank=True)
    text = models.TextField(blank=True)
    headers = models.JSONField(blank=True, default=dict)
    """What threads and replies go by: Message-ID, In-Reply-To, Reply-To (RFC 5322)."""
    state = models.CharField(max_length=8, choices=MailState.choices, default=MailState.QUEUED)
    attempts = models.PositiveSmallIntegerField(default=0)
    last_error = models.CharField(max_length=300, blank=True, default="")
    queued_at = models.DateTimeField(default=now, editable=False)
    settled_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        indexes = [
            models.Index(
                fields=["-queued_at", "-id"],
                condition=~models.Q(state="sent"),
                name="mail_unsent",
            )
        ]
