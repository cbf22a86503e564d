"""Wire shapes of what an owner sets about stored data."""

from datetime import datetime
from typing import Literal
from uuid import UUID

from ninja import Schema
from pydantic import Field

from chatsync.workspaces.models import MOST_DAYS_KEPT

PolicyKey = Literal["cookies", "privacy", "terms", "refund"]


class RetentionIn(Schema):
    days: int = Field(ge=1, le=MOST_DAYS_KEPT, description="How long things are kept, in days.")


class RetentionOut(Schema):
    days: int = Field(description="How long messages, files, notes and reports are kept.")
    most: int = Field(description="The most that can be chosen.")


class LossOut(Schema):
    """What would be deleted; a count that reaches `counted_up_to` may be higher."""

    days: int
    messages: int
    files: int
    notes: int
    counted_up_to: int


class PolicyNoticeOut(Schema):
    """A policy changed in something that matters, and its reader has not said that they read it."""

    id: UUID
    policy: PolicyKey
    reason: str = Field(description="Why it changed, in the reader's language.")
    changed_at: datetime
    link: str = Field(description="The path of the page that shows what is different.")


class PolicyNoticePage(Schema):
    items: list[PolicyNoticeOut]
    next_cursor: str | None = None
