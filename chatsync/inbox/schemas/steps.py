"""Wire shapes of how far a message came."""

from datetime import datetime

from ninja import Schema

from chatsync.inbox.schemas import MessageStatusName


class StepOut(Schema):
    status: MessageStatusName
    at: datetime


class StepsOut(Schema):
    """What is known of a message's way, in order. A step that Meta never reported is missing."""

    steps: list[StepOut]
