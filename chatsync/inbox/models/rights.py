"""What customers may ask for: proof that they were erased, and files with all about them."""

from django.db import models

from chatsync.kit.clock import now
from chatsync.kit.ids import uuid7
from chatsync.kit.tenancy import TenantModel


class Erasure(TenantModel):
    """A customer who is erased, or was: how much went, and a digest of its ids. No content.

    Each piece is noted in the transaction that deleted it, so a killed job goes on where it was.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    contact_id = models.UUIDField()
    asked_by_id = models.UUIDField()
    asked_at = models.DateTimeField(default=now)
    done_at = models.DateTimeField(null=True)
    counts = models.JSONField(default=dict)
    digest = models.BinaryField(max_length=32)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["workspace_id", "contact_id"], name="erasure_once")
        ]
