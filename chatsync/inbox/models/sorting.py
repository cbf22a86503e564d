"""What happened to a conversation as a whole, and the tags on it."""

from django.db import models

from chatsync.inbox.models.conversations import Conversation
from chatsync.kit.clock import now
from chatsync.kit.ids import uuid7
from chatsync.kit.tenancy import TenantModel


class HistoryKind(models.TextChoices):
    """What happened to a conversation as a whole."""

    TAKEN = "taken"
    ASSIGNED = "assigned"
    GIVEN_BACK = "given_back"
    RESOLVED = "resolved"
    REOPENED = "reopened"
    SNOOZED = "snoozed"
    WOKEN = "woken"


class GivenWhy(models.TextChoices):
    """Why somebody was given a conversation by itself."""

    TURN = "turn"
    """It was their turn."""
    BEFORE = "before"
    """They had it before."""
    MISSING = "missing"
    """Whoever had it (`former`) was not there while the customer waited."""
    FULL = "full"
    """Whoever had it (`former`) holds as many as the rules allow."""


class HistoryLine(TenantModel):
    """One quiet line of the thread. `actor` is a member id, null for the customer or the clock."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    conversation = models.ForeignKey(
        Conversation,
        on_delete=models.CASCADE,
        related_name="+",
        db_constraint=False,
        db_index=False,
    )
    kind = models.CharField(max_length=12, choices=HistoryKind.choices)
    actor_id = models.UUIDField(null=True)
    member_id = models.UUIDField(null=True)
    until = models.DateTimeField(null=True)
    why = models.CharField(
        max_length=8, choices=GivenWhy.choices, blank=True, default="", db_default=""
    )
    """Of what was given by itself; empty where a person did it."""
    former_id = models.UUIDField(null=True)
    """The member who had it, where `why` speaks of them."""
    at = models.DateTimeField(default=now)

    class Meta:
        indexes = [
            models.Index(
                fields=["workspace_id", "conversation", "-at", "-id"], name="history_thread"
            )
        ]


class Tag(TenantModel):
    """A word that a workspace puts on conversations, with a colour."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    name = models.CharField(max_length=40)
    colour = models.CharField(max_length=10)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["workspace_id", "name"], name="tag_name_once")
        ]


class ConversationTag(TenantModel):
    """A tag on a conversation."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    conversation = models.ForeignKey(
        Conversation,
        on_delete=models.CASCADE,
        related_name="+",
        db_constraint=False,
        db_index=False,
    )
    tag = models.ForeignKey(
        Tag, on_delete=models.CASCADE, related_name="+", db_constraint=False, db_index=False
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["workspace_id", "conversation", "tag"], name="conversation_tag_once"
            )
        ]
        indexes = [
            models.Index(
                fields=["workspace_id", "tag", "conversation"], name="tagged_conversations"
            )
        ]
