"""Doors of what people keep at hand: quick replies and saved views."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from ninja import Router

from chatsync.inbox.actions import quick
from chatsync.inbox.schemas.quick import (
    QuickReplyIn,
    QuickReplyOut,
    QuickReplyPage,
    ViewIn,
    ViewOut,
    ViewPage,
)
from chatsync.kit.problem import answer, nothing
from chatsync.workspaces.capabilities import Can
from chatsync.workspaces.guard import access_of, needs

router = Router(tags=["quick"])


@router.get("/quick-replies", auth=needs(Can.REPLY), response=QuickReplyPage)
def quick_replies(request: HttpRequest) -> HttpResponse:
    """Texts of the team and your own, by name."""
    return answer(quick.quick_replies(access_of(request)))


@router.post("/quick-replies", auth=needs(Can.REPLY), response={201: QuickReplyOut})
def make_quick_reply(request: HttpRequest, body: QuickReplyIn) -> HttpResponse:
    """Keep a text that is put into answers by its name."""
    return answer(quick.make_quick_reply(access_of(request), body), 201)


@router.put("/quick-replies/{quick_reply_id}", auth=needs(Can.REPLY), response=QuickReplyOut)
def change_quick_reply(
    request: HttpRequest, quick_reply_id: UUID, body: QuickReplyIn
) -> HttpResponse:
    """Change a text of yours; the team's need `inbox.assign`."""
    return answer(quick.change_quick_reply(access_of(request), quick_reply_id, body))


@router.delete("/quick-replies/{quick_reply_id}", auth=needs(Can.REPLY), response={204: None})
def delete_quick_reply(request: HttpRequest, quick_reply_id: UUID) -> HttpResponse:
    """Throw a text of yours away; the team's need `inbox.assign`."""
    quick.delete_quick_reply(access_of(request), quick_reply_id)
    return nothing()


@router.get("/views", auth=needs(), response=ViewPage)
def views(request: HttpRequest) -> HttpResponse:
    """Saved lists of the team and your own, by name."""
    return answer(quick.views(access_of(request)))


@router.post("/views", auth=needs(Can.REPLY), response={201: ViewOut})
def make_view(request: HttpRequest, body: ViewIn) -> HttpResponse:
    """Keep a list with its filters under a name."""
    return answer(quick.make_view(access_of(request), body), 201)


@router.put("/views/{view_id}", auth=needs(Can.REPLY), response=ViewOut)
def change_view(request: HttpRequest, view_id: UUID, body: ViewIn) -> HttpResponse:
    """Rename a view of yours or change its filters; the team's need `inbox.assign`."""
    return answer(quick.change_view(access_of(request), view_id, body))


@router.delete("/views/{view_id}", auth=needs(Can.REPLY), response={204: None})
def delete_view(request: HttpRequest, view_id: UUID) -> HttpResponse:
    """Forget a view of yours; the team's need `inbox.assign`."""
    quick.delete_view(access_of(request), view_id)
    return nothing()
