"""What people keep at hand: texts they often send, and lists they often open."""

from django.db import models

from chatsync.inbox.models.sorting import Tag
from chatsync.kit.ids import uuid7
from chatsync.kit.tenancy import TenantModel
from chatsync.workspaces.models import Member


class QuickReply(TenantModel):
    """A text that is put into an answer by its name. Without a member it is the team's."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    member = models.ForeignKey(
        Member,
        on_delete=models.CASCADE,
        related_name="+",
        db_constraint=False,
        db_index=False,
        null=True,
    )
    name = models.CharField(max_length=40)
    text = models.TextField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["workspace_id", "member", "name"],
                name="quick_reply_name_once",
                nulls_distinct=False,
            )
        ]


class SavedView(TenantModel):
    """A list with its filters under a name. Without a member it is the team's."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    member = models.ForeignKey(
        Member,
        on_delete=models.CASCADE,
        related_name="+",
        db_constraint=False,
        db_index=False,
        null=True,
    )
    name = models.CharField(max_length=40)
    queue = models.CharField(max_length=10)
    status = models.CharField(max_length=10)
    only = models.CharField(max_length=10, blank=True, default="")
    tag = models.ForeignKey(
        Tag,
        on_delete=models.CASCADE,
        related_name="+",
        db_constraint=False,
        db_index=False,
        null=True,
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["workspace_id", "member", "name"],
                name="saved_view_name_once",
                nulls_distinct=False,
            )
        ]
