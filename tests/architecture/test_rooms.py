"""A stranger finds the same things in every room, and documents name what exists."""

import ast
import re
from pathlib import Path

import pytest

from tests.support.lessons import demand_none
from tests.support.source import PRODUCT, ROOT, product, rooms

README_LINES = 30
PROVIDERS = {"paddle", "whatsapp", "vendors"}
SHELVES = {
    "api",
    "views",
    "webhooks",
    "reactions",
    "loops",
    "actions",
    "queries",
    "pushes",
    "schemas",
    "models",
    "events",
}
FOLDERS = {"migrations", "static", "templates", "tests", "__pycache__"}
OTHERS = {
    "config/sql": "what an administrator runs once",
    "config/formats": "how each language writes dates: Django wants a folder a language",
    "config/supervisor": "chatsync run",
    "channels/media": "files of messages: fetching, checking, serving; below the actions",
}
"""Folders that are neither, and what they hold."""
_FILE = re.compile(r"`([\w./-]+\.(?:py|ts|tsx|css|html|sql|md|toml|json|po|lock))`")


def test_there_are_rooms_to_look_at() -> None:
    assert {"inbox", "channels", "workspaces", "kit"} <= {room.name for room in rooms()}


@pytest.mark.parametrize("room", rooms(), ids=lambda room: room.name)
def test_a_room_introduces_itself(room: Path) -> None:
    readme = room / "README.md"
    assert readme.exists(), f"{room.name} needs a README.md: purpose, words, data path, traps"
    lines = len(readme.read_text(encoding="utf-8").splitlines())
    assert 5 <= lines <= README_LINES, f"{readme} has {lines} lines, at most {README_LINES}"


@pytest.mark.parametrize("room", rooms(), ids=lambda room: room.name)
def test_a_room_has_its_tests_beside_it(room: Path) -> None:
    assert list(room.glob("tests/**/test_*.py")), f"{room.name} has no test beside its code"


def test_a_folder_of_a_room_is_a_shelf_or_a_provider() -> None:
    folders = [path for room in rooms() for path in room.iterdir() if path.is_dir()]
    demand_none(
        (
            path.relative_to(ROOT)
            for path in folders
            if path.name not in SHELVES | PROVIDERS | FOLDERS
            if str(path.relative_to(PRODUCT)) not in OTHERS
        ),
        "A new folder is a shelf, or a provider: name it in the layers of the shelves contract in "
        "pyproject.toml and in this file.",
    )


def test_no_shelf_is_empty() -> None:
    hollow = [
        source.name
        for source in product()
        if source.path.name != "__init__.py" and not _says_something(source.tree)
    ]
    bare = [
        str(path.parent.relative_to(ROOT))
        for path in PRODUCT.rglob("__init__.py")
        if path.parent.name in SHELVES | PROVIDERS and len(list(path.parent.glob("*.py"))) == 1
    ]
    demand_none(hollow + bare, "An empty shelf promises what is not there: take it out.")


def test_documents_name_files_that_exist() -> None:
    pages = [*ROOT.glob("*.md"), *ROOT.glob("docs/**/*.md"), *PRODUCT.glob("*/README.md")]
    pages += [ROOT / "sandbox" / "README.md"]
    assert len(pages) > 10, "this test saw too few pages"
    demand_none(
        (
            f"{page.relative_to(ROOT)}: {name}"
            for page in pages
            for name in _FILE.findall(page.read_text(encoding="utf-8"))
            if name.removesuffix(".py") not in SHELVES
            if not any((place / name).exists() for place in (ROOT, PRODUCT, page.parent))
        ),
        "A document names a file that is not there: mend the name.",
    )


def _says_something(tree: ast.Module) -> bool:
    return any(not isinstance(node, ast.Expr) for node in tree.body)
