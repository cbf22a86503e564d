"""Files in the store, under random names that tell nothing of whose they are."""

import secrets
from collections.abc import Callable
from dataclasses import dataclass
from io import BytesIO
from tempfile import TemporaryFile
from typing import BinaryIO
from zipfile import ZIP_DEFLATED, ZipFile

from django.core.files.base import File

from chatsync.kit.storage import store


@dataclass(frozen=True)
class Kept:
    """A file in the store."""

    stored_as: str
    size: int


def keep(content: bytes | BinaryIO) -> str:
    """Store a file; returns its name. Two letters of it make a folder, so that none gets full."""
    name = secrets.token_hex(20)
    held = BytesIO(content) if isinstance(content, bytes) else content
    return store.save(f"media/{name[:2]}/{name}", File(held))


def keep_archive(fill: Callable[[ZipFile], None]) -> Kept:
    """Make an archive on disk, piece by piece, and store it. What `fill` raises ends it."""
    with TemporaryFile() as sink:
        with ZipFile(sink, "w", ZIP_DEFLATED) as archive:
            fill(archive)
        size = sink.tell()
        return Kept(keep(sink), size)


def forget(*names: str) -> None:
    """Delete stored files; absent ones are fine, and so is no name."""
    store.delete_all(name for name in names if name)
