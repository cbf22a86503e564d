"""Wire shapes of the stream that are no pushes."""

from typing import Any

from ninja import Schema
from pydantic import Field


class EventsAsked(Schema):
    """Where the client stands. Without `since` the answer only says where the stream stands."""

    since: int | None = Field(None, ge=0, le=2**63 - 1)
    epoch: str = Field("", max_length=64)
    rights: str = Field(
        "",
        max_length=64,
        description="What the last answer said. Where you see more or less since, the answer is a "
        "`reset`.",
    )
    wait: int = Field(
        0, ge=0, description="Seconds to wait for news when there is none yet; at most 25."
    )
    attending: bool = Field(
        True,
        description="Whether somebody is at the page that asks. A page that nobody touches does "
        "not count as being there to be given conversations.",
    )


class EventsOut(Schema):
    """What happened after `since`: the same frames as on the socket, in order."""

    epoch: str
    seq: int = Field(description="Ask for what follows with `since` set to this.")
    rights: str = Field(description="Stands for what you may see and do. Say it back next time.")
    events: list[dict[str, Any]]
    reset: bool = Field(
        description="The gap is too old or of another epoch, or your rights have changed: fetch "
        "everything again, then go on from `seq`."
    )
