"""Connected numbers, what came in raw, and what is to go out.

`InboundDelivery`, `Dispatch` and `MediaFetch` are queues across tenants; the message text of an
answer lives in `Outbound`, inside its workspace. An inbound body belongs to no workspace until
it is read, and is deleted when it has been (docs/adr/0004).
"""

from django.db import models

from chatsync.kit.clock import now
from chatsync.kit.ids import uuid7
from chatsync.kit.sealed import SealedField
from chatsync.kit.tenancy import TenantModel


class MetaApp(models.Model):
    """A Meta app whose secret verifies deliveries: the operator's (no owner) or a workspace's.

    Global, because the webhook door reads it before any tenant is known; secrets are sealed.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    key = models.CharField(max_length=43, unique=True)
    owner_workspace_id = models.UUIDField(null=True, blank=True)
    app_id = models.CharField(max_length=64)
    secrets = SealedField(owner="owner_workspace_id", nobody="operator")
    verify_token = SealedField(owner="owner_workspace_id", nobody="operator")
    active = models.BooleanField(default=True)
    verified_at = models.DateTimeField(null=True, blank=True)
    created_at = models.DateTimeField(default=now, editable=False)


class NumberStatus(models.TextChoices):
    PENDING = "pending"
    CONNECTED = "connected"
    TOKEN_LOST = "token_lost"  # noqa: S105  a state, not a secret
    DISCONNECTED = "disconnected"


class Number(TenantModel):
    """A WhatsApp business number. `connected` only after the first verified webhook for it.

    `health` is what Meta said of it at `looked_at`; at `look_at` (null: now) it is asked again.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    phone_number_id = models.CharField(max_length=64)
    waba_id = models.CharField(max_length=64)
    display_phone_number = models.CharField(max_length=32)
    verified_name = models.CharField(max_length=256, blank=True, default="")
    app = models.ForeignKey(MetaApp, on_delete=models.PROTECT, related_name="+")
    token = SealedField()
    status = models.CharField(
        max_length=12, choices=NumberStatus.choices, default=NumberStatus.PENDING
    )
    quality = models.CharField(max_length=16, blank=True, default="")
    hold_reason = models.CharField(max_length=200, blank=True, default="")
    health = models.JSONField(null=True)
    looked_at = models.DateTimeField(null=True)
    look_at = models.DateTimeField(null=True)
    created_at = models.DateTimeField(default=now, editable=False)
    connected_at = models.DateTimeField(null=True, blank=True)
    disconnected_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["phone_number_id"],
                condition=models.Q(disconnected_at__isnull=True),
                name="number_in_one_workspace",
            ),
            models.CheckConstraint(
                condition=models.Q(status__in=NumberStatus.values), name="number_status"
            ),
        ]
        indexes = [
            models.Index(fields=["workspace_id", "id"], name="number_ws"),
            models.Index(fields=["phone_number_id", "disconnected_at"], name="number_home"),
        ]


class InboundDelivery(models.Model):
    """A verified webhook body waiting to be read. `lane` spreads turns fairly over numbers."""

    id = models.BigAutoField(primary_key=True)
    lane = models.IntegerField()
    app_id = models.UUIDField()
    body = models.BinaryField()
    received_at = models.DateTimeField(default=now)

    class Meta:
        indexes = [models.Index(fields=["lane", "id"], name="delivery_lane")]


class Parked(TenantModel):
    """A workspace's update that could not be read; `chatsync reconcile whatsapp` tries again."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    number_id = models.UUIDField(null=True)
    kind = models.CharField(max_length=80)
    field = models.CharField(max_length=80, blank=True, default="")
    reason = models.CharField(max_length=300)
    raw = models.BinaryField()
    at = models.DateTimeField(default=now)

    class Meta:
        indexes = [
            models.Index(fields=["workspace_id", "-at"], name="parked_ws_at"),
            models.Index(fields=["-at", "-id"], name="parked_at"),
        ]


class Unrouted(models.Model):
    """A verified update that belongs to no connected number, or to a number of another app."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    app_id = models.UUIDField()
    phone_number_id = models.CharField(max_length=64, blank=True, default="")
    waba_id = models.CharField(max_length=64, blank=True, default="")
    kind = models.CharField(max_length=80)
    field = models.CharField(max_length=80, blank=True, default="")
    reason = models.CharField(max_length=300)
    raw = models.BinaryField()
    at = models.DateTimeField(default=now)

    class Meta:
        indexes = [
            models.Index(fields=["reason", "at"], name="unrouted_reason"),
            models.Index(fields=["-at", "-id"], name="unrouted_at"),
        ]


class AccountUpdate(TenantModel):
    """News about the account, number or templates, kept as Meta sent it."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    number_id = models.UUIDField(null=True)
    field = models.CharField(max_length=80)
    digest = models.BinaryField(max_length=32)
    raw = models.BinaryField()
    at = models.DateTimeField(default=now)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["workspace_id", "digest"], name="account_update_once")
        ]


class Outbound(TenantModel):
    """One message to hand to Meta, in the shape that Meta wants. `id` is the message's id."""

    id = models.UUIDField(primary_key=True, editable=False)
    number_id = models.UUIDField()
    body = models.JSONField()
    media_id = models.UUIDField(null=True)
    attempt = models.PositiveSmallIntegerField(default=0)
    created_at = models.DateTimeField(default=now, editable=False)


class DispatchState(models.TextChoices):
    QUEUED = "queued"
    SENDING = "sending"


class Dispatch(models.Model):
    """The queue of the sender: ids, priority and due time. Replies (0) go before bulk (9)."""

    id = models.UUIDField(primary_key=True, editable=False)
    workspace_id = models.UUIDField()
    number_id = models.UUIDField()
    pair_id = models.UUIDField()
    priority = models.SmallIntegerField()
    due_at = models.DateTimeField(default=now)
    state = models.CharField(
        max_length=8, choices=DispatchState.choices, default=DispatchState.QUEUED
    )
    sender = models.BigIntegerField(null=True)
    waits = models.PositiveSmallIntegerField(default=0)

    class Meta:
        indexes = [
            models.Index(
                fields=["number_id", "priority", "id"],
                condition=models.Q(state="queued"),
                name="dispatch_turn",
            ),
            models.Index(
                fields=["number_id", "due_at"],
                condition=models.Q(state="queued"),
                name="dispatch_due",
            ),
            models.Index(
                fields=["pair_id", "id"],
                condition=models.Q(state="queued"),
                name="dispatch_pair",
            ),
            models.Index(
                fields=["sender"], condition=models.Q(state="sending"), name="dispatch_sending"
            ),
        ]


class MediaState(models.TextChoices):
    WAITING = "waiting"
    STORED = "stored"
    FAILED = "failed"
    EXPIRED = "expired"


class Media(TenantModel):
    """A file of a message: what Meta said of it, and our own copy once it is fetched."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    number_id = models.UUIDField()
    provider_id = models.CharField(max_length=64, blank=True, default="")
    kind = models.CharField(max_length=16)
    mime_type = models.CharField(max_length=100, blank=True, default="")
    sha256 = models.CharField(max_length=100, blank=True, default="")
    file_name = models.CharField(max_length=255, blank=True, default="")
    state = models.CharField(max_length=8, choices=MediaState.choices, default=MediaState.WAITING)
    reason = models.CharField(max_length=200, blank=True, default="")
    size = models.BigIntegerField(null=True)
    width = models.IntegerField(null=True)
    height = models.IntegerField(null=True)
    stored_as = models.CharField(max_length=200, blank=True, default="")
    thumbnail_as = models.CharField(max_length=200, blank=True, default="")
    created_at = models.DateTimeField(default=now, editable=False)


class MediaFetch(models.Model):
    """The queue of files to fetch from Meta."""

    id = models.UUIDField(primary_key=True, editable=False)
    workspace_id = models.UUIDField()
    due_at = models.DateTimeField(default=now)
    tries = models.PositiveSmallIntegerField(default=0)

    class Meta:
        indexes = [models.Index(fields=["due_at"], name="media_fetch_due")]
