"""Notes among colleagues, and whom they name."""

from django.db import models

from chatsync.inbox.models.conversations import Conversation
from chatsync.kit.clock import now
from chatsync.kit.ids import uuid7
from chatsync.kit.tenancy import TenantModel
from chatsync.workspaces.models import Member


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
    client_id = models.UUIDField(null=True)
    author_id = models.UUIDField()
    text = models.TextField()
    created_at = models.DateTimeField(default=now)
    edited_at = models.DateTimeField(null=True)
    deleted_at = models.DateTimeField(null=True)
    seq = models.BigIntegerField(default=0)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["workspace_id", "client_id"],
                condition=models.Q(client_id__isnull=False),
                name="note_client_once",
            )
        ]
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
