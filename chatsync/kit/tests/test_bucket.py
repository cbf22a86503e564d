"""What a bucket has and a folder has not: versions, broken uploads, connections, neighbours."""

import os
import socket
import subprocess
import sys
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.core.files.base import ContentFile

from chatsync.kit.bucket import Bucket, fault_of
from chatsync.kit.bucket_place import BucketPlace
from chatsync.kit.clock import now
from tests.support.bucket import NOBODY, a_place, client_of, place, store_server
from tests.support.source import ROOT

__all__ = ["place", "store_server"]
_LARGE = 65 * 1024 * 1024
_WITHOUT = """
import sys
from django.core.files.storage import default_storage
from chatsync.config.setup_check import before_serving
before_serving()
import chatsync.config.parts
default_storage.exists("media/aa/one")
print(sorted({"boto3", "botocore", "storages"} & set(sys.modules)))
"""


def test_a_bucket_that_works_is_left_as_it_was(place: BucketPlace) -> None:
    assert fault_of(Bucket(place)) == ""
    assert list(Bucket(place).listed("")) == []


def versions(place: BucketPlace, *wanted: str) -> None:
    for status in wanted:
        client_of(place).put_bucket_versioning(
            Bucket=place.name, VersioningConfiguration={"Status": status}
        )


def test_a_bucket_that_keeps_versions_is_refused(place: BucketPlace) -> None:
    versions(place, "Enabled")
    assert "keeps old versions" in fault_of(Bucket(place))
    assert not client_of(place).list_object_versions(Bucket=place.name).get("Versions")


def test_where_versions_were_switched_off_what_is_deleted_is_gone(place: BucketPlace) -> None:
    versions(place, "Enabled", "Suspended")
    assert fault_of(Bucket(place)) == ""
    assert not client_of(place).list_object_versions(Bucket=place.name).get("Versions")


def test_a_bucket_whose_objects_can_be_locked_is_refused(place: BucketPlace) -> None:
    locked = replace(place, name=f"locked-{uuid4().hex[:12]}")
    client_of(locked).create_bucket(Bucket=locked.name, ObjectLockEnabledForBucket=True)
    assert "lock on objects" in fault_of(Bucket(locked))


@pytest.mark.parametrize("trouble", ["nobody listens", "no such bucket"])
def test_a_bucket_that_is_not_there_is_named(store_server: str, trouble: str) -> None:
    where = a_place(NOBODY if trouble == "nobody listens" else store_server)
    said = fault_of(Bucket(where))
    assert said.startswith(f"The bucket {where.name} at 127.0.0.1 cannot be used: ")
    assert where.secret not in said


def test_a_large_file_goes_in_parts_and_comes_back_whole(place: BucketPlace) -> None:
    bucket = Bucket(place)
    bucket.save("media/aa/film", ContentFile(b"ab" * (_LARGE // 2)))
    assert bucket.size("media/aa/film") == _LARGE
    assert bucket.part("media/aa/film", _LARGE - 3, _LARGE) == b"bab"
    assert bucket.end_unfinished(now() + timedelta(days=1)) == 0


def test_what_a_killed_upload_left_is_ended_when_it_is_old(place: BucketPlace) -> None:
    bucket, owner = Bucket(place), client_of(place)
    for key in ("chat/media/aa/film", "another/film"):
        owner.create_multipart_upload(Bucket=place.name, Key=key)
    assert bucket.end_unfinished(datetime(2010, 1, 1, tzinfo=UTC)) == 0
    assert bucket.end_unfinished(now()) == 1  # moto says of each upload that it began in 2010
    (left,) = owner.list_multipart_uploads(Bucket=place.name)["Uploads"]
    assert left["Key"] == "another/film"


def test_others_in_the_same_bucket_are_neither_seen_nor_touched(place: BucketPlace) -> None:
    mine, theirs = Bucket(place), Bucket(replace(place, prefix="another"))
    theirs.save("media/aa/one", ContentFile(b"theirs"))
    mine.save("media/aa/one", ContentFile(b"mine"))
    mine.delete_all(name for name, _at in mine.listed(""))
    assert [name for name, _at in theirs.listed("")] == ["media/aa/one"]


def test_a_bucket_of_its_own_needs_no_prefix(place: BucketPlace) -> None:
    bucket = Bucket(replace(place, prefix=""))
    bucket.save("media/aa/one", ContentFile(b"mine"))
    assert [name for name, _at in bucket.listed("media/aa")] == ["media/aa/one"]


def test_no_link_leads_into_the_bucket(place: BucketPlace) -> None:
    with pytest.raises(ValueError, match="no address"):
        Bucket(place).url("media/aa/one")


def test_threads_share_a_client_and_processes_do_not(
    place: BucketPlace, monkeypatch: pytest.MonkeyPatch
) -> None:
    bucket = Bucket(place)

    def asked(_number: int) -> Any:
        bucket.exists("media/aa/one")
        return bucket.client

    with ThreadPoolExecutor(4) as hands:
        clients = list(hands.map(asked, range(16)))
    assert len({id(client) for client in clients}) == 1
    monkeypatch.setattr(os, "getpid", lambda: -1)
    assert bucket.client is not clients[0]


def test_while_the_store_is_silent_one_asks_and_the_others_are_told_at_once(
    place: BucketPlace, silent: socket.socket
) -> None:
    """Else the pictures of one page would hold every thread of a web process."""
    bucket = Bucket(replace(place, endpoint=f"http://127.0.0.1:{silent.getsockname()[1]}"))
    bucket.client_config.read_timeout = 0.5
    with pytest.raises(OSError, match="Read timeout"):
        bucket.size("media/aa/one")
    with ThreadPoolExecutor(12) as hands:
        told = list(hands.map(lambda _number: _told(bucket), range(12)))
    assert sum("Read timeout" in it for it in told) < sum("does not answer" in it for it in told)
    bucket.endpoint_url, bucket._made_in = place.endpoint, 0
    assert _told(bucket) == "there is no file media/aa/one in the bucket"
    assert not bucket.exists("media/aa/one")


def _told(bucket: Bucket) -> str:
    with pytest.raises(OSError) as failed:
        bucket.size("media/aa/one")
    return str(failed.value)


@pytest.fixture
def silent() -> Iterator[socket.socket]:
    """Takes connections and says nothing."""
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        listener.listen(64)
        yield listener


def test_without_a_bucket_its_library_is_never_loaded() -> None:
    """It would cost every process its memory, and every start its time."""
    done = subprocess.run(
        [sys.executable, "-c", _WITHOUT], cwd=ROOT, capture_output=True, text=True, check=True
    )
    assert done.stdout.strip() == "[]"
