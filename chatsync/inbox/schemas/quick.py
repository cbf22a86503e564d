"""Wire shapes of what people keep at hand: quick replies and saved views."""

from typing import Literal
from uuid import UUID

from ninja import Schema
from pydantic import Field

Only = Literal["unread", "waiting", "closing"]
"""Which conversations of a list: with unread messages; whose customer waits for an answer; those of
them whose window closes within two hours."""


Queue = Literal["mine", "unassigned", "all"]
Status = Literal["open", "snoozed", "resolved"]


class FiltersIn(Schema):
    """Which conversations a list shows."""

    queue: Queue = "all"
    status: Status = "open"
    tag: UUID | None = None
    only: Only | None = None


class QuickReplyIn(Schema):
    name: str = Field(
        min_length=1, max_length=40, pattern=r"\S", description="What is typed after the slash."
    )
    text: str = Field(
        min_length=1,
        max_length=4096,
        pattern=r"\S",
        description="May hold {customer}, {me} and {business}; {customer|friend} says what stands "
        "there where the name is unknown.",
    )
    mine: bool = Field(
        default=False, description="Only for yourself; the team's need `inbox.assign`."
    )


class QuickReplyOut(Schema):
    """A text to put into an answer."""

    id: UUID
    name: str
    text: str
    mine: bool


class QuickReplyPage(Schema):
    items: list[QuickReplyOut]
    next_cursor: str | None


class ViewIn(FiltersIn):
    name: str = Field(min_length=1, max_length=40, pattern=r"\S")
    mine: bool = Field(
        default=False, description="Only for yourself; the team's need `inbox.assign`."
    )


class ViewOut(Schema):
    """A list with its filters, under a name."""

    id: UUID
    name: str
    queue: Queue
    status: Status
    only: Only | None
    tag: UUID | None
    mine: bool


class ViewPage(Schema):
    items: list[ViewOut]
    next_cursor: str | None
