"""The data folder of one installation: who may use it, and the secrets made once in it."""

import base64
import fcntl
import json
import os
import secrets
from collections.abc import Callable
from pathlib import Path
from typing import Any

from chatsync.config.supervisor.refusals import StartRefused

_SECRETS = "secrets.json"
_LOCK = "supervisor.lock"


def claim(data: Path) -> int:
    """Make the folder, and lock it for this process; returns the lock's descriptor.

    Raises StartRefused when another supervisor runs here or the folder cannot be made.
    """
    try:
        data.mkdir(mode=0o700, parents=True, exist_ok=True)
        lock = os.open(data / _LOCK, os.O_RDWR | os.O_CREAT, 0o600)
    except OSError as error:
        raise StartRefused(
            f"the data folder {data} cannot be used ({error.strerror}); "
            "choose another one with --data."
        ) from error
    try:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        os.close(lock)
        raise StartRefused(
            f"ChatSync already runs on {data}; stop that one first, or choose another folder "
            "with --data."
        ) from None
    return lock


def kept_secret(data: Path, name: str, make: Callable[[], str] = secrets.token_urlsafe) -> str:
    """The secret of that name: made when first asked for, kept in the folder, never made again.

    Raises StartRefused when the secrets are gone or unreadable although a database exists:
    new ones could not open what the old ones sealed.
    """
    kept = _read(data)
    if name not in kept:
        kept[name] = make()
        write_private(data / _SECRETS, kept)
    return kept[name]


def new_encryption_keys() -> str:
    """A key ring with one random 32-byte key (form: `name:base64`)."""
    return f"k1:{base64.b64encode(secrets.token_bytes(32)).decode()}"


def write_private(path: Path, content: Any) -> None:
    """Replace the file by this JSON in one step; only our own account can read it."""
    partial = path.with_name(f".{path.name}.{os.getpid()}")
    partial.unlink(missing_ok=True)
    descriptor = os.open(partial, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "w", encoding="utf-8") as file:
        json.dump(content, file, indent=1)
        file.flush()
        os.fsync(file.fileno())
    partial.replace(path)


def _read(data: Path) -> dict[str, str]:
    path = data / _SECRETS
    try:
        kept = json.loads(path.read_text(encoding="utf-8"))
        return {str(name): str(value) for name, value in kept.items()}
    except FileNotFoundError:
        if not (data / "postgres" / "data").exists():
            return {}
        reason = "is missing"
    except (OSError, ValueError, AttributeError):
        reason = "cannot be read"
    raise StartRefused(
        f"{path} {reason}, and without it the stored data stays sealed; restore it from a backup."
    )
