"""Files in the storage, under random names that tell nothing of whose they are."""

import secrets
from io import BytesIO
from typing import BinaryIO

from django.core.files.base import File
from django.core.files.storage import default_storage


def keep(content: bytes | BinaryIO) -> str:
    """Store a file; returns its name. Two letters of it make a folder, so that none gets full."""
    name = secrets.token_hex(20)
    held = BytesIO(content) if isinstance(content, bytes) else content
    return str(default_storage.save(f"media/{name[:2]}/{name}", File(held)))


def forget(name: str) -> None:
    """Delete a stored file; an absent one is fine."""
    if name:
        default_storage.delete(name)
