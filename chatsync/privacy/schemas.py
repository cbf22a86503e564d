"""Wire shapes of what an owner sets about stored data."""

from ninja import Schema
from pydantic import Field

from chatsync.workspaces.models import MOST_DAYS_KEPT


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
