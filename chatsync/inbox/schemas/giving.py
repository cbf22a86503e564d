"""Wire shapes of giving conversations out, of who is there, and of resolving by itself."""

from datetime import datetime
from typing import Literal
from uuid import UUID

from ninja import Schema
from pydantic import Field

from chatsync.inbox.models.giving import LONGEST_PASSING, LONGEST_QUIET, MOST_OPEN
from chatsync.inbox.schemas import MemberRef

GivingName = Literal["by_hand", "in_turn"]


class RulesOut(Schema):
    """How conversations come to people here, and when they end by themselves."""

    giving: GivingName = Field(
        description="`by_hand`: people take them (Take next). `in_turn`: each one in which a "
        "customer waits is given to whoever is present and was given one longest ago."
    )
    open_limit: int | None = Field(
        description="Who holds so many open conversations is given no more; null: no limit."
    )
    leads_too: bool = Field(
        description="Whether owners and managers are given any, or agents alone."
    )
    pass_on_after_minutes: int | None = Field(
        description="In turn only: where a customer waits and the holder has been offline or away "
        "for so many minutes, it is given to whoever's turn it is; null: it stays."
    )
    resolve_after_days: int | None = Field(
        description="Open conversations without a message for so many days are resolved; null: "
        "never. Snoozed ones stay."
    )
    resolve_unanswered: bool = Field(
        description="Also where the customer had the last word; else only where you had it."
    )


class RulesIn(RulesOut):
    open_limit: int | None = Field(ge=1, le=MOST_OPEN)
    pass_on_after_minutes: int | None = Field(None, ge=1, le=LONGEST_PASSING)
    resolve_after_days: int | None = Field(ge=1, le=LONGEST_QUIET)


class AttendanceOut(Schema):
    """Somebody whose turn may come. `id` is that of the member."""

    id: UUID
    member: MemberRef
    present: bool = Field(
        description="Whether a page of theirs was connected within the last two minutes, and used "
        "within the last half hour; noted only where conversations are given out in turn."
    )
    away: bool = Field(description="Whether they have said that they are away.")
    open: int = Field(description="How many open conversations they hold.")
    full: bool = Field(description="Whether they hold as many as anybody is given.")
    given_at: datetime | None = Field(description="When it was last their turn.")


class AttendancePage(Schema):
    items: list[AttendanceOut]
    next_cursor: str | None


class OwnAttendanceOut(Schema):
    """Whether you are given conversations here."""

    giving: GivingName
    away: bool


class OwnAttendanceIn(Schema):
    away: bool
