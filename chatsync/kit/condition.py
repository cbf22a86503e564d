"""A piece of SQL with its values, to be put behind WHERE or AND by another room's query."""

from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class Condition:
    """SQL of our own making; `values` fill its placeholders in order."""

    sql: str
    values: tuple[Any, ...] = ()


ALWAYS = Condition("TRUE")
