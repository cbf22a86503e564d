"""Conversations and their messages.

A conversation is the one timeline of a contact with a number; its sessions are the stretches
from opening to resolving.
"""

from django.db import models

from chatsync.channels.models import Media, Number
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


class Direction(models.TextChoices):
    IN = "in"
    OUT = "out"


class MessageStatus(models.TextChoices):
    RECEIVED = "received"
    QUEUED = "queued"
    SENDING = "sending"
    UNKNOWN = "unknown"
    ACCEPTED = "accepted"
    SENT = "sent"
    FAILED = "failed"
    DELIVERED = "delivered"
    READ = "read"
    PLAYED = "played"


RANK: dict[str, int] = {status: rank for rank, status in enumerate(MessageStatus.values)}
"""A status only rises. `failed` outranks `sent` (a late `sent` must not clear it) and is itself
outranked by proof of delivery."""


class Message(TenantModel):
    """One bubble of a timeline.

    `sent_at` is the provider's time, `stored_at` ours; the timeline sorts by the first, then by
    the id, which rises as we store. `stored_seq` is the number of the push that told of the
    message first, `seq` of the last that did (a tick raises it). `settled_as` is how our own send
    ended: accepted, failed or unknown.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    conversation = models.ForeignKey(
        Conversation,
        on_delete=models.CASCADE,
        related_name="+",
        db_constraint=False,
        db_index=False,
    )
    number_id = models.UUIDField()
    direction = models.CharField(max_length=3, choices=Direction.choices)
    origin = models.CharField(max_length=8, default="live")
    type = models.CharField(max_length=40)
    text = models.TextField(null=True)  # noqa: DJ001  a photo without caption has none
    media = models.ForeignKey(
        Media,
        on_delete=models.PROTECT,
        related_name="+",
        db_constraint=False,
        null=True,
        db_index=False,
    )
    status = models.CharField(max_length=10, choices=MessageStatus.choices)
    rank = models.SmallIntegerField()
    wamid = models.CharField(max_length=256, null=True)  # noqa: DJ001  unknown until accepted
    client_id = models.UUIDField(null=True)
    author_id = models.UUIDField(null=True)
    reply_to_wamid = models.CharField(max_length=256, null=True)  # noqa: DJ001
    refers_to = models.CharField(max_length=256, null=True)  # noqa: DJ001  of marks alone
    template = models.JSONField(null=True)
    details = models.JSONField(null=True)
    error_code = models.IntegerField(null=True)
    error_title = models.CharField(max_length=300, blank=True, default="")
    error_details = models.CharField(max_length=500, blank=True, default="")
    raw = models.BinaryField(null=True)
    settled_as = models.CharField(max_length=10, blank=True, default="", db_default="")
    settled_at = models.DateTimeField(null=True)
    sent_at = models.DateTimeField()
    stored_at = models.DateTimeField(default=now)
    stored_seq = models.BigIntegerField(default=0, db_default=0)
    seq = models.BigIntegerField(default=0)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["workspace_id", "number_id", "wamid"],
                name="message_wamid_once",
            ),
            models.UniqueConstraint(
                fields=["workspace_id", "client_id"],
                condition=models.Q(client_id__isnull=False),
                name="message_client_once",
            ),
        ]
        indexes = [
            models.Index(
                fields=["workspace_id", "conversation", "-sent_at", "-id"], name="message_thread"
            ),
            models.Index(fields=["workspace_id", "-sent_at", "-id"], name="message_newest"),
            models.Index(
                fields=["workspace_id", "media"],
                condition=models.Q(media__isnull=False),
                name="message_media",
            ),
            models.Index(
                fields=["workspace_id", "number_id", "refers_to"],
                condition=models.Q(refers_to__isnull=False),
                name="message_marks",
            ),
        ]


class StatusReport(TenantModel):
    """A tick as Meta reported it. It may arrive before the message it speaks of."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    number_id = models.UUIDField()
    wamid = models.CharField(max_length=256)
    status = models.CharField(max_length=20)
    rank = models.SmallIntegerField()
    at = models.DateTimeField()
    error_code = models.IntegerField(null=True)
    error_title = models.CharField(max_length=300, blank=True, default="")
    error_details = models.CharField(max_length=500, blank=True, default="")
    raw = models.BinaryField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["workspace_id", "number_id", "wamid", "status"], name="status_once"
            )
        ]


class Draft(TenantModel):
    """What a member began to write in a conversation; empty once it is sent or given up.

    The row stays when the text goes: its revision tells a late, older text from a new one.
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
    updated_at = models.DateTimeField(default=now)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["workspace_id", "conversation", "member"], name="draft_once"
            )
        ]


class Note(TenantModel):
    """What colleagues tell each other in a conversation; a customer never sees it.

    A note that was taken back stays as an empty line, so that what was said about it makes sense.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    conversation = models.ForeignKey(
        Conversation,
        on_delete=models.CASCADE,
        related_name="+",
        db_constraint=False,
        db_index=False,
    )
    author_id = models.UUIDField()
    text = models.TextField()
    created_at = models.DateTimeField(default=now)
    edited_at = models.DateTimeField(null=True)
    deleted_at = models.DateTimeField(null=True)
    seq = models.BigIntegerField(default=0)

    class Meta:
        indexes = [
            models.Index(
                fields=["workspace_id", "conversation", "-created_at", "-id"], name="note_thread"
            )
        ]


class Mention(TenantModel):
    """A member named in a note, and when they saw it."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    note = models.ForeignKey(
        Note, on_delete=models.CASCADE, related_name="+", db_constraint=False, db_index=False
    )
    member = models.ForeignKey(
        Member, on_delete=models.CASCADE, related_name="+", db_constraint=False, db_index=False
    )
    seen_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["workspace_id", "note", "member"], name="mention_once")
        ]
        indexes = [
            models.Index(
                fields=["workspace_id", "member", "-id"],
                condition=models.Q(seen_at__isnull=True),
                name="mention_unseen",
            )
        ]


class HistoryKind(models.TextChoices):
    """What happened to a conversation as a whole."""

    TAKEN = "taken"
    ASSIGNED = "assigned"
    GIVEN_BACK = "given_back"
    RESOLVED = "resolved"
    REOPENED = "reopened"
    SNOOZED = "snoozed"
    WOKEN = "woken"


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
