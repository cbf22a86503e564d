"""Wire shapes of what customers may ask for."""

from datetime import datetime
from typing import Literal
from uuid import UUID

from ninja import Schema
from pydantic import Field


class ExportOut(Schema):
    """A file in the making, or ready to be fetched until `ends_at` by who asked for it."""

    id: UUID
    contact_id: UUID
    state: Literal["making", "ready"]
    done: int = Field(description="How many messages and files are in it already.")
    total: int
    size: int | None = Field(description="Bytes, once it is ready.")
    asked_at: datetime
    ends_at: datetime


class WholeExportOut(Schema):
    """A whole workspace in the making, or ready until `ends_at` for the owner who asked."""

    id: UUID
    state: Literal["making", "ready", "cancelled"]
    done: int = Field(description="How many messages and files are in it already.")
    total: int
    size: int | None = Field(description="Bytes, once it is ready.")
    asked_at: datetime
    ends_at: datetime
