"""Reading invitations for new businesses."""

import re

from django.db.models import QuerySet

from chatsync.kit.clock import now
from chatsync.kit.pages import Place, cut, one_more
from chatsync.workspaces.models import BusinessInvitation
from chatsync.workspaces.tokens import digest_of_token

_TOKEN = re.compile(r"[A-Za-z0-9_-]{43}", re.ASCII)


def open_invitations() -> QuerySet[BusinessInvitation]:
    """Those that still work."""
    return BusinessInvitation.objects.filter(used_at=None, revoked_at=None, expires_at__gt=now())


def invitation_of_token(token: str) -> BusinessInvitation | None:
    """The invitation of a link; None for one that is unknown, used, revoked or expired."""
    if not _TOKEN.fullmatch(token):
        return None
    return open_invitations().filter(digest=digest_of_token(token)).first()


def business_invitations(
    after: Place | None, limit: int
) -> tuple[list[BusinessInvitation], str | None]:
    """All of them, the newest first, and the cursor of the next page."""
    rows = BusinessInvitation.objects.select_related("made_by").order_by("-id")
    if after:
        rows = rows.filter(id__lt=after.id)
    return cut(list(rows[: one_more(limit)]), limit, lambda row: Place(None, row.id))
