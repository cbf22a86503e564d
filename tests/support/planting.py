"""A row of any table, whatever its columns are called."""

from typing import Any
from uuid import uuid4

import psycopg
from django.db import models
from psycopg import sql

from tests.support.database import Row


def plant(
    connection: psycopg.Connection[Row], model: type[models.Model], **given: object
) -> dict[str, object]:
    """Insert one row with a value for each column that must have one; returns the values."""
    values = {
        field.column: _value(field)
        for field in model._meta.local_concrete_fields
        if field.column and (not field.null or field.column in given)
    } | given
    connection.execute(
        sql.SQL("INSERT INTO {} ({}) VALUES ({})").format(
            sql.Identifier(model._meta.db_table),
            sql.SQL(", ").join(map(sql.Identifier, values)),
            sql.SQL(", ").join(sql.Placeholder() * len(values)),
        ),
        list(values.values()),
    )
    return values


def _value(field: "models.Field[Any, Any]") -> object:
    if field.choices:
        return field.flatchoices[0][0]
    kind = field.get_internal_type()
    if isinstance(field, models.ForeignKey):
        kind = field.target_field.get_internal_type()
    made: dict[str, object] = {
        "UUIDField": uuid4(),
        "BinaryField": uuid4().bytes,
        "BooleanField": False,
        "DateTimeField": "2026-01-01T00:00:00Z",
        "DateField": "2026-01-01",
        "JSONField": "{}",
    }
    return made.get(kind, 1 if "Integer" in kind or "Auto" in kind else "x")
