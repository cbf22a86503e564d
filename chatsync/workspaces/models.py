"""Tenants, their members, invitations, API keys and the audit log."""

from datetime import datetime, timedelta
from math import ceil

from django.db import models

from chatsync.accounts.models import Person
from chatsync.kit.clock import now
from chatsync.kit.ids import org_id, uuid7
from chatsync.kit.sealed import SealedField
from chatsync.kit.tenancy import TenantModel


class Visibility(models.TextChoices):
    """Which conversations a member without `inbox.see_all` sees."""

    OWN = "own"
    OWN_UNASSIGNED = "own_unassigned"
    ALL = "all"


class SessionMode(models.TextChoices):
    """How soon people who sign in to a workspace are asked again who they are."""

    COUNTER = "counter"
    STRICT = "strict"


class Role(models.TextChoices):
    OWNER = "owner"
    MANAGER = "manager"
    AGENT = "agent"


class WorkspaceStatus(models.TextChoices):
    """`paused`: its plan is over; what comes in is stored, nothing is sent or changed.
    `suspended`: likewise, by the operator."""

    ACTIVE = "active"
    PAUSED = "paused"
    SUSPENDED = "suspended"


MOST_DAYS_KEPT = 90
"""Nobody's messages, files and delivery reports are kept longer."""

CLOSING_GRACE = timedelta(days=14)
"""So long a closed workspace can be read, exported and taken back; then it is deleted."""
CLOSING = "closing"
"""How a workspace stands from its closing until it is deleted, whatever its status."""

LONGEST_REASON = 500
"""Characters of an operator's reason."""
LONGEST_STEP_IN = timedelta(minutes=60)


class Workspace(models.Model):
    """One business. Its policy compares `id`, since the row is the tenant itself."""

    id = models.UUIDField(primary_key=True, editable=False)
    name = models.CharField(max_length=120)
    phone = models.CharField(max_length=20, blank=True, default="")
    time_zone = models.CharField(max_length=64, default="Asia/Karachi")
    locale = models.CharField(max_length=8, default="en")
    visibility = models.CharField(max_length=20, choices=Visibility.choices, default=Visibility.OWN)
    status = models.CharField(
        max_length=12, choices=WorkspaceStatus.choices, default=WorkspaceStatus.ACTIVE
    )
    suspension_reason = models.CharField(max_length=LONGEST_REASON, blank=True, default="")
    """What the operator says to the members of a suspended workspace."""
    staff_limit = models.PositiveIntegerField(null=True, blank=True)
    number_limit = models.PositiveIntegerField(null=True, blank=True)
    store_limit = models.PositiveIntegerField(null=True, blank=True)
    has_commerce = models.BooleanField(default=True)
    has_api = models.BooleanField(default=True)
    """Whether API keys work; the dashboard always does."""
    has_ai = models.BooleanField(default=True)
    has_analytics = models.BooleanField(default=True)
    is_paused = models.BooleanField(default=False)
    """Whether its plan is over. It holds below a suspension too, and comes back with its end."""
    hide_phones_from_agents = models.BooleanField(default=False)
    session_mode = models.CharField(
        max_length=10, choices=SessionMode.choices, default=SessionMode.COUNTER
    )
    requires_factor = models.BooleanField(default=False, db_default=False)
    """Whether its members reach nothing without a second factor."""
    retention_days = models.PositiveSmallIntegerField(default=MOST_DAYS_KEPT)
    """How long messages, files and delivery reports are kept."""
    closed_at = models.DateTimeField(null=True)
    closed_by_id = models.UUIDField(null=True)
    """The person who closed it: the proof of its deletion goes to them."""
    log_checked_at = models.DateTimeField(null=True)
    log_broken_at = models.PositiveBigIntegerField(null=True)
    """The first event of the audit log that did not hold at that check."""
    created_at = models.DateTimeField(default=now, editable=False)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(visibility__in=Visibility.values), name="workspace_visibility"
            ),
            models.CheckConstraint(
                condition=models.Q(status__in=WorkspaceStatus.values), name="workspace_status"
            ),
            models.CheckConstraint(
                condition=models.Q(session_mode__in=SessionMode.values),
                name="workspace_session_mode",
            ),
            models.CheckConstraint(
                condition=models.Q(retention_days__range=(1, MOST_DAYS_KEPT)),
                name="workspace_retention",
            ),
        ]

    @property
    def org(self) -> str:
        """The id that the outside world sees."""
        return org_id(self.id)

    @property
    def may_send(self) -> bool:
        return self.status == WorkspaceStatus.ACTIVE and self.closed_at is None

    @property
    def standing(self) -> str:
        """How it stands to everybody in it."""
        return self.status if self.closed_at is None else CLOSING

    @property
    def purge_at(self) -> datetime | None:
        """When all of it is deleted; None while it is open."""
        return None if self.closed_at is None else self.closed_at + CLOSING_GRACE

    @property
    def is_past_grace(self) -> bool:
        return self.purge_at is not None and self.purge_at <= now()


class Member(TenantModel):
    """A person's seat in one workspace."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    role = models.CharField(max_length=10, choices=Role.choices)
    active = models.BooleanField(default=True)
    joined_at = models.DateTimeField(default=now, editable=False)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["workspace_id", "person"], name="member_once"),
            models.CheckConstraint(condition=models.Q(role__in=Role.values), name="member_role"),
        ]


class StepIn(TenantModel):
    """An operator looks into a workspace for a while, and changes nothing there."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    reason = models.CharField(max_length=LONGEST_REASON)
    begun_at = models.DateTimeField(default=now, editable=False)
    ends_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True, blank=True)
    """When its end was written down; from `ends_at` on it opens nothing, written down or not."""

    @property
    def minutes_left(self) -> int:
        return max(0, ceil((self.ends_at - now()) / timedelta(minutes=1)))

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["workspace_id", "person"],
                condition=models.Q(ended_at=None),
                name="step_in_one_at_a_time",
            ),
            models.CheckConstraint(
                condition=models.Q(ends_at__lte=models.F("begun_at") + LONGEST_STEP_IN),
                name="step_in_ends",
            ),
        ]


class Invitation(TenantModel):
    """A way in, once. A token goes to the mailbox `email` alone, or (None) to the maker's hand."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    role = models.CharField(max_length=10, choices=Role.choices)
    email = models.EmailField(max_length=254, null=True, blank=True)  # noqa: DJ001  none, not empty
    digest = models.BinaryField(max_length=32)
    made_by = models.ForeignKey(
        Member, on_delete=models.PROTECT, related_name="+", db_constraint=False
    )
    made_at = models.DateTimeField(default=now, editable=False)
    expires_at = models.DateTimeField()
    accepted_at = models.DateTimeField(null=True, blank=True)
    revoked_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["workspace_id", "digest"], name="invitation_digest"),
            models.CheckConstraint(
                condition=models.Q(role__in=Role.values), name="invitation_role"
            ),
        ]


class BusinessInvitation(models.Model):
    """A way to sign up, once, where sign-up is by invitation; an operator makes it.

    Global: it is made before there is a workspace. `email` is where its link was mailed, and binds
    nobody; `workspace_id` is what was made with it.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    digest = models.BinaryField(max_length=32)
    email = models.EmailField(max_length=254, blank=True, default="")
    note = models.CharField(max_length=200, blank=True, default="")
    made_by = models.ForeignKey(Person, on_delete=models.SET_NULL, related_name="+", null=True)
    made_at = models.DateTimeField(default=now, editable=False)
    expires_at = models.DateTimeField()
    used_at = models.DateTimeField(null=True, blank=True)
    revoked_at = models.DateTimeField(null=True, blank=True)
    workspace_id = models.UUIDField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["digest"], name="business_invitation_digest")
        ]


class ApiKey(TenantModel):
    """A key that acts with its maker's rights. Only a digest of it is stored."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    name = models.CharField(max_length=80)
    prefix = models.CharField(max_length=24)
    digest = models.BinaryField(max_length=32)
    member = models.ForeignKey(
        Member, on_delete=models.PROTECT, related_name="+", db_constraint=False
    )
    created_at = models.DateTimeField(default=now, editable=False)
    last_used_at = models.DateTimeField(null=True, blank=True)
    revoked_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["workspace_id", "digest"], name="api_key_digest")
        ]
        indexes = [models.Index(fields=["digest"], name="api_key_by_digest")]


class KeyPace(models.Model):
    """How far ahead of its pace a key is.

    Global and unlogged: it is written with every request, before the tenant is known, and a lost
    pace is a rest.
    """

    key_id = models.UUIDField(primary_key=True)
    due_at = models.DateTimeField()


class KeptAnswer(TenantModel):
    """The answer to a POST with an Idempotency-Key, kept for a day; no status while it runs."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    key = models.CharField(max_length=200)
    digest = models.BinaryField(max_length=32)
    status = models.SmallIntegerField(null=True)
    body = SealedField(null=True)
    started_at = models.DateTimeField(default=now)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["workspace_id", "key"], name="kept_answer_once")
        ]
        indexes = [models.Index(fields=["workspace_id", "started_at"], name="kept_answer_age")]


class AuditEvent(TenantModel):
    """One act in the audit log; rows are only ever added (`audit.py`). Names lie in `AuditTold`."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    seq = models.PositiveBigIntegerField()
    at = models.DateTimeField()
    action = models.CharField(max_length=40)
    actor_kind = models.CharField(max_length=10)
    actor_id = models.UUIDField(null=True)
    object_kind = models.CharField(max_length=20)
    object_id = models.CharField(max_length=64)
    details = models.JSONField()
    digests = models.JSONField()
    hash = models.BinaryField(max_length=32)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["workspace_id", "seq"], name="audit_event_seq")
        ]


class AuditTold(TenantModel):
    """What an audit event says about a person, salted and apart, so that it can be erased."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    event = models.ForeignKey(
        AuditEvent, on_delete=models.PROTECT, related_name="+", db_constraint=False
    )
    part = models.CharField(max_length=8)
    person_id = models.UUIDField(null=True)
    salt = models.BinaryField(max_length=32)
    text = models.TextField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["workspace_id", "event", "part"], name="audit_told_once"
            )
        ]
        indexes = [models.Index(fields=["workspace_id", "person_id"], name="audit_told_person")]
