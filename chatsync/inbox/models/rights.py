"""What customers and owners may ask for: proof of an erasure, and files with all that is stored."""

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


class ExportState(models.TextChoices):
    MAKING = "making"
    READY = "ready"


class Export(TenantModel):
    """A file with all that is stored about a customer; only who asked may fetch it, for a day."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    contact_id = models.UUIDField()
    asked_by_id = models.UUIDField()
    asked_at = models.DateTimeField(default=now)
    state = models.CharField(max_length=8, choices=ExportState.choices, default=ExportState.MAKING)
    done = models.PositiveIntegerField(default=0)
    total = models.PositiveIntegerField(default=0)
    stored_as = models.CharField(max_length=200, blank=True, default="")
    size = models.BigIntegerField(null=True)

    class Meta:
        indexes = [models.Index(fields=["workspace_id", "asked_at"], name="export_age")]


class WholeState(models.TextChoices):
    MAKING = "making"
    READY = "ready"
    CANCELLED = "cancelled"


class WholeExport(TenantModel):
    """A file with a whole workspace; only the owner who asked may fetch it, for a day."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    asked_by_id = models.UUIDField()
    asked_at = models.DateTimeField(default=now)
    state = models.CharField(max_length=9, choices=WholeState.choices, default=WholeState.MAKING)
    done = models.PositiveIntegerField(default=0)
    total = models.PositiveIntegerField(default=0)
    stored_as = models.CharField(max_length=200, blank=True, default="")
    size = models.BigIntegerField(null=True)

    class Meta:
        indexes = [models.Index(fields=["workspace_id", "asked_at"], name="whole_export_age")]
