"""Files of the product: in a folder of this machine, or in a bucket (`kit/bucket.py`).

Names are random and never used twice, so nobody asks whether one is taken. No address of a store
leaves the server: whoever may have a file gets it through the app.
"""

from collections.abc import Iterable, Iterator
from datetime import datetime
from pathlib import Path
from typing import Any, Protocol, cast

from django.core.files.base import File
from django.core.files.storage import FileSystemStorage, default_storage


class Store(Protocol):
    """What both offer. Whatever fails is an OSError, a file that is not there FileNotFoundError."""

    piece: int
    """How many bytes are read at once for somebody who downloads."""

    def save(self, name: str, content: "File[bytes]") -> str: ...
    def open(self, name: str, mode: str = "rb") -> "File[bytes]": ...
    def size(self, name: str) -> int: ...
    def part(self, name: str, start: int, end: int) -> bytes:
        """The bytes from `start` up to `end`, which is not among them."""

    def listed(self, folder: str) -> Iterator[tuple[str, datetime]]:
        """Every file below a folder, with the moment it was stored; none where there is none."""

    def delete(self, name: str) -> None:
        """An absent one is fine."""

    def delete_all(self, names: Iterable[str]) -> None: ...
    def end_unfinished(self, before: datetime) -> int:
        """Delete what uploads that were never finished left behind; says how many there were."""


class Folder(FileSystemStorage):
    """Files in a folder of this machine."""

    piece = 256 * 1024

    def part(self, name: str, start: int, end: int) -> bytes:
        with self.open(name) as file:
            file.seek(start)
            return bytes(file.read(end - start))

    def listed(self, folder: str) -> Iterator[tuple[str, datetime]]:
        root = Path(self.location)
        for path in (root / folder).rglob("*"):
            if path.is_file():
                name = str(path.relative_to(root))
                yield name, self.get_modified_time(name)

    def delete_all(self, names: Iterable[str]) -> None:
        for name in names:
            self.delete(name)

    def end_unfinished(self, before: datetime) -> int:  # noqa: ARG002  the other kind has some
        """None: half a file stands under its name, and is found as a stray one."""
        return 0


store = cast("Store", cast("Any", default_storage))
"""The one that the settings name."""
