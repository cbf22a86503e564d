"""Outgoing mail: a row with a state; the job only points to it."""

from django.db import models

from chatsync.kit.clock import now
from chatsync.kit.ids import uuid7


class MailState(models.TextChoices):
    QUEUED = "queued"
    SENT = "sent"
    FAILED = "failed"


class Mail(models.Model):
    """One mail on its way. Its text is erased once it was handed over, since it may hold a code."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    recipient = models.CharField(max_length=254)
    sender = models.CharField(max_length=254)
    subject = models.CharField(max_length=254)
    text = models.TextField(blank=True)
    state = models.CharField(max_length=8, choices=MailState.choices, default=MailState.QUEUED)
    attempts = models.PositiveSmallIntegerField(default=0)
    last_error = models.CharField(max_length=300, blank=True, default="")
    queued_at = models.DateTimeField(default=now, editable=False)
    settled_at = models.DateTimeField(null=True, blank=True)
