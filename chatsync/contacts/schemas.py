"""Wire shapes of contacts."""

from uuid import UUID

from ninja import Schema
from pydantic import Field


class ContactOut(Schema):
    """A customer. Show `name`, else `profile_name`, else `phone`, else `username`."""

    id: UUID
    name: str | None = Field(description="Our own name for the customer.")
    profile_name: str | None = Field(description="The name that the customer chose.")
    phone: str | None = Field(description="With `+`; absent where the customer has none.")
    username: str | None


class ContactPage(Schema):
    items: list[ContactOut]
    next_cursor: str | None
