"""The settings of a bucket: whole, or one sentence that says what is wrong."""

from collections.abc import Mapping
from pathlib import Path

import pytest

from chatsync.kit.bucket_place import BucketPlace, bucket_place
from chatsync.kit.env import WrongSetting

KEYS = {"S3_ACCESS_KEY_ID": "key", "S3_SECRET_ACCESS_KEY": "secret"}
OWN = {"S3_BUCKET": "files", "S3_ENDPOINT_URL": "http://127.0.0.1:9000", **KEYS}
AMAZON = {"S3_BUCKET": "files", "S3_REGION": "eu-central-1", **KEYS}


def read(monkeypatch: pytest.MonkeyPatch, given: Mapping[str, str]) -> BucketPlace | None:
    for name, value in given.items():
        monkeypatch.setenv(name, value)
    return bucket_place()


def test_without_a_bucket_files_lie_in_the_folder(monkeypatch: pytest.MonkeyPatch) -> None:
    assert read(monkeypatch, {}) is None


@pytest.mark.parametrize(
    ("given", "endpoint", "host"),
    [
        (OWN, "http://127.0.0.1:9000", "127.0.0.1"),
        (OWN | {"S3_ADDRESSING": "host"}, "http://127.0.0.1:9000", "files.127.0.0.1"),
        (
            AMAZON,
            "https://s3.eu-central-1.amazonaws.com",
            "files.s3.eu-central-1.amazonaws.com",
        ),
        (
            AMAZON | {"S3_BUCKET": "files.example"},
            "https://s3.eu-central-1.amazonaws.com",
            "s3.eu-central-1.amazonaws.com",
        ),
        (
            AMAZON | {"S3_REGION": "cn-north-1", "S3_ADDRESSING": "path"},
            "https://s3.cn-north-1.amazonaws.com.cn",
            "s3.cn-north-1.amazonaws.com.cn",
        ),
    ],
)
def test_where_the_store_is(
    monkeypatch: pytest.MonkeyPatch, given: Mapping[str, str], endpoint: str, host: str
) -> None:
    found = read(monkeypatch, given)
    assert found
    assert (found.endpoint, found.host) == (endpoint, host)


def test_the_key_may_lie_in_a_file_and_is_never_shown(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    (tmp_path / "key").write_text("hush-hush\n")
    given = {**OWN, "S3_SECRET_ACCESS_KEY_FILE": str(tmp_path / "key"), "S3_PREFIX": "/chat/sync/"}
    found = read(monkeypatch, given)
    assert found
    assert (found.secret, found.prefix) == ("hush-hush", "chat/sync")
    assert "hush" not in repr(found)


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ({"S3_REGION": "eu-central-1"}, "S3_REGION is set, but S3_BUCKET is not"),
        (KEYS, "S3_ACCESS_KEY_ID is set, but S3_BUCKET is not"),
        (OWN | {"S3_BUCKET": "My Files"}, "S3_BUCKET is 'My Files'"),
        (OWN | {"S3_BUCKET": "a..b"}, "S3_BUCKET is 'a..b'"),
        (OWN | {"S3_SECRET_ACCESS_KEY": ""}, "S3_SECRET_ACCESS_KEY must be set too"),
        ({"S3_BUCKET": "files", **KEYS}, "set S3_REGION too"),
        (OWN | {"S3_ENDPOINT_URL": "store.example"}, "S3_ENDPOINT_URL is 'store.example'"),
        (OWN | {"S3_ENDPOINT_URL": "https://store.example/files"}, "the store alone"),
        (OWN | {"S3_ENDPOINT_URL": "https://k:s@store.example"}, "the store alone"),
        (OWN | {"S3_REGION": "EU central"}, "S3_REGION is 'EU central'"),
        (OWN | {"S3_PREFIX": "a/../b"}, "S3_PREFIX is 'a/../b'"),
        (OWN | {"S3_ADDRESSING": "virtual"}, "S3_ADDRESSING is 'virtual'"),
    ],
)
def test_a_wrong_or_half_set_place_is_refused_in_one_sentence(
    monkeypatch: pytest.MonkeyPatch, given: Mapping[str, str], said: str
) -> None:
    with pytest.raises(WrongSetting) as refused:
        read(monkeypatch, given)
    assert said in str(refused.value)
