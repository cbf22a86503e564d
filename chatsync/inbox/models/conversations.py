"""Conversations, their sessions and drafts: rows of the list."""

from django.db import models

from chatsync.channels.models import Number
from chatsync.contacts.models import Contact
from chatsync.kit.clock import now
from chatsync.kit.ids import uuid7
from chatsync.kit.tenancy import TenantModel
from chatsync.workspaces.models import Member


class ConversationStatus(models.TextChoices):
    OPEN = "open"
    SNOOZED = "snoozed"
    RESOLVED = "resolved"


class Conversation(TenantModel):
    """One row of the list; what the row shows is kept on it, so that a list is one index read."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    number = models.ForeignKey(
        Number, on_delete=models.PROTECT, related_name="+", db_constraint=False, db_index=False
    )
    contact = models.ForeignKey(
        Contact, on_delete=models.PROTECT, related_name="+", db_constraint=False, db_index=False
    )
    status = models.CharField(
        max_length=10, choices=ConversationStatus.choices, default=ConversationStatus.OPEN
    )
    assignee = models.ForeignKey(
        Member,
        on_delete=models.PROTECT,
        related_name="+",
        db_constraint=False,
        db_index=False,
        null=True,
    )
    unread = models.IntegerField(default=0)
    last_message_id = models.UUIDField(null=True)
    last_message_at = models.DateTimeField(null=True)
    last_direction = models.CharField(max_length=3, blank=True, default="")
    last_type = models.CharField(max_length=40, blank=True, default="")
    last_text = models.CharField(max_length=200, blank=True, default="")
    last_status = models.CharField(max_length=10, blank=True, default="")
    last_message_seq = models.BigIntegerField(default=0)
    window_expires_at = models.DateTimeField(null=True)
    waiting_since = models.DateTimeField(null=True)
    resolved_at = models.DateTimeField(null=True)
    snoozed_until = models.DateTimeField(null=True)
    seq = models.BigIntegerField(default=0)
    created_at = models.DateTimeField(default=now, editable=False)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["workspace_id", "number", "contact"], name="conversation_once"
            ),
            models.CheckConstraint(
                condition=models.Q(status__in=ConversationStatus.values),
                name="conversation_status",
            ),
        ]
        indexes = [
            models.Index(
                fields=["workspace_id", "status", "-last_message_at", "-id"],
                name="conversation_list",
            ),
            models.Index(
                fields=["workspace_id", "assignee", "status", "-last_message_at", "-id"],
                name="conversation_assignee",
            ),
            models.Index(
                fields=["workspace_id", "waiting_since", "id"],
                condition=models.Q(assignee__isnull=True, status="open"),
                name="conversation_waiting",
            ),
            models.Index(fields=["workspace_id", "contact"], name="conversation_contact"),
            models.Index(
                fields=["workspace_id", "snoozed_until"],
                condition=models.Q(status="snoozed"),
                name="conversation_snoozed",
            ),
            models.Index(
                fields=["workspace_id", "assignee"],
                condition=models.Q(status="open", unread__gt=0),
                name="conversation_unread",
            ),
        ]


class Session(TenantModel):
    """A stretch of a conversation from its opening to its resolving."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    conversation = models.ForeignKey(
        Conversation, on_delete=models.CASCADE, related_name="+", db_constraint=False
    )
    opened_at = models.DateTimeField()
    resolved_at = models.DateTimeField(null=True)
    resolved_by_id = models.UUIDField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["workspace_id", "conversation"],
                condition=models.Q(resolved_at__isnull=True),
                name="one_open_session",
            )
        ]


class Draft(TenantModel):
    """What a member began to write in a conversation; empty once it is sent or given up.

    The row stays when the text goes: its revision tells a late, older text from a new one.
    `unsent` holds the replies, as `UnsentReply`, that the member's page has not brought here yet.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    conversation = models.ForeignKey(
        Conversation, on_delete=models.CASCADE, related_name="+", db_constraint=False
    )
    member = models.ForeignKey(
        Member, on_delete=models.CASCADE, related_name="+", db_constraint=False
    )
    text = models.TextField()
    revision = models.PositiveIntegerField(default=0)
    unsent = models.JSONField(default=list, db_default=[])
    updated_at = models.DateTimeField(default=now)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["workspace_id", "conversation", "member"], name="draft_once"
            )
        ]
