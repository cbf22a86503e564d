"""What browsers are told, in commit order per workspace."""

import uuid

from django.db import models

from chatsync.kit.clock import now
from chatsync.kit.tenancy import TenantModel


class Counter(models.Model):
    """The last sequence number of a workspace.

    Taking it locks the row until commit, so that numbers appear in commit order. Events up to
    `purged_seq` were deleted for their age.
    """

    workspace_id = models.UUIDField(primary_key=True)
    seq = models.BigIntegerField(default=0)
    purged_seq = models.BigIntegerField(default=0, db_default=0)

    class Meta:
        db_table = "realtime_counter"


class Event(TenantModel):
    """One push.

    `assignee` is who holds the conversation now, `former` who held it before; both are member
    ids, and null when the audience is the whole workspace or nobody.
    """

    pk = models.CompositePrimaryKey("workspace_id", "seq")
    seq = models.BigIntegerField()
    everyone = models.BooleanField(default=False)
    assignee_id = models.UUIDField(null=True)
    former_id = models.UUIDField(null=True)
    was_unassigned = models.BooleanField(default=False)
    conversation_id = models.UUIDField(null=True)
    payload = models.BinaryField()
    at = models.DateTimeField(default=now)

    class Meta:
        db_table = "realtime_event"


class Epoch(models.Model):
    """Changes when a backup is restored: sequence numbers of before mean nothing then."""

    id = models.SmallIntegerField(primary_key=True, default=1)
    epoch = models.UUIDField(default=uuid.uuid4)

    class Meta:
        db_table = "realtime_epoch"
        constraints = [models.CheckConstraint(condition=models.Q(id=1), name="one_epoch")]
