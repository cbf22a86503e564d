"""What a workspace has bought, and what its trial has come to."""

from django.db import models

from chatsync.billing.plans import Interval, Plan
from chatsync.kit.clock import now
from chatsync.kit.ids import uuid7
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
        indexes = [models.Index(fields=["due_at"], name="billing_account_due")]


class Subscription(TenantModel):
    """One plan that was bought or granted. Those of Paddle are its last known snapshot.

    `ends_at` is paid up to then; None: without end. `change` is what happens at `change_at`:
    cancel, pause or resume. Money is in the currency's smallest unit.
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
