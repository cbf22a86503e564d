"""`/ops/transfers`: plans that are paid by bank transfer, their receipts, and the decision."""

from datetime import date
from uuid import UUID

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.http import urlencode
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods, require_safe

from chatsync.accounts.views.own import person_of
from chatsync.billing.actions.deciding import approve_transfer, refuse_receipt
from chatsync.billing.plans import Interval, Plan
from chatsync.billing.queries import receipt_of
from chatsync.billing.words import plan_named
from chatsync.kit.clock import now
from chatsync.kit.errors import Moved
from chatsync.ops.days import end_of_day, last_day
from chatsync.ops.transfer_forms import ApprovalForm, RefusalForm
from chatsync.ops.transfers import (
    STATES,
    TransferOne,
    transfer_one,
    transfer_page,
    waiting_transfers,
)
from chatsync.ops.views.paging import listed, place_of
from chatsync.ops.views.tenants import found_tenant

_LONGEST = 32
_FIRST = "received"


@require_safe
def transfers(request: HttpRequest) -> HttpResponse:
    """`?state=`, `?reference=` as a statement prints it, `?after=`; and what a deed came to."""
    if not settings.BILLING:
        raise Http404
    state = request.GET.get("state", "")
    state = state if state in STATES else _FIRST
    reference = request.GET.get("reference", "").replace("\0", "").strip()[:_LONGEST]
    rows, following = transfer_page(state, reference, place_of(request.GET.get("after")))
    narrowed = {"state": state} if state != _FIRST else {}
    facts = {
        **listed(request, rows, following, {**narrowed, "reference": reference}),
        "reference": reference,
        "narrowed_to": None if reference else urlencode(narrowed),
        "waiting": waiting_transfers(),
    }
    return render(request, "ops/transfers.html", facts)


@require_http_methods(["GET", "HEAD", "POST"])
def transfer(request: HttpRequest, tenant: str, transfer: UUID) -> HttpResponse:
    """One of them: what is known of it, its receipt, approving it or sending the receipt back."""
    one = _found(tenant, transfer)
    proposal = {"last_day": last_day(one.proposal, one.workspace).isoformat()}
    approval = ApprovalForm(request.POST if "approve" in request.POST else None, initial=proposal)
    refusal = RefusalForm(request.POST if "refuse" in request.POST else None)
    try:
        if refusal.is_valid():
            reason = refusal.cleaned_data["reason"]
            refuse_receipt(one.workspace.id, transfer, reason=reason, operator=person_of(request))
            return redirect("/ops/transfers?done=refused")
        if approval.is_valid() and _approved(request, one, approval):
            return redirect("/ops/transfers?done=approved")
    except Moved:
        return redirect("/ops/transfers?done=late")
    wished = plan_named(Plan(one.transfer.plan), Interval(one.transfer.interval))
    facts = {"one": one, "plan": wished, "approval": approval, "refusal": refusal}
    return render(request, "ops/transfer.html", facts)


@require_safe
def receipt(_request: HttpRequest, tenant: str, transfer: UUID) -> HttpResponse:
    """The file that the payer sent."""
    found = receipt_of(_found(tenant, transfer).workspace.id, transfer)
    if found is None:
        raise Http404
    return found


def _approved(request: HttpRequest, one: TransferOne, form: ApprovalForm) -> bool:
    """Whether it was done; else the form says what is wrong."""
    day: date = form.cleaned_data["last_day"]
    ends_at = end_of_day(day, one.workspace)
    if ends_at <= now():
        form.add_error("last_day", gettext("This day is over. Choose a later one."))
        return False
    approve_transfer(one.workspace.id, one.transfer.id, ends_at, operator=person_of(request))
    return True


def _found(tenant: str, transfer_id: UUID) -> TransferOne:
    if not settings.BILLING:
        raise Http404
    found = transfer_one(found_tenant(tenant).workspace.id, transfer_id)
    if found is None:
        raise Http404
    return found
