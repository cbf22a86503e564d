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
    is_paying: bool = Field(description="Whether a checkout is open: it waits for a payment.")
    staff: UsageOut
    has_api: bool = Field(description="Whether API keys work. The dashboard always does.")


class CheckoutIn(Schema):
    plan: PlanName
    interval: Literal["month", "year"]


class CheckoutOut(Schema):
    """A checkout that waits for a payment. One is open at a time."""

    id: UUID
    plan: PlanName
    interval: Literal["month", "year"]
    url: str = Field(description="The page of Paddle's where it is paid.")
