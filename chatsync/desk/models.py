"""Requests to the privacy desk, and all that was said and done about each.

Global: whoever asks may belong to no workspace, and what they ask is answered by the operator.
"""

from datetime import datetime, timedelta
from typing import ClassVar

from django.db import models

from chatsync.accounts.models import Person
from chatsync.kit.clock import now
from chatsync.kit.ids import uuid7

TIME_TO_ANSWER = timedelta(days=30)
"""One month is the law in most places (GDPR article 12); thirty days are never longer."""

EXTENSION = timedelta(days=60)
"""Once, with a reason that the person is told."""

SOON = timedelta(days=7)
"""This long before it is due a request is marked, and operators are reminded."""

LONGEST_TEXT = 5_000
"""Characters that a form takes. A mail may be longer; see `letters.py`."""


class Kind(models.TextChoices):
    """What somebody asks for."""

    ACCESS = "access"
    CORRECTION = "correction"
    DELETION = "deletion"
    OBJECTION = "objection"
    COMPLAINT = "complaint"
    QUESTION = "question"


class State(models.TextChoices):
    NEW = "new"
    IN_PROGRESS = "in_progress"
    WAITING = "waiting"
    ANSWERED = "answered"
    CLOSED = "closed"


class Source(models.TextChoices):
    FORM = "form"
    MAIL = "mail"
    HAND = "hand"


class Told(models.IntegerChoices):
    """What operators were reminded of last."""

    NOTHING = 0
    NEW = 1
    SOON = 2
    OVERDUE = 3


OPEN = (State.NEW, State.IN_PROGRESS, State.WAITING)
"""Somebody still owes an answer."""


class Request(models.Model):
    """What one person asks. The reference is what they hold; an address may be missing where it
    came by letter or by telephone. `submission` is the number of the form that was sent, so that
    sending it twice makes one request.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    reference = models.CharField(max_length=16, unique=True)
    kind = models.CharField(max_length=12, choices=Kind.choices)
    state = models.CharField(max_length=12, choices=State.choices, default=State.NEW)
    source = models.CharField(max_length=8, choices=Source.choices)
    name = models.CharField(max_length=120, blank=True, default="")
    address = models.EmailField(max_length=254, blank=True, default="")
    shop = models.CharField(max_length=120, blank=True, default="")
    language = models.CharField(max_length=2)
    submission = models.UUIDField(null=True, blank=True, unique=True)
    assignee = models.ForeignKey(
        Person, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    received_at = models.DateTimeField(default=now)
    due_at = models.DateTimeField()
    extended = models.BooleanField(default=False)
    identity = models.CharField(max_length=200, blank=True, default="")
    """How it was checked who asks; empty where it was not."""
    told = models.PositiveSmallIntegerField(choices=Told.choices, default=Told.NOTHING)
    settled_at = models.DateTimeField(null=True, blank=True)
    """When it became answered or closed."""

    class Meta:
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["due_at", "id"], name="desk_by_due_date"),
            models.Index(fields=["-received_at", "-id"], name="desk_by_arrival"),
            models.Index(fields=["address"], name="desk_by_address"),
        ]

    @property
    def is_open(self) -> bool:
        return self.state in OPEN

    @property
    def is_overdue(self) -> bool:
        return self.is_open and self.due_at < now()

    @property
    def is_due_soon(self) -> bool:
        return self.is_open and not self.is_overdue and self.due_at < now() + SOON

    @property
    def extended_due_at(self) -> datetime:
        """When it would be due if it were extended now."""
        return self.due_at + EXTENSION


class MailboxStanding(models.Model):
    """How the desk's mailbox stands, in one row: up to where it was read, and what is wrong."""

    id = models.PositiveSmallIntegerField(primary_key=True)
    validity = models.BigIntegerField(default=0)
    last_uid = models.BigIntegerField(default=0)
    read_at = models.DateTimeField(null=True, blank=True)
    fault = models.CharField(max_length=300, blank=True, default="")
    fault_since = models.DateTimeField(null=True, blank=True)


class Part(models.TextChoices):
    """What an entry is. `asked`, `answer` and `receipt` were said between us and the person."""

    ASKED = "asked"
    ANSWER = "answer"
    RECEIPT = "receipt"
    NOTE = "note"
    ACT = "act"


class Entry(models.Model):
    """One thing said or done about a request. Only ever added: the database refuses to change or
    delete one, except with its whole request.

    `by` is the operator's number, without a reference: the trail outlives an account. An act has
    its name and particulars in `facts`; a mail its sender, subject and what became of its files.
    `message_id` is that of a mail in either direction; `digest` tells two mails apart whose
    senders gave them the same one.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    request = models.ForeignKey(
        Request, on_delete=models.DO_NOTHING, db_constraint=False, related_name="+"
    )
    part = models.CharField(max_length=8, choices=Part.choices)
    at = models.DateTimeField(default=now)
    by = models.UUIDField(null=True, blank=True)
    words = models.TextField(blank=True, default="")
    facts = models.JSONField(blank=True, default=dict)
    message_id = models.CharField(max_length=255, blank=True, default="")
    digest = models.CharField(max_length=64, blank=True, default="")
    mail = models.UUIDField(null=True, blank=True)
    """The outgoing mail, as long as the queue of mails knows it."""

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                fields=["message_id", "digest"],
                condition=~models.Q(message_id=""),
                name="desk_mail_once",
            )
        ]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["part", "at"], name="desk_by_part")
        ]
