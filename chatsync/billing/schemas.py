"""Wire shapes of billing."""

from datetime import datetime
from typing import Literal
from uuid import UUID

from ninja import Field, Schema

PlanName = Literal["starter", "growth", "business"]


class UsageOut(Schema):
    """How much of the plan is used. `limit` null: as many as you like."""

    used: int
    limit: int | None


class PriceOut(Schema):
    """What a plan costs. Rupees are shown; `amount`, in `currency`, is what a card is charged."""

    interval: Literal["month", "year"]
    rupees: int
    amount: int = Field(description="In the currency's smallest unit.")
    currency: str
    is_sold: bool = Field(description="Whether it can be paid online here.")


class PlanOut(Schema):
    """A plan and what it opens. A limit of null: as many as you like."""

    id: PlanName
    staff_limit: int | None
    number_limit: int | None
    has_api: bool
    prices: list[PriceOut]


class PlansOut(Schema):
    items: list[PlanOut]
    next_cursor: None = None


class SubscriptionOut(Schema):
    """What is paid through Paddle, as Paddle last told of it. Money is in the smallest unit."""

    state: Literal["trialing", "active", "past_due", "paused"]
    plan: PlanName
    interval: Literal["month", "year"]
    amount: int
    currency: str
    paid_until: datetime | None
    change: Literal["cancel", "pause", "resume"] | None = Field(
        description="What happens at `change_at`; null: it is renewed."
    )
    change_at: datetime | None
    asked: Literal["change", "cancel", "keep", "resume"] | None = Field(
        description="What was asked of Paddle and is not confirmed yet."
    )
    is_locked: bool = Field(
        description="Whether Paddle takes no change, since a renewal is at most 30 minutes away."
    )


class OwedOut(Schema):
    """An invoice that waits to be paid. `number` is empty until it has one."""

    id: UUID
    number: str
    state: Literal["billed", "past_due"]
    amount: int = Field(description="In the currency's smallest unit, tax included.")
    currency: str
    billed_at: datetime | None
    is_payable: bool = Field(description="Whether it can be paid online here.")


class BankOut(Schema):
    """The account to which a bank transfer goes."""

    name: str = Field(description="The bank.")
    title: str = Field(description="Whose account it is.")
    iban: str


class TransferOut(Schema):
    """A plan that is paid by bank transfer. The plan changes when the operator approves it."""

    id: UUID
    reference: str = Field(description="Write it on the transfer.")
    plan: PlanName
    interval: Literal["month", "year"]
    rupees: int = Field(description="The amount, in whole rupees.")
    state: Literal["awaited", "received", "approved", "withdrawn"] = Field(
        description="`received`: a receipt is here, and the operator looks at it."
    )
    refusal: str = Field(description="Why the last receipt was sent back; empty: it was not.")
    made_at: datetime
    received_at: datetime | None
    settled_at: datetime | None
    ends_at: datetime | None = Field(description="Until when an approved one pays.")
    has_receipt: bool


class TransfersOut(Schema):
    items: list[TransferOut]
    next_cursor: str | None


class BillingOut(Schema):
    """The workspace's plan. `state` is null where billing is off here: everything is unlocked."""

    state: (
        Literal["trial", "trial_extended", "active", "canceling", "past_due", "paused", "canceled"]
        | None
    )
    plan: PlanName | None
    trial_ends_at: datetime | None = Field(description="Null outside of a trial.")
    ends_at: datetime | None = Field(
        description="Until when it is paid; null: without end, or nothing was bought."
    )
    provider: Literal["paddle", "manual"] | None = Field(
        description="Who takes the money; `manual`: the operator of this installation."
    )
    pauses_at: datetime | None = Field(
        description="Until when a plan by bank transfer whose time is over goes on; else null."
    )
    bank: BankOut | None = Field(description="Null: nothing is paid by bank transfer here.")
    transfer: TransferOut | None = Field(description="The bank transfer that is awaited.")
    is_paying: bool = Field(description="Whether a checkout is open: it waits for a payment.")
    owed: list[OwedOut] = Field(description="What is billed and not paid, the newest first.")
    staff: UsageOut
    has_api: bool = Field(description="Whether API keys work. The dashboard always does.")
    subscription: SubscriptionOut | None = Field(
        description="What Paddle renews; null: nothing, or it has ended."
    )


class CheckoutIn(Schema):
    plan: PlanName
    interval: Literal["month", "year"]


class CheckoutOut(Schema):
    """A checkout that waits for a payment. One is open at a time."""

    id: UUID
    plan: PlanName
    interval: Literal["month", "year"]
    url: str = Field(description="The payment page: it opens once, within ten minutes.")


class PlanWishIn(Schema):
    plan: PlanName
    interval: Literal["month", "year"]


class ExcessOut(Schema):
    """More of something than the plan holds."""

    what: Literal["staff", "numbers"]
    used: int
    limit: int


class PlanPreviewOut(Schema):
    """What a change of the plan costs and does, worked out by Paddle. In the smallest unit."""

    plan: PlanName
    interval: Literal["month", "year"]
    currency: str
    due_now: int = Field(description="Charged at once, tax included.")
    tax_now: int
    credit: int = Field(description="What is left of the plan before, already taken off.")
    kept: int = Field(description="Credit that stays, for the next payments.")
    next_amount: int
    next_at: datetime | None
    billed_later: bool = Field(
        description="Too little to charge alone: it is put on the next payment."
    )
    exceeds: list[ExcessOut] = Field(description="Refuses the change until there is less.")
    loses: list[Literal["api_keys"]] = Field(description="What is used and stops with the change.")
    clears_cancel: bool = Field(description="Whether it takes back a cancellation.")


class PaddleLinkOut(Schema):
    """A page of Paddle's, or our payment page, made for who asked. It is short-lived: open it at
    once."""

    url: str


class AdjustmentOut(Schema):
    """A refund or credit. One that waits for approval has not been paid back."""

    id: UUID
    action: str = Field(description="refund, credit, chargeback, or another word of Paddle's.")
    state: str = Field(description="pending_approval, approved, rejected or reversed.")
    total: int
    currency: str
    at: datetime


class InvoiceOut(Schema):
    """A charge of Paddle's. Money is in the smallest unit, tax included in `total`."""

    id: UUID
    number: str = Field(description="Empty until Paddle has numbered it.")
    state: Literal["billed", "paid", "completed", "past_due", "canceled"]
    total: int
    tax: int
    currency: str
    at: datetime = Field(description="When it was billed.")
    has_file: bool
    adjustments: list[AdjustmentOut]


class InvoicesOut(Schema):
    items: list[InvoiceOut]
    next_cursor: str | None


class InvoiceRecipientIn(Schema):
    """Whom later invoices name. Without a company the tax number is left out."""

    email: str = Field(min_length=3, max_length=254, pattern=r"^[^@\s]+@[^@\s]+$")
    name: str = Field(default="", max_length=100)
    company: str = Field(default="", max_length=100)
    tax_id: str = Field(default="", max_length=30)


class InvoiceRecipientOut(InvoiceRecipientIn):
    """Whom invoices name, as Paddle knows it."""
