"""Doors of billing: only for those who may manage it."""

from django.http import HttpRequest, HttpResponse
from ninja import Router

from chatsync.billing import queries
from chatsync.billing.schemas import BillingOut, PlansOut
from chatsync.kit.problem import answer
from chatsync.workspaces.capabilities import Can
from chatsync.workspaces.guard import access_of, needs

router = Router(tags=["billing"])


@router.get("/billing", auth=needs(Can.MANAGE_BILLING), response=BillingOut)
def billing(request: HttpRequest) -> HttpResponse:
    """The workspace's plan, how it stands, and how much of it is used."""
    return answer(queries.billing_of(access_of(request).workspace_id))


@router.get("/billing/plans", auth=needs(Can.MANAGE_BILLING), response=PlansOut)
def plans(request: HttpRequest) -> HttpResponse:  # noqa: ARG001  ninja names it
    """The plans of this installation, with both prices; none where billing is off."""
    return answer(queries.plans_sold())
