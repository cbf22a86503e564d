"""What strangers and the operator tell each other. Global: nothing belongs to a workspace."""

from typing import ClassVar

from django.db import models

from chatsync.kit.clock import now
from chatsync.kit.ids import uuid7
from chatsync.kit.text import gettext_noop

LONGEST_TEXT = 5000


class Topic(models.TextChoices):
    QUESTION = "question"
    TROUBLE = "trouble"
    IDEA = "idea"
    OTHER = "other"


TOPICS: dict[str, str] = {
    Topic.QUESTION: gettext_noop("A question before we begin"),
    Topic.TROUBLE: gettext_noop("Something does not work"),
    Topic.IDEA: gettext_noop("An idea"),
    Topic.OTHER: gettext_noop("Something else"),
}
"""What one may write about, as sentences of the catalogue."""


class ContactMessage(models.Model):
    """What somebody wrote through the contact form, and what was answered, if anything."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    name = models.CharField(max_length=120)
    address = models.EmailField(max_length=254)
    topic = models.CharField(max_length=8, choices=Topic.choices)
    words = models.TextField(max_length=LONGEST_TEXT)
    language = models.CharField(max_length=2)
    received_at = models.DateTimeField(default=now, editable=False)
    answer = models.TextField(blank=True, default="")
    settled_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["-received_at", "-id"], name="contact_newest")
        ]


class SubscriptionRequest(models.Model):
    """An address that asked for the newsletter and has not confirmed. One for each address."""

    address = models.EmailField(max_length=254, unique=True)
    digest = models.BinaryField(max_length=32, unique=True)
    language = models.CharField(max_length=2)
    asked_at = models.DateTimeField(default=now, editable=False)


class Subscriber(models.Model):
    """An address that confirmed. Nothing else is known of it."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    address = models.EmailField(max_length=254, unique=True)
    language = models.CharField(max_length=2)
    since = models.DateTimeField(default=now, editable=False)


class Issue(models.Model):
    """One newsletter in both languages. `reached`: the last subscriber whose mail is queued."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    subject_en = models.CharField(max_length=150)
    text_en = models.TextField(max_length=4 * LONGEST_TEXT)
    subject_ur = models.CharField(max_length=150)
    text_ur = models.TextField(max_length=4 * LONGEST_TEXT)
    written_at = models.DateTimeField(default=now, editable=False)
    sent_at = models.DateTimeField(null=True, blank=True)
    reached = models.UUIDField(null=True, blank=True)
    mailed = models.PositiveIntegerField(default=0)

    def subject(self, language: str) -> str:
        return self.subject_ur if language == "ur" else self.subject_en

    def text(self, language: str) -> str:
        return self.text_ur if language == "ur" else self.text_en


class Incident(models.Model):
    """Something that does not work as it should, as an operator tells it on `/status`."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    title_en = models.CharField(max_length=120)
    title_ur = models.CharField(max_length=120)
    began_at = models.DateTimeField(default=now, editable=False)
    ended_at = models.DateTimeField(null=True, blank=True)

    def title(self, language: str) -> str:
        return self.title_ur if language == "ur" else self.title_en


class IncidentWord(models.Model):
    """What was said of an incident at a time. Only ever added."""

    incident = models.ForeignKey(Incident, on_delete=models.CASCADE, related_name="+")
    text_en = models.CharField(max_length=1000)
    text_ur = models.CharField(max_length=1000)
    said_at = models.DateTimeField(default=now, editable=False)

    class Meta:
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["incident", "said_at"], name="incident_words")
        ]

    def text(self, language: str) -> str:
        return self.text_ur if language == "ur" else self.text_en
