"""What is sealed lies in a column that says so: whoever rotates keys finds it there."""

import ast

from tests.support.lessons import demand_none
from tests.support.source import Source, product

PLACES = {
    "chatsync/kit/sealed.py": "makes the place of every sealed column",
    "chatsync/accounts/factors.py": "allauth's own table, turned by `sealed_anew`",
}
"""Files that say where a sealed value lives, and why."""


def _makes_a_place(source: Source) -> bool:
    names = {
        alias.asname or alias.name
        for node in ast.walk(source.tree)
        if isinstance(node, ast.ImportFrom) and node.module == "chatsync.kit.crypto"
        for alias in node.names
        if alias.name == "Place"
    }
    return any(
        isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in names
        for node in ast.walk(source.tree)
    )


def test_a_sealed_value_lies_in_a_sealed_column() -> None:
    found = {source.name for source in product() if _makes_a_place(source)}
    demand_none(
        [f"{name} makes a place of its own" for name in found - set(PLACES)]
        + [f"{name} is listed and makes none" for name in set(PLACES) - found],
        "A secret outside of a SealedField (chatsync/kit/sealed.py) is passed over by `chatsync "
        "rotate-keys`: declare its column as one and seal it with place_in().",
    )
