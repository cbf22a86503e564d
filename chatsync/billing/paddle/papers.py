"""Invoices and who they are made out to, at Paddle. Neither is kept here."""

from dataclasses import dataclass

from chatsync.billing.paddle.answers import Trouble, Unanswered
from chatsync.billing.paddle.client import Paddle, call, fetch_document
from chatsync.billing.paddle.managing import data_of
from chatsync.billing.paddle.reader import Json, identifier, text

_WHAT_IS_THIS = "the answer is not what was asked for"


@dataclass(frozen=True)
class Recipient:
    """Whom invoices name: the customer, and the company with its tax number, if any."""

    email: str
    name: str
    company: str = ""
    tax_id: str = ""
    business_id: str = ""


async def invoice_document(paddle: Paddle, transaction_id: str) -> bytes | Trouble:
    """The invoice as PDF. Paddle's link to it holds for an hour and is shown to nobody."""
    path = f"transactions/{transaction_id}/invoice"
    found = data_of(await call(paddle, "GET", path, {"disposition": "attachment"}))
    if not isinstance(found, dict):
        return found
    address = found.get("url")
    if not isinstance(address, str):
        return Unanswered(_WHAT_IS_THIS)
    document = await fetch_document(paddle, address)
    if isinstance(document, bytes) and not document.startswith(b"%PDF-"):
        return Unanswered(_WHAT_IS_THIS)
    return document


async def get_recipient(
    paddle: Paddle, customer_id: str, subscription_id: str
) -> Recipient | Trouble:
    """Whom the next invoice of a subscription names; without one, the customer alone."""
    customer = data_of(await call(paddle, "GET", f"customers/{customer_id}"))
    if not isinstance(customer, dict):
        return customer
    named = Recipient(text(customer, "email") or "", text(customer, "name") or "")
    if not subscription_id:
        return named
    held = data_of(await call(paddle, "GET", f"subscriptions/{subscription_id}"))
    if not isinstance(held, dict):
        return held
    business_id = identifier(held, "business_id")
    if business_id is None:
        return named
    business = data_of(
        await call(paddle, "GET", f"customers/{customer_id}/businesses/{business_id}")
    )
    if not isinstance(business, dict):
        return business
    company, tax_id = text(business, "name") or "", text(business, "tax_identifier") or ""
    return Recipient(named.email, named.name, company, tax_id, business_id)


async def put_recipient(
    paddle: Paddle, customer_id: str, subscription_id: str, wanted: Recipient
) -> Recipient | Trouble:
    """Have later invoices name somebody else; those that are out stay as they are."""
    body: Json = {"email": wanted.email, "name": wanted.name or None}
    customer = data_of(await call(paddle, "PATCH", f"customers/{customer_id}", body=body))
    if not isinstance(customer, dict):
        return customer
    if not subscription_id:
        return wanted
    business_id = await _put_business(paddle, customer_id, wanted) if wanted.company else None
    if business_id is not None and not isinstance(business_id, str):
        return business_id
    body = {"business_id": business_id}
    held = data_of(await call(paddle, "PATCH", f"subscriptions/{subscription_id}", body=body))
    return wanted if isinstance(held, dict) else held


async def _put_business(paddle: Paddle, customer_id: str, wanted: Recipient) -> str | Trouble:
    body = {"name": wanted.company, "tax_identifier": wanted.tax_id or None}
    home = f"customers/{customer_id}/businesses"
    method, path = (
        ("PATCH", f"{home}/{wanted.business_id}") if wanted.business_id else ("POST", home)
    )
    made = data_of(await call(paddle, method, path, body=body))
    if not isinstance(made, dict):
        return made
    return identifier(made, "id") or Unanswered(_WHAT_IS_THIS)
