"""Small checks of request fields; each refuses with 131008 (missing) or 131009 (not valid)."""

from collections.abc import Sequence
from typing import Any, cast

from sandbox.errors import GraphError
from sandbox.state import Json


def missing(field: str) -> GraphError:
    """Refuse because a required field is not there (131008)."""
    return GraphError(131008, f"The parameter {field} is required.")


def invalid(details: str) -> GraphError:
    """Refuse because a value is not valid (131009)."""
    return GraphError(131009, details)


def need_object(parent: Json, key: str, path: str) -> Json:
    """Give the object at `key`."""
    value = parent.get(key)
    if value is None:
        raise missing(path)
    if not isinstance(value, dict):
        raise invalid(f"{path} must be an object.")
    return cast("Json", value)


def need_list(parent: Json, key: str, path: str, bounds: tuple[int, int]) -> list[Json]:
    """Give the list of objects at `key`, with a length inside the bounds."""
    value = parent.get(key)
    if value is None:
        raise missing(path)
    least, most = bounds
    if not isinstance(value, list) or not least <= len(value) <= most:
        raise invalid(f"{path} must be a list of {least} to {most} items.")
    if not all(isinstance(item, dict) for item in value):
        raise invalid(f"{path} must hold objects.")
    return cast("list[Json]", value)


def need_text(parent: Json, key: str, path: str, most: int) -> str:
    """Give the text at `key`: not empty, at most `most` characters."""
    value = parent.get(key)
    if value is None or value == "":
        raise missing(path)
    return _text(value, path, most)


def allow_text(parent: Json, key: str, path: str, most: int) -> str | None:
    """Give the text at `key` when there is one: at most `most` characters."""
    value = parent.get(key)
    return None if value is None else _text(value, path, most)


def _text(value: Any, path: str, most: int) -> str:
    if not isinstance(value, str):
        raise invalid(f"{path} must be a string.")
    if len(value) > most:
        raise invalid(f"{path} length must be at most {most} characters.")
    return value


def need_one_of(parent: Json, key: str, path: str, choices: Sequence[str]) -> str:
    """Give the text at `key`, which must be one of the choices."""
    value = parent.get(key)
    if value is None:
        raise missing(path)
    if value not in choices:
        raise invalid(f"{path} must be one of {', '.join(choices)}.")
    return str(value)


def need_unique(values: list[str], path: str) -> None:
    """Refuse values that occur twice."""
    if len(set(values)) != len(values):
        raise invalid(f"{path} must be unique.")
