"""Keeping texts and lists at hand: one's own, or the team's with the right to sort for all."""

from typing import TypeVar
from uuid import UUID

from django.db import IntegrityError
from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from chatsync.inbox.models import QuickReply, SavedView, Tag
from chatsync.inbox.schemas.quick import (
    QuickReplyIn,
    QuickReplyOut,
    QuickReplyPage,
    ViewIn,
    ViewOut,
    ViewPage,
)
from chatsync.kit.errors import Conflict
from chatsync.kit.problem import absent
from chatsync.kit.tenancy import scope
from chatsync.workspaces.access import Access
from chatsync.workspaces.capabilities import Can

MOST = 200
"""Of the team's, and of each member's own."""

_TAKEN = _("There is one with this name already. Choose another name.")
_FULL = _("At most 200 are kept. Delete one that nobody needs.")

_Kept = TypeVar("_Kept", QuickReply, SavedView)


def quick_replies(access: Access) -> QuickReplyPage:
    """The team's and one's own by name; there are never more than fit on one page."""
    with scope(access.workspace_id):
        items = [_reply(row) for row in _visible(access, QuickReply)]
    return QuickReplyPage.model_construct(items=items, next_cursor=None)


def make_quick_reply(access: Access, wanted: QuickReplyIn) -> QuickReplyOut:
    """Keep a text. Raises Forbidden for the team's without the right, Conflict."""
    return _reply(_keep(access, QuickReply, None, wanted))


def change_quick_reply(access: Access, reply_id: UUID, wanted: QuickReplyIn) -> QuickReplyOut:
    """Change a text, or hand it to the team or back. Raises Forbidden, Conflict, NotFound."""
    return _reply(_keep(access, QuickReply, reply_id, wanted))


def delete_quick_reply(access: Access, reply_id: UUID) -> None:
    """Throw a text away. Raises Forbidden, NotFound."""
    with scope(access.workspace_id):
        _changeable(access, QuickReply, reply_id).delete()


def views(access: Access) -> ViewPage:
    """The team's saved views and one's own by name."""
    with scope(access.workspace_id):
        items = [_view(row) for row in _visible(access, SavedView)]
    return ViewPage.model_construct(items=items, next_cursor=None)


def make_view(access: Access, wanted: ViewIn) -> ViewOut:
    """Keep a list with its filters. Raises Forbidden, Conflict, and NotFound for its tag."""
    return _view(_keep(access, SavedView, None, wanted))


def change_view(access: Access, view_id: UUID, wanted: ViewIn) -> ViewOut:
    """Rename a view, or give it other filters. Raises Forbidden, Conflict, NotFound."""
    return _view(_keep(access, SavedView, view_id, wanted))


def delete_view(access: Access, view_id: UUID) -> None:
    """Forget a view. Raises Forbidden, NotFound."""
    with scope(access.workspace_id):
        _changeable(access, SavedView, view_id).delete()


def forget_own(workspace_id: UUID, member_id: UUID) -> None:
    """Whoever goes takes along what only they used."""
    with scope(workspace_id):
        QuickReply.objects.filter(member_id=member_id).delete()
        SavedView.objects.filter(member_id=member_id).delete()


def _visible(access: Access, kind: type[_Kept]) -> QuerySet[_Kept]:
    theirs_or_teams = Q(member_id=None) | Q(member_id=access.member_id)
    found: QuerySet[_Kept] = kind.objects.filter(theirs_or_teams).order_by("name", "id")
    return found


def _changeable(access: Access, kind: type[_Kept], row_id: UUID) -> _Kept:
    """One's own, or the team's with the right to it; a colleague's own is as if absent."""
    row = _visible(access, kind).filter(id=row_id).first()
    if row is None:
        raise absent()
    if row.member_id is None:
        access.demand(Can.ASSIGN)
    return row


def _keep(
    access: Access, kind: type[_Kept], row_id: UUID | None, wanted: QuickReplyIn | ViewIn
) -> _Kept:
    if not wanted.mine:
        access.demand(Can.ASSIGN)
    try:
        with scope(access.workspace_id):
            row = _changeable(access, kind, row_id) if row_id else kind()
            row.member_id = access.member_id if wanted.mine else None
            _fill(row, wanted)
            if kind.objects.filter(member_id=row.member_id).exclude(id=row.id).count() >= MOST:
                raise Conflict(_FULL)
            row.save()
            return row
    except IntegrityError:
        raise Conflict(_TAKEN) from None


def _fill(row: QuickReply | SavedView, wanted: QuickReplyIn | ViewIn) -> None:
    row.name = wanted.name.strip()
    if isinstance(row, QuickReply) and isinstance(wanted, QuickReplyIn):
        row.text = wanted.text
    if isinstance(row, SavedView) and isinstance(wanted, ViewIn):
        if wanted.tag and not Tag.objects.filter(id=wanted.tag).exists():
            raise absent()
        row.queue, row.status, row.only = wanted.queue, wanted.status, wanted.only or ""
        row.tag_id = wanted.tag


def _reply(row: QuickReply) -> QuickReplyOut:
    return QuickReplyOut.model_construct(
        id=row.id, name=row.name, text=row.text, mine=row.member_id is not None
    )


def _view(row: SavedView) -> ViewOut:
    return ViewOut.model_construct(
        id=row.id,
        name=row.name,
        queue=row.queue,
        status=row.status,
        only=row.only or None,
        tag=row.tag_id,
        mine=row.member_id is not None,
    )
