"""Tenants, their members and their API keys."""

from django.db import models

from chatsync.accounts.models import Person
from chatsync.kit.clock import now
from chatsync.kit.ids import org_id, uuid7
from chatsync.kit.tenancy import TenantModel


class Visibility(models.TextChoices):
    """Which conversations a member without `inbox.see_all` sees."""

    OWN = "own"
    OWN_UNASSIGNED = "own_unassigned"
    ALL = "all"


class Role(models.TextChoices):
    OWNER = "owner"
    MANAGER = "manager"
    AGENT = "agent"


class WorkspaceStatus(models.TextChoices):
    """`paused`: inbound is stored, nothing is sent. `suspended`: by the operator, likewise."""

    ACTIVE = "active"
    PAUSED = "paused"
    SUSPENDED = "suspended"


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
    staff_limit = models.PositiveIntegerField(null=True, blank=True)
    number_limit = models.PositiveIntegerField(null=True, blank=True)
    created_at = models.DateTimeField(default=now, editable=False)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(visibility__in=Visibility.values), name="workspace_visibility"
            ),
            models.CheckConstraint(
                condition=models.Q(status__in=WorkspaceStatus.values), name="workspace_status"
            ),
        ]

    @property
    def org(self) -> str:
        """The id that the outside world sees."""
        return org_id(self.id)

    @property
    def may_send(self) -> bool:
        return self.status == WorkspaceStatus.ACTIVE


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
    body = models.BinaryField(null=True)
    started_at = models.DateTimeField(default=now)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["workspace_id", "key"], name="kept_answer_once")
        ]
        indexes = [models.Index(fields=["workspace_id", "started_at"], name="kept_answer_age")]
