"""Doors of billing: only for those who may manage it."""

from dataclasses import asdict
from typing import Annotated
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.utils.translation import get_language
from ninja import File, Query, Router, UploadedFile

from chatsync.accounts.confirming import demand_confirmed
from chatsync.billing import queries
from chatsync.billing.actions import links, manage, papers, transfers
from chatsync.billing.actions.checkout import open_checkout, pay_invoice
from chatsync.billing.actions.handles import Looks
from chatsync.billing.paddle.papers import Recipient
from chatsync.billing.plans import Interval, Plan
from chatsync.billing.receipts import MOST_BYTES
from chatsync.billing.schemas import (
    BillingOut,
    CheckoutIn,
    CheckoutOut,
    InvoiceRecipientIn,
    InvoiceRecipientOut,
    InvoicesOut,
    PaddleLinkOut,
    PlanPreviewOut,
    PlansOut,
    PlanWishIn,
    TransferOut,
    TransfersOut,
)
from chatsync.kit.pages import DEFAULT_LIMIT, MAX_LIMIT, read_cursor
from chatsync.kit.problem import absent, answer
from chatsync.privacy.context import theme_of
from chatsync.workspaces.capabilities import Can
from chatsync.workspaces.guard import access_of, needs

router = Router(tags=["billing"])
Limit = Annotated[int, Query(ge=1, le=MAX_LIMIT)]


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

    It is paid on the payment page; the plan changes when Paddle confirms the payment.
    """
    demand_confirmed(request)
    plan, interval = Plan(body.plan), Interval(body.interval)
    opened = open_checkout(access_of(request), plan, interval, _looks(request))
    told = {
        "id": opened.checkout.id,
        "plan": opened.checkout.plan,
        "interval": opened.checkout.interval,
        "url": opened.url,
    }
    return answer(CheckoutOut.model_validate(told), 201)


@router.post(
    "/billing/subscription/previews",
    auth=needs(Can.MANAGE_BILLING, if_paused=True),
    response=PlanPreviewOut,
)
def preview_change(request: HttpRequest, body: PlanWishIn) -> HttpResponse:
    """What changing to a plan would cost at this minute, and what of the workspace exceeds it."""
    shown = manage.preview_plan(access_of(request), Plan(body.plan), Interval(body.interval))
    told = {
        **body.model_dump(),
        **asdict(shown.cost),
        "billed_later": shown.billed_later,
        "exceeds": [asdict(one) for one in shown.exceeds],
        "loses": shown.loses,
        "clears_cancel": shown.clears_cancel,
    }
    return answer(PlanPreviewOut.model_validate(told))


@router.put(
    "/billing/subscription",
    auth=needs(Can.MANAGE_BILLING, if_paused=True),
    response=BillingOut,
)
def change_subscription(request: HttpRequest, body: PlanWishIn) -> HttpResponse:
    """Ask Paddle for another plan; it holds when Paddle confirms it, which takes seconds.

    Refused with `plan_too_small` and `exceeds` where the workspace uses more than it holds.
    """
    demand_confirmed(request)
    manage.change_plan(access_of(request), Plan(body.plan), Interval(body.interval))
    return answer(queries.billing_of(access_of(request).workspace_id))


@router.put(
    "/billing/subscription/cancellation",
    auth=needs(Can.MANAGE_BILLING, if_paused=True),
    response=BillingOut,
)
def cancel_subscription(request: HttpRequest) -> HttpResponse:
    """Let the subscription end with the paid period. Until then everything goes on."""
    demand_confirmed(request)
    manage.cancel_plan(access_of(request))
    return answer(queries.billing_of(access_of(request).workspace_id))


@router.delete(
    "/billing/subscription/cancellation",
    auth=needs(Can.MANAGE_BILLING, if_paused=True),
    response=BillingOut,
)
def keep_subscription(request: HttpRequest) -> HttpResponse:
    """Take the cancellation back: it is renewed again."""
    demand_confirmed(request)
    manage.keep_plan(access_of(request))
    return answer(queries.billing_of(access_of(request).workspace_id))


@router.post(
    "/billing/subscription/resumption",
    auth=needs(Can.MANAGE_BILLING, if_paused=True),
    response=BillingOut,
)
def resume_subscription(request: HttpRequest) -> HttpResponse:
    """Let a subscription that was paused at Paddle go on; a new period is charged at once."""
    demand_confirmed(request)
    manage.resume_plan(access_of(request))
    return answer(queries.billing_of(access_of(request).workspace_id))


@router.post(
    "/billing/card-links",
    auth=needs(Can.MANAGE_BILLING, if_paused=True),
    response={201: PaddleLinkOut},
)
def make_card_link(request: HttpRequest) -> HttpResponse:
    """Give the way to the payment page, where another card is entered and what is owed is paid."""
    demand_confirmed(request)
    return answer(PaddleLinkOut(url=links.card_page(access_of(request), _looks(request))), 201)


@router.post(
    "/billing/portal-links",
    auth=needs(Can.MANAGE_BILLING, if_paused=True),
    response={201: PaddleLinkOut},
)
def make_portal_link(request: HttpRequest) -> HttpResponse:
    """Paddle's own pages about all that this customer bought: made anew each time, never kept."""
    demand_confirmed(request)
    return answer(PaddleLinkOut(url=links.portal_page(access_of(request))), 201)


@router.post(
    "/billing/invoices/{invoice_id}/payments",
    auth=needs(Can.MANAGE_BILLING, if_paused=True),
    response={201: PaddleLinkOut},
)
def pay_owed(request: HttpRequest, invoice_id: UUID) -> HttpResponse:
    """Give the way to the payment page of an invoice that is open or past due."""
    demand_confirmed(request)
    url = pay_invoice(access_of(request), invoice_id, _looks(request))
    return answer(PaddleLinkOut(url=url), 201)


def _looks(request: HttpRequest) -> Looks:
    return Looks(get_language() or "en", theme_of(request))


@router.get("/billing/invoices", auth=needs(Can.MANAGE_BILLING), response=InvoicesOut)
def invoices(
    request: HttpRequest, cursor: str | None = None, limit: Limit = DEFAULT_LIMIT
) -> HttpResponse:
    """What Paddle billed, the newest first, with refunds and credits."""
    after = read_cursor(cursor)
    return answer(queries.invoice_page(access_of(request).workspace_id, after, limit))


@router.get(
    "/billing/invoices/{invoice_id}/file",
    auth=needs(Can.MANAGE_BILLING),
    response={200: bytes},
)
def invoice_file(request: HttpRequest, invoice_id: UUID) -> HttpResponse:
    """The invoice as PDF, fetched from Paddle at this moment and kept nowhere here."""
    demand_confirmed(request)
    number, document = papers.invoice_file(access_of(request), invoice_id)
    response = HttpResponse(document, content_type="application/pdf")
    name = "".join(sign if sign.isascii() and sign.isalnum() else "-" for sign in number)
    response.headers["Content-Disposition"] = f'attachment; filename="invoice-{name}.pdf"'
    response.headers["Cache-Control"] = "no-store"
    response.headers["Content-Security-Policy"] = "sandbox; default-src 'none'"
    return response


@router.get(
    "/billing/invoice-recipient", auth=needs(Can.MANAGE_BILLING), response=InvoiceRecipientOut
)
def invoice_recipient(request: HttpRequest) -> HttpResponse:
    """Whom invoices name, read from Paddle at this moment."""
    return answer(_recipient(papers.recipient_of(access_of(request))))


@router.put(
    "/billing/invoice-recipient",
    auth=needs(Can.MANAGE_BILLING, if_paused=True),
    response=InvoiceRecipientOut,
)
def put_invoice_recipient(request: HttpRequest, body: InvoiceRecipientIn) -> HttpResponse:
    """Have later invoices name somebody else, with a company and its tax number."""
    demand_confirmed(request)
    wanted = Recipient(**body.model_dump())
    return answer(_recipient(papers.change_recipient(access_of(request), wanted)))


def _recipient(found: Recipient) -> InvoiceRecipientOut:
    return InvoiceRecipientOut.model_construct(
        email=found.email, name=found.name, company=found.company, tax_id=found.tax_id
    )


@router.get("/billing/transfers", auth=needs(Can.MANAGE_BILLING), response=TransfersOut)
def bank_transfers(
    request: HttpRequest, cursor: str | None = None, limit: Limit = DEFAULT_LIMIT
) -> HttpResponse:
    """Bank transfers of this workspace, the newest first."""
    after = read_cursor(cursor)
    return answer(queries.transfer_page(access_of(request).workspace_id, after, limit))


@router.post(
    "/billing/transfers",
    auth=needs(Can.MANAGE_BILLING, if_paused=True),
    response={201: TransferOut},
)
def ask_transfer(request: HttpRequest, body: PlanWishIn) -> HttpResponse:
    """Begin to pay a plan by bank transfer: gives the amount and the reference to write on it.

    One is open at a time. The plan changes when the operator approves it.
    """
    demand_confirmed(request)
    plan, interval = Plan(body.plan), Interval(body.interval)
    made = transfers.ask_transfer(access_of(request), plan, interval)
    return answer(queries.transfer_out(made, has_receipt=False), 201)


@router.delete(
    "/billing/transfers/{transfer_id}",
    auth=needs(Can.MANAGE_BILLING, if_paused=True),
    response={204: None},
)
def withdraw_transfer(request: HttpRequest, transfer_id: UUID) -> HttpResponse:
    """Give an open bank transfer up; its receipt is deleted."""
    transfers.withdraw_transfer(access_of(request), transfer_id)
    return HttpResponse(status=204)


@router.post(
    "/billing/transfers/{transfer_id}/receipt",
    auth=needs(Can.MANAGE_BILLING, if_paused=True),
    response={201: TransferOut},
)
def send_receipt(request: HttpRequest, transfer_id: UUID, file: File[UploadedFile]) -> HttpResponse:
    """Send the receipt of an open bank transfer, in the place of the one before: a JPEG, PNG or
    WebP picture or a PDF of up to 4 MB."""
    content = file.read(MOST_BYTES + 1)
    kept = transfers.send_receipt(access_of(request), transfer_id, content)
    return answer(queries.transfer_out(kept, has_receipt=True), 201)


@router.get(
    "/billing/transfers/{transfer_id}/receipt",
    auth=needs(Can.MANAGE_BILLING),
    response={200: bytes},
)
def receipt(request: HttpRequest, transfer_id: UUID) -> HttpResponse:
    """The receipt that was sent; it is kept for 90 days."""
    found = queries.receipt_of(access_of(request).workspace_id, transfer_id)
    if found is None:
        raise absent()
    return found
