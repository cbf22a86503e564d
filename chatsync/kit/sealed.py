"""A column that holds a sealed value; whoever rotates keys finds all of them from the models."""

from collections.abc import Iterator
from typing import Any
from uuid import UUID

from django.apps import apps
from django.db import models

from chatsync.kit.crypto import Place


class SealedField(models.BinaryField):  # type: ignore[type-arg]  # generic for mypy alone
    """A value that opens in its own table, column, workspace and row only (`crypto.py`).

    `owner` names the column that says whose workspace it is, `nobody` stands in the seal where that
    is empty.
    """

    def __init__(
        self, *args: Any, owner: str = "workspace_id", nobody: str = "", **kwargs: Any
    ) -> None:
        self.owner = owner
        self.nobody = nobody
        super().__init__(*args, **kwargs)

    def deconstruct(self) -> Any:
        """To the database it is bytes."""
        name, _path, args, kwargs = super().deconstruct()
        return name, "django.db.models.BinaryField", args, kwargs

    @property
    def table(self) -> str:
        return self.model._meta.db_table  # noqa: SLF001  Django's own way to ask

    def place(self, owner_id: UUID | None, row_id: UUID) -> Place:
        """Where the value of a row lives."""
        whose = owner_id.hex if owner_id else self.nobody
        return Place(self.table, self.name, whose, row_id.hex)

    def place_of(self, row: models.Model) -> Place:
        """Where this row's value lives."""
        return self.place(getattr(row, self.owner), row.pk)


def sealed_columns() -> Iterator[SealedField]:
    """Every sealed column of every model."""
    for model in apps.get_models():
        for field in model._meta.local_fields:  # noqa: SLF001  as above
            if isinstance(field, SealedField):
                yield field


def place_in(model: type[models.Model], column: str, owner_id: UUID | None, row_id: UUID) -> Place:
    """Where the sealed value of a row lives, before there is a row too."""
    field = model._meta.get_field(column)  # noqa: SLF001  as above
    if not isinstance(field, SealedField):
        raise TypeError(f"{column} of {model.__name__} is not sealed")
    return field.place(owner_id, row_id)
