"""Doors of billing: only for those who may manage it."""

from django.http import HttpRequest, HttpResponse
from ninja import Router

from chatsync.accounts.confirming import demand_confirmed
from chatsync.billing import queries
from chatsync.billing.actions.checkout import open_checkout
from chatsync.billing.plans import Interval, Plan
from chatsync.billing.schemas import BillingOut, CheckoutIn, CheckoutOut, PlansOut
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


@router.post(
    "/billing/checkouts",
    auth=needs(Can.MANAGE_BILLING, if_paused=True),
    response={201: CheckoutOut},
)
def make_checkout(request: HttpRequest, body: CheckoutIn) -> HttpResponse:
    """Open a checkout for a plan, or find the one that is open for it.

    It is paid on Paddle's own page; the plan changes when Paddle confirms the payment.
    """
    demand_confirmed(request)
    opened = open_checkout(access_of(request), Plan(body.plan), Interval(body.interval))
    told = {
        "id": opened.checkout.id,
        "plan": opened.checkout.plan,
        "interval": opened.checkout.interval,
        "url": opened.url,
    }
    return answer(CheckoutOut.model_validate(told), 201)
