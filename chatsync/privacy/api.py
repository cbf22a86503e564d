"""Doors of stored data: how long a workspace keeps it, and which policies changed."""

from typing import Annotated
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.utils.translation import get_language
from ninja import Query, Router

from chatsync.accounts.confirming import demand_confirmed
from chatsync.kit.problem import answer
from chatsync.kit.tenancy import scope
from chatsync.privacy.actions.notices import read_notice
from chatsync.privacy.actions.retention import choose_retention
from chatsync.privacy.purging import COUNTED_UP_TO, would_go
from chatsync.privacy.queries import unread_notices
from chatsync.privacy.schemas import LossOut, PolicyNoticePage, RetentionIn, RetentionOut
from chatsync.workspaces.capabilities import Can
from chatsync.workspaces.guard import access_of, needs
from chatsync.workspaces.models import MOST_DAYS_KEPT, Workspace

router = Router(tags=["privacy"])
Days = Annotated[int, Query(ge=1, le=MOST_DAYS_KEPT, examples=[30])]


@router.get("/retention", auth=needs(Can.MANAGE_SETTINGS), response=RetentionOut)
def retention(request: HttpRequest) -> HttpResponse:
    """How long messages, files, notes and delivery reports are kept here."""
    return answer(_now(request))


@router.get("/retention/loss", auth=needs(Can.MANAGE_SETTINGS), response=LossOut)
def retention_loss(request: HttpRequest, days: Days) -> HttpResponse:
    """What would be deleted if things were kept for so many days."""
    gone = would_go(access_of(request).workspace_id, days)
    return answer(LossOut(days=days, counted_up_to=COUNTED_UP_TO, **gone))


@router.put("/retention", auth=needs(Can.MANAGE_SETTINGS), response=RetentionOut)
def put_retention(request: HttpRequest, body: RetentionIn) -> HttpResponse:
    """Keep things for so many days. What is older is deleted within the hour, for good."""
    demand_confirmed(request)
    choose_retention(access_of(request), body.days)
    return answer(_now(request))


@router.get("/policy-notices", auth=needs(Can.MANAGE_SETTINGS), response=PolicyNoticePage)
def policy_notices(request: HttpRequest) -> HttpResponse:
    """Changes of our policies that matter and that you have not read yet, the newest first."""
    found = unread_notices(access_of(request).person_id, get_language() or "en")
    return answer(PolicyNoticePage(items=found))


@router.put(
    "/policy-notices/{policy_notice_id}/reading",
    auth=needs(Can.MANAGE_SETTINGS, if_suspended=True),
    response={204: None},
)
def read_policy_notice(request: HttpRequest, policy_notice_id: UUID) -> HttpResponse:
    """Say that you have read it; it is shown no more."""
    read_notice(access_of(request).person_id, policy_notice_id)
    return HttpResponse(status=204)


def _now(request: HttpRequest) -> RetentionOut:
    workspace_id = access_of(request).workspace_id
    with scope(workspace_id):
        days = Workspace.objects.values_list("retention_days", flat=True).get(id=workspace_id)
    return RetentionOut(days=days, most=MOST_DAYS_KEPT)
