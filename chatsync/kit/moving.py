"""From the data folder into the bucket: what lies there from before, file by file."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor

from django.conf import settings

from chatsync.kit.bucket_place import BUCKET
from chatsync.kit.env import WrongSetting
from chatsync.kit.storage import Folder, store

_AT_ONCE = 8


def left_in_folder() -> Iterator[str]:
    """Files of the data folder; with a bucket they are read by nobody, and deleted by nobody."""
    return (name for name, _at in folder().listed(""))


def folder() -> Folder:
    return Folder(location=settings.DATA_DIR / "files")


def move_files() -> int:
    """Move every file; says how many. Killed, the next run goes on with what is left.

    Raises WrongSetting where no bucket is named: the files would be deleted over themselves.
    """
    if settings.BUCKET is None:
        raise WrongSetting(f"{BUCKET} is not set: there is no bucket to move files to.")
    names = list(left_in_folder())
    with ThreadPoolExecutor(_AT_ONCE) as hands:
        return sum(1 for _name in hands.map(_move, names))


def _move(name: str) -> None:
    """The copy is whole before the file goes: the store takes a file in one piece or not at all."""
    with folder().open(name) as file:
        store.save(name, file)
    folder().delete(name)
