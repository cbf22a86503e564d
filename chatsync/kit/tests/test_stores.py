"""A folder and a bucket offer the same, and fail alike."""

from collections.abc import Callable
from datetime import timedelta
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from django.core.files.base import ContentFile, File

from chatsync.kit.bucket import Bucket
from chatsync.kit.clock import now
from chatsync.kit.storage import Folder, Store
from tests.support.bucket import NOBODY, a_place, place, store_server

__all__ = ["place", "store_server"]
DIGITS = b"0123456789"


@pytest.fixture(params=["folder", "bucket"])
def kept(request: pytest.FixtureRequest, tmp_path: Path) -> Store:
    if request.param == "folder":
        return Folder(location=tmp_path)
    bucket: Store = Bucket(request.getfixturevalue("place"))
    return bucket


def test_a_file_is_read_whole_and_in_parts(kept: Store) -> None:
    assert kept.save("media/aa/one", ContentFile(DIGITS)) == "media/aa/one"
    assert kept.size("media/aa/one") == 10
    with kept.open("media/aa/one") as file:
        assert file.read() == DIGITS
    parts = [kept.part("media/aa/one", *part) for part in ((0, 1), (3, 7), (8, 99), (4, 4))]
    assert parts == [b"0", b"3456", b"89", b""]


def test_the_callers_file_is_read_from_its_beginning_and_stays_open(kept: Store) -> None:
    held = BytesIO(DIGITS)
    held.seek(7)
    kept.save("media/aa/one", File(held))
    assert kept.size("media/aa/one") == 10
    assert not held.closed


def test_files_are_listed_with_when_they_were_stored(kept: Store) -> None:
    for name in ("media/aa/one", "media/aa/two", "media/ab/three"):
        kept.save(name, ContentFile(DIGITS))
    found = dict(kept.listed("media/aa"))
    assert set(found) == {"media/aa/one", "media/aa/two"}
    assert all(abs(at - now()) < timedelta(minutes=2) for at in found.values())
    assert {name for name, _at in kept.listed("")} == {*found, "media/ab/three"}
    assert list(kept.listed("media/a")) == list(kept.listed("media/nowhere")) == []


def test_many_are_deleted_and_absent_ones_are_fine(kept: Store) -> None:
    names = [f"media/aa/{number}" for number in range(20)]
    for name in names:
        kept.save(name, ContentFile(DIGITS))
    kept.delete_all([*names[1:], "media/aa/absent"])
    kept.delete("media/aa/absent")
    kept.delete_all([])
    assert [name for name, _at in kept.listed("media")] == names[:1]


READS: dict[str, Callable[[Store], Any]] = {
    "size": lambda kept: kept.size("media/aa/one"),
    "part": lambda kept: kept.part("media/aa/one", 0, 1),
    "open": lambda kept: kept.open("media/aa/one").read(),
}
DEEDS: dict[str, Callable[[Store], Any]] = {
    "save": lambda kept: kept.save("media/aa/one", ContentFile(DIGITS)),
    "list": lambda kept: list(kept.listed("media")),
    "delete": lambda kept: kept.delete("media/aa/one"),
    "delete all": lambda kept: kept.delete_all(["media/aa/one"]),
    "end unfinished": lambda kept: kept.end_unfinished(now()),
}


@pytest.mark.parametrize("read", READS.values(), ids=READS)
def test_what_is_not_there_is_said_so(kept: Store, read: Callable[[Store], Any]) -> None:
    with pytest.raises(FileNotFoundError):
        read(kept)


@pytest.mark.parametrize("deed", [*READS.values(), *DEEDS.values()], ids=[*READS, *DEEDS])
@pytest.mark.parametrize("trouble", ["nobody listens", "no such bucket"])
def test_a_store_that_is_away_fails_like_a_folder_but_never_like_an_absent_file(
    store_server: str, trouble: str, deed: Callable[[Store], Any]
) -> None:
    where = NOBODY if trouble == "nobody listens" else store_server
    away = Bucket(a_place(where))
    with pytest.raises(OSError) as failed:
        deed(away)
    # A question for the head of an object says 404, whatever is absent.
    assert not isinstance(failed.value, FileNotFoundError) or trouble == "no such bucket"
