"""Doors of stored data: how long a workspace keeps it."""

from typing import Annotated

from django.http import HttpRequest, HttpResponse
from ninja import Query, Router

from chatsync.accounts.confirming import demand_confirmed
from chatsync.kit.problem import answer
from chatsync.kit.tenancy import scope
from chatsync.privacy.actions.retention import choose_retention
from chatsync.privacy.purging import COUNTED_UP_TO, would_go
from chatsync.privacy.schemas import LossOut, RetentionIn, RetentionOut
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


def _now(request: HttpRequest) -> RetentionOut:
    workspace_id = access_of(request).workspace_id
    with scope(workspace_id):
        days = Workspace.objects.values_list("retention_days", flat=True).get(id=workspace_id)
    return RetentionOut(days=days, most=MOST_DAYS_KEPT)
