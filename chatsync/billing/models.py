"""What a workspace has bought, and what its trial has come to."""

from django.db import models

from chatsync.billing.plans import Interval, Plan
from chatsync.kit.clock import now
from chatsync.kit.ids import uuid7
from chatsync.kit.sealed import SealedField
from chatsync.kit.tenancy import TenantModel


class AccountState(models.TextChoices):
    """How a workspace stands with us. `canceling`: full access until its paid time is over."""

    TRIAL = "trial"
    TRIAL_EXTENDED = "trial_extended"
    ACTIVE = "active"
    CANCELING = "canceling"
    PAST_DUE = "past_due"
    PAUSED = "paused"
    CANCELED = "canceled"


class Provider(models.TextChoices):
    """Who takes the money. `manual`: the operator, by bank transfer or for nothing."""

    PADDLE = "paddle"
    MANUAL = "manual"


class SubscriptionState(models.TextChoices):
    TRIALING = "trialing"
    ACTIVE = "active"
    PAST_DUE = "past_due"
    PAUSED = "paused"
    CANCELED = "canceled"


class Asked(models.TextChoices):
    """What an owner asked of Paddle, whose news of it are awaited."""

    CHANGE = "change"
    CANCEL = "cancel"
    KEEP = "keep"
    RESUME = "resume"


class Account(TenantModel):
    """A workspace's standing, one row each; all of it follows from its trial and subscriptions.

    `due_at` is when the clock may change it next. `is_adjusted`: the operator's limits count
    instead of the plan's.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    state = models.CharField(
        max_length=16, choices=AccountState.choices, default=AccountState.TRIAL
    )
    plan = models.CharField(max_length=12, choices=Plan.choices, default=Plan.STARTER)
    customer_id = models.CharField(max_length=64, blank=True, default="")
    """Paddle's id of who pays; empty before the first checkout."""
    trial_began_at = models.DateTimeField(null=True)
    trial_ends_at = models.DateTimeField(null=True)
    trial_extended_at = models.DateTimeField(null=True)
    is_adjusted = models.BooleanField(default=False)
    adjusted_staff_limit = models.PositiveIntegerField(null=True, blank=True)
    adjusted_number_limit = models.PositiveIntegerField(null=True, blank=True)
    due_at = models.DateTimeField(null=True, blank=True)
    opened_at = models.DateTimeField(default=now, editable=False)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["workspace_id"], name="billing_account_once"),
            models.CheckConstraint(
                condition=models.Q(state__in=AccountState.values), name="billing_account_state"
            ),
            models.CheckConstraint(
                condition=models.Q(plan__in=Plan.values),
                name="billing_account_plan",
            ),
        ]
        indexes = [
            models.Index(fields=["due_at"], name="billing_account_due"),
            models.Index(fields=["customer_id"], name="billing_account_customer"),
        ]


class Subscription(TenantModel):
    """One plan that was bought or granted. Those of Paddle are its last known snapshot.

    `ends_at` is paid up to then; None: without end. `change` is what happens at `change_at`:
    cancel, pause or resume. `asked`: what was asked of Paddle and not confirmed yet. Money is in
    the currency's smallest unit.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    provider = models.CharField(max_length=10, choices=Provider.choices)
    provider_id = models.CharField(max_length=64)
    plan = models.CharField(max_length=12, choices=Plan.choices)
    interval = models.CharField(max_length=8, choices=Interval.choices, blank=True, default="")
    state = models.CharField(max_length=10, choices=SubscriptionState.choices)
    begun_at = models.DateTimeField(default=now)
    ends_at = models.DateTimeField(null=True, blank=True)
    change = models.CharField(max_length=10, blank=True, default="")
    change_at = models.DateTimeField(null=True, blank=True)
    price_id = models.CharField(max_length=64, blank=True, default="")
    currency = models.CharField(max_length=3, blank=True, default="")
    amount = models.BigIntegerField(default=0)
    asked = models.CharField(max_length=8, choices=Asked.choices, blank=True, default="")
    asked_at = models.DateTimeField(null=True, blank=True)
    ends_with_closing = models.BooleanField(default=False)
    """Whether it was cancelled because its workspace was closed."""
    occurred_at = models.DateTimeField(default=now)
    rank = models.SmallIntegerField(default=0)
    made_at = models.DateTimeField(default=now, editable=False)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["workspace_id", "provider", "provider_id"], name="subscription_once"
            ),
            models.CheckConstraint(
                condition=models.Q(state__in=SubscriptionState.values), name="subscription_state"
            ),
            models.CheckConstraint(
                condition=models.Q(provider__in=Provider.values), name="subscription_provider"
            ),
            models.CheckConstraint(
                condition=models.Q(plan__in=Plan.values), name="subscription_plan"
            ),
        ]
        indexes = [models.Index(fields=["provider_id"], name="subscription_provider_id")]


class EventState(models.TextChoices):
    """What became of an event. `stale`: a newer snapshot was there; `ignored`: nothing of ours."""

    RECEIVED = "received"
    APPLIED = "applied"
    STALE = "stale"
    IGNORED = "ignored"
    PARKED = "parked"
    FAILED = "failed"


UNCONCLUDED = (EventState.RECEIVED, EventState.PARKED, EventState.FAILED)
"""Events that are looked at again."""


class BillingEvent(models.Model):
    """The inbox of providers' events: each is stored once, before anything is done with it.

    Global: an event belongs to no workspace until it is read; `workspace_id` is whose it was.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    provider = models.CharField(max_length=10, choices=Provider.choices)
    event_id = models.CharField(max_length=64)
    kind = models.CharField(max_length=130)
    entity_id = models.CharField(max_length=64, blank=True, default="")
    occurred_at = models.DateTimeField()
    body = models.BinaryField()
    state = models.CharField(max_length=10, choices=EventState.choices, default=EventState.RECEIVED)
    reason = models.CharField(max_length=60, blank=True, default="")
    workspace_id = models.UUIDField(null=True, blank=True)
    received_at = models.DateTimeField(default=now, editable=False)
    settled_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["provider", "event_id"], name="billing_event_once"),
            models.CheckConstraint(
                condition=models.Q(state__in=EventState.values), name="billing_event_state"
            ),
        ]
        indexes = [
            models.Index(
                fields=["id"],
                condition=models.Q(state__in=["received", "parked", "failed"]),
                name="billing_event_open",
            ),
            models.Index(fields=["received_at"], name="billing_event_age"),
            models.Index(fields=["workspace_id", "-id"], name="billing_event_of"),
        ]


class Wanted(models.TextChoices):
    """What Paddle shall do: let it end with the paid period, or renew it again."""

    CANCEL = "cancel"
    KEEP = "keep"


class Ending(models.Model):
    """A subscription whose workspace was closed, until Paddle has done what follows from that.

    Global: it outlives the workspace, so that nobody goes on paying for one that is gone.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    subscription_id = models.CharField(max_length=64, unique=True)
    wanted = models.CharField(max_length=8, choices=Wanted.choices)
    tries = models.PositiveIntegerField(default=0)
    reason = models.CharField(max_length=60, blank=True, default="")
    due_at = models.DateTimeField(default=now, db_index=True)
    made_at = models.DateTimeField(default=now, editable=False)


class Walk(models.Model):
    """How far the reconciler has read a provider's list of events. Global: one row each."""

    provider = models.CharField(primary_key=True, max_length=10)
    after = models.CharField(max_length=64, blank=True, default="")
    walked_at = models.DateTimeField(null=True)
    compared_at = models.DateTimeField(null=True)
    """When every subscription was last compared."""
    prices_differ = models.PositiveSmallIntegerField(default=0)
    """How many lines of the price table are others than Paddle's prices."""
    prices_compared_at = models.DateTimeField(null=True)
    skew_s = models.IntegerField(default=0)
    """By how many seconds a signature was last older than our clock allows without alarm."""
    skewed_at = models.DateTimeField(null=True)


class Checkout(TenantModel):
    """A transaction of Paddle that we made for somebody to pay. One is open at a time."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    transaction_id = models.CharField(max_length=64)
    plan = models.CharField(max_length=12, choices=Plan.choices)
    interval = models.CharField(max_length=8, choices=Interval.choices)
    price_id = models.CharField(max_length=64)
    is_open = models.BooleanField(default=True)
    made_by = models.UUIDField(null=True)
    made_at = models.DateTimeField(default=now, editable=False)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["workspace_id", "transaction_id"], name="checkout_transaction"
            ),
            models.UniqueConstraint(
                fields=["workspace_id"],
                condition=models.Q(is_open=True),
                name="checkout_one_open",
            ),
        ]
        indexes = [models.Index(fields=["transaction_id"], name="checkout_by_transaction")]


class Handle(TenantModel):
    """A way to pay one transaction: for whoever holds its token, once, for ten minutes.

    `language` and `theme` are those of the page that asked for it: the checkout document may stand
    on another origin, where no cookie of ours arrives.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    digest = models.BinaryField(max_length=32)
    transaction_id = models.CharField(max_length=64)
    language = models.CharField(max_length=8)
    theme = models.CharField(max_length=8)
    made_by = models.UUIDField(null=True)
    made_at = models.DateTimeField(default=now, editable=False)
    expires_at = models.DateTimeField()
    used_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["workspace_id", "digest"], name="handle_digest")
        ]


class Invoice(TenantModel):
    """A transaction's last known snapshot: what was asked for, and whether it was paid."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    transaction_id = models.CharField(max_length=64)
    subscription_id = models.CharField(max_length=64, blank=True, default="")
    state = models.CharField(max_length=20)
    origin = models.CharField(max_length=50, blank=True, default="")
    number = models.CharField(max_length=60, blank=True, default="")
    currency = models.CharField(max_length=3, blank=True, default="")
    total = models.BigIntegerField(default=0)
    tax = models.BigIntegerField(default=0)
    billed_at = models.DateTimeField(null=True)
    occurred_at = models.DateTimeField()
    rank = models.SmallIntegerField(default=0)
    made_at = models.DateTimeField(default=now, editable=False)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["workspace_id", "transaction_id"], name="invoice_once")
        ]
        indexes = [models.Index(fields=["transaction_id"], name="invoice_by_transaction")]


class Adjustment(TenantModel):
    """A refund or credit. One that was asked for is no refund until it is approved."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    adjustment_id = models.CharField(max_length=64)
    transaction_id = models.CharField(max_length=64, blank=True, default="")
    action = models.CharField(max_length=40)
    state = models.CharField(max_length=20)
    currency = models.CharField(max_length=3, blank=True, default="")
    total = models.BigIntegerField(default=0)
    reason = models.CharField(max_length=200, blank=True, default="")
    occurred_at = models.DateTimeField()
    rank = models.SmallIntegerField(default=0)
    made_at = models.DateTimeField(default=now, editable=False)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["workspace_id", "adjustment_id"], name="adjustment_once"
            )
        ]


class TransferState(models.TextChoices):
    """`awaited`: the money or its receipt. `received`: a receipt is here, the operator decides."""

    AWAITED = "awaited"
    RECEIVED = "received"
    APPROVED = "approved"
    WITHDRAWN = "withdrawn"


OPEN_TRANSFERS = (TransferState.AWAITED, TransferState.RECEIVED)


class Transfer(TenantModel):
    """A plan that is paid by bank transfer, from the wish to the operator's word. One is open at a
    time.

    `reference` is what the payer writes on it; `rupees`, whole, is what the price table said then.
    `refusal` says why the last receipt was sent back. `ends_at`: until when an approved one pays.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    reference = models.CharField(max_length=16)
    plan = models.CharField(max_length=12, choices=Plan.choices)
    interval = models.CharField(max_length=8, choices=Interval.choices)
    rupees = models.PositiveIntegerField()
    state = models.CharField(
        max_length=10, choices=TransferState.choices, default=TransferState.AWAITED
    )
    refusal = models.CharField(max_length=200, blank=True, default="")
    made_by = models.UUIDField(null=True)
    made_at = models.DateTimeField(default=now, editable=False)
    received_at = models.DateTimeField(null=True)
    settled_at = models.DateTimeField(null=True)
    ends_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["workspace_id", "reference"], name="transfer_once"),
            models.UniqueConstraint(
                fields=["workspace_id"],
                condition=models.Q(state__in=["awaited", "received"]),
                name="transfer_one_open",
            ),
            models.CheckConstraint(
                condition=models.Q(state__in=TransferState.values), name="transfer_state"
            ),
        ]
        indexes = [models.Index(fields=["-made_at", "-id"], name="transfer_newest")]


class Receipt(TenantModel):
    """The file that shows a transfer, at most one each. It names an account of whoever paid, so it
    lies sealed (base64) in its row."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    transfer_id = models.UUIDField()
    content = SealedField()
    mime_type = models.CharField(max_length=20)
    size = models.PositiveIntegerField()
    made_at = models.DateTimeField(default=now, editable=False)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["workspace_id", "transfer_id"], name="receipt_once")
        ]
        indexes = [models.Index(fields=["workspace_id", "made_at"], name="receipt_age")]
