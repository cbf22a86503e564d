"""Wire shapes of billing."""

from datetime import datetime
from typing import Literal

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
    staff: UsageOut
    has_api: bool = Field(description="Whether API keys work. The dashboard always does.")
