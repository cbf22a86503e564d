"""The customers of a workspace, and the addresses that prove who they are."""

from django.db import models

from chatsync.kit.clock import now
from chatsync.kit.ids import uuid7
from chatsync.kit.tenancy import TenantModel


class Contact(TenantModel):
    """A customer. Our own name stands beside the profile name; a phone number is optional."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    name = models.CharField(max_length=120, null=True, blank=True)  # noqa: DJ001  absent, not empty: the profile name shows then
    profile_name = models.CharField(max_length=256, null=True, blank=True)  # noqa: DJ001
    phone = models.CharField(max_length=32, null=True, blank=True)  # noqa: DJ001
    username = models.CharField(max_length=128, null=True, blank=True)  # noqa: DJ001
    created_at = models.DateTimeField(default=now, editable=False)

    class Meta:
        indexes = [models.Index(fields=["workspace_id", "id"], name="contact_ws")]


class IdentityKind(models.TextChoices):
    """`phone`: WhatsApp's wa_id, digits without `+`. `bsuid`: Meta's business-scoped user id."""

    PHONE = "phone"
    BSUID = "bsuid"


class Identity(TenantModel):
    """One address of a contact. A contact has several; one address has one contact."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    contact = models.ForeignKey(
        Contact, on_delete=models.CASCADE, related_name="+", db_constraint=False
    )
    kind = models.CharField(max_length=8, choices=IdentityKind.choices)
    value = models.CharField(max_length=160)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["workspace_id", "kind", "value"], name="identity_once"),
            models.CheckConstraint(
                condition=models.Q(kind__in=IdentityKind.values), name="identity_kind"
            ),
        ]
        indexes = [models.Index(fields=["workspace_id", "contact"], name="identity_contact")]
