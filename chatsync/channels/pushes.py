"""What browsers are told about numbers."""

from typing import Literal

from pydantic import BaseModel, ConfigDict

from chatsync.channels.schemas import NumberOut


class NumberChanged(BaseModel):
    """A number was connected, verified, paused or disconnected."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    type: Literal["number.changed"] = "number.changed"
    number: NumberOut
