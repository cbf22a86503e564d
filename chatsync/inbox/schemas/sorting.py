"""Wire shapes of tags, snoozing and history."""

from datetime import datetime
from typing import Literal
from uuid import UUID

from ninja import Schema
from pydantic import AwareDatetime, Field

from chatsync.inbox.schemas import MemberRef

Colour = Literal["grey", "red", "amber", "green", "blue", "violet"]


class TagIn(Schema):
    name: str = Field(min_length=1, max_length=40, pattern=r"\S")
    colour: Colour = "grey"


class TagOut(Schema):
    """A word that the workspace puts on conversations."""

    id: UUID
    name: str
    colour: Colour


class TagPage(Schema):
    items: list[TagOut]
    next_cursor: str | None


class SnoozeIn(Schema):
    until: AwareDatetime | None = Field(
        default=None, description="Without a time: until the customer writes."
    )


class HistoryLineOut(Schema):
    """What happened to a conversation. Without an actor it was the customer, or the clock."""

    id: UUID
    kind: Literal["taken", "assigned", "given_back", "resolved", "reopened", "snoozed", "woken"]
    actor: MemberRef | None
    member: MemberRef | None
    until: datetime | None
    at: datetime
    why: Literal["turn", "before", "missing", "full"] | None = Field(
        description="Why it was given by itself: it was their turn, they had it before, or "
        "`former`, who had it, was not there or holds as many as the rules allow."
    )
    former: MemberRef | None


class HistoryPage(Schema):
    items: list[HistoryLineOut]
    next_cursor: str | None


class ContactNameIn(Schema):
    name: str | None = Field(
        max_length=120, description="Our own name; empty or null shows the profile name again."
    )
