"""The repository's own files, as the checks read them."""

import ast
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

ROOT = Path(__file__).parents[2]
PRODUCT = ROOT / "chatsync"
PACKAGES = ("chatsync", "sandbox", "bench", "audit", "tests")


@dataclass(frozen=True)
class Source:
    """A Python file of ours."""

    path: Path
    text: str
    tree: ast.Module

    @property
    def name(self) -> str:
        return str(self.path.relative_to(ROOT))

    @property
    def is_test(self) -> bool:
        return "tests" in self.path.parts or self.path.name == "conftest.py"

    @property
    def lines(self) -> int:
        return len(self.text.splitlines())


@cache
def sources() -> tuple[Source, ...]:
    """Every Python file of ours, migrations aside: they are generated."""
    paths = [
        path
        for package in PACKAGES
        for path in sorted((ROOT / package).rglob("*.py"))
        if "migrations" not in path.parts
    ]
    return tuple(read_source(path, path.read_text(encoding="utf-8")) for path in paths)


def read_source(path: Path, text: str) -> Source:
    return Source(path, text, ast.parse(text))


def product() -> Iterator[Source]:
    """The server's files without its tests."""
    return (it for it in sources() if it.path.is_relative_to(PRODUCT) and not it.is_test)


@cache
def rooms() -> tuple[Path, ...]:
    """The folders of all rooms."""
    return tuple(sorted(path.parent for path in PRODUCT.glob("*/__init__.py")))


@cache
def tracked() -> tuple[Path, ...]:
    """Every file of the repository, those not yet committed included, what is ignored not.

    Outside of a git checkout (a release archive) nothing is ignored, so all files are ours.
    """
    done = subprocess.run(
        ["git", "ls-files", "--cached", "--others", "--exclude-standard"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode:
        return tuple(path for path in ROOT.rglob("*") if path.is_file())
    return tuple(path for name in done.stdout.splitlines() if (path := ROOT / name).is_file())
