"""Which version of the product runs: its release, its commit where this is a checkout, its code."""

import hashlib
from dataclasses import dataclass
from functools import cache
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

from django.conf import settings

from chatsync.kit.build import build_id

_SOURCE = frozenset({".py", ".html", ".txt", ".js", ".css", ".sql"})
_SHOWN = 12


@dataclass(frozen=True)
class Version:
    """`code` is a digest of what runs; `commit` is empty where there is no checkout."""

    release: str
    commit: str
    code: str


def running_version() -> Version:
    """The version of this very process; the dashboard's build counts."""
    return Version(_release(), _commit(), f"{_code()}-{build_id()}")


@cache
def _release() -> str:
    try:
        return version("chatsync")
    except PackageNotFoundError:
        return "0"


@cache
def _code() -> str:
    digest = hashlib.sha256()
    for path in sorted((settings.BASE_DIR / "chatsync").rglob("*")):
        if path.suffix in _SOURCE and "tests" not in path.parts and path.is_file():
            digest.update(path.relative_to(settings.BASE_DIR).as_posix().encode())
            digest.update(path.read_bytes())
    return digest.hexdigest()[:_SHOWN]


@cache
def _commit() -> str:
    """What HEAD names, read from git's own files: the program may not be there."""
    try:
        folder = _git_folder(settings.BASE_DIR / ".git")
        head = (folder / "HEAD").read_text(encoding="utf-8").strip()
        return _resolved(folder, head)[:_SHOWN]
    except OSError:
        return ""


def _git_folder(marker: Path) -> Path:
    """The folder itself, or the one that a further work tree names."""
    if marker.is_dir():
        return marker
    return Path(marker.read_text(encoding="utf-8").partition("gitdir: ")[2].strip())


def _resolved(folder: Path, head: str) -> str:
    name = head.partition("ref: ")[2]
    if not name:
        return head
    shared = folder / "commondir"
    roots = [folder]
    if shared.exists():
        roots.append(folder / shared.read_text(encoding="utf-8").strip())
    for root in roots:
        if (root / name).exists():
            return (root / name).read_text(encoding="utf-8").strip()
        packed = root / "packed-refs"
        lines = packed.read_text(encoding="utf-8").splitlines() if packed.exists() else []
        found = next((line.split()[0] for line in lines if line.endswith(f" {name}")), "")
        if found:
            return found
    return ""
