"""What browsers are told about their workspace."""

from typing import Literal

from pydantic import BaseModel, ConfigDict


class StandingPush(BaseModel):
    """The workspace was suspended or paused, goes on, or has another plan.

    `GET /standing` says how it stands now.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    type: Literal["standing.changed"] = "standing.changed"
