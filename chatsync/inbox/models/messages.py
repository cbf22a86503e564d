"""Messages of a timeline, and the reports of how far ours came."""

from django.db import models

from chatsync.channels.models import Media
from chatsync.inbox.models.conversations import Conversation
from chatsync.kit.clock import now
from chatsync.kit.ids import uuid7
from chatsync.kit.tenancy import TenantModel


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
    """A tick as Meta reported it. It may arrive before the message it speaks of.

    Its id rises as we store: with the workspace before it, the key finds what is old.
    """

    pk = models.CompositePrimaryKey("workspace_id", "id")
    id = models.UUIDField(default=uuid7, editable=False)
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
