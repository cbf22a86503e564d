"""Handles: the one way from our pages to the checkout document, once, within ten minutes."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from django.conf import settings

from chatsync.billing.models import Handle
from chatsync.kit.clock import now
from chatsync.kit.tenancy import scope
from chatsync.workspaces.tokens import digest_of_token, new_token, workspace_in

VALID_FOR = timedelta(minutes=10)


@dataclass(frozen=True)
class Looks:
    """How the page looks that asks: its language and its theme (light, dark, system)."""

    language: str = "en"
    theme: str = "system"


PLAIN = Looks()


@dataclass(frozen=True)
class Used:
    """What a handle led to, once."""

    workspace_id: UUID
    transaction_id: str
    looks: Looks


def make_handle(
    workspace_id: UUID, transaction_id: str, looks: Looks, made_by: UUID | None = None
) -> str:
    """The address at which this transaction can be paid, once. Only its digest is stored."""
    token = new_token(workspace_id)
    with scope(workspace_id):
        Handle.objects.create(
            digest=digest_of_token(token),
            transaction_id=transaction_id,
            language=looks.language,
            theme=looks.theme,
            made_by=made_by,
            expires_at=now() + VALID_FOR,
        )
    return f"{settings.PAY_URL or settings.BASE_URL}/pay/{token}"


def use_handle(token: str) -> Used | None:
    """Take what a handle leads to. None where it was used, is too old, or never was: all the same.

    The row decides: of two who come at once, one is let through.
    """
    workspace_id = workspace_in(token)
    if workspace_id is None:
        return None
    with scope(workspace_id):
        found = Handle.objects.filter(digest=digest_of_token(token))
        fresh = found.filter(used_at=None, expires_at__gt=now())
        row = found.first() if fresh.update(used_at=now()) else None
    if row is None:
        return None
    return Used(workspace_id, row.transaction_id, Looks(row.language, row.theme))


def delete_handles(before: datetime, most: int) -> int:
    """At most so many of the open scope that were made before a moment; returns how many."""
    old = Handle.objects.filter(made_at__lt=before).order_by("made_at")
    gone, _by_table = Handle.objects.filter(
        id__in=list(old.values_list("id", flat=True)[:most])
    ).delete()
    return gone
