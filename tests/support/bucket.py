"""A store that speaks S3, as a process of its own on this machine (moto), and buckets in it."""

import subprocess
import sys
import urllib.request
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import Any
from uuid import uuid4

import boto3
import pytest
from botocore.config import Config
from django.core.files.storage import storages

from chatsync.kit.bucket import Bucket
from chatsync.kit.bucket_place import BucketPlace
from tests.support.product import eventually, free_port

NOBODY = "http://127.0.0.1:9"
"""Where no store listens."""


@contextmanager
def running_store() -> Iterator[str]:
    url = f"http://127.0.0.1:{free_port()}"
    process = subprocess.Popen(
        [sys.executable, "-m", "moto.server", "-H", "127.0.0.1", "-p", url.rpartition(":")[2]],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        eventually(lambda: _answers(url))
        yield url
    finally:
        process.terminate()
        process.wait(timeout=20)


def _answers(url: str) -> bool:
    try:
        with urllib.request.urlopen(url, timeout=5) as answer:
            return bool(answer.status == 200)
    except OSError:
        return False


def client_of(place: BucketPlace) -> Any:
    """The store as its owner sees it, past the product."""
    return boto3.session.Session().client(
        "s3",
        endpoint_url=place.endpoint,
        region_name=place.region,
        aws_access_key_id=place.key_id,
        aws_secret_access_key=place.secret,
        config=Config(s3={"addressing_style": "path"}),
    )


def a_place(endpoint: str, **changes: Any) -> BucketPlace:
    given = {"name": f"files-{uuid4().hex[:12]}", "region": "us-east-1", "prefix": "chat"}
    keys = {"key_id": "a-key", "secret": "a-secret"}
    return BucketPlace(endpoint=endpoint, **{**given, **keys, **changes})


def environment_of(place: BucketPlace) -> Mapping[str, str]:
    return {
        "S3_BUCKET": place.name,
        "S3_ENDPOINT_URL": place.endpoint,
        "S3_REGION": place.region,
        "S3_PREFIX": place.prefix,
        "S3_ACCESS_KEY_ID": place.key_id,
        "S3_SECRET_ACCESS_KEY": place.secret,
    }


def use(settings: Any, place: BucketPlace) -> Bucket:
    """Let files lie there from now on, until the test is over."""
    kept = {"BACKEND": "chatsync.kit.bucket.Bucket", "OPTIONS": {"place": place}}
    settings.BUCKET = place
    settings.STORAGES = {**settings.STORAGES, "default": kept}
    return storages["default"]  # type: ignore[return-value]


@pytest.fixture(scope="session")
def store_server() -> Iterator[str]:
    with running_store() as url:
        yield url


@pytest.fixture
def place(store_server: str) -> BucketPlace:
    """An empty bucket."""
    place = a_place(store_server)
    client_of(place).create_bucket(Bucket=place.name)
    return place


@pytest.fixture
def bucket(place: BucketPlace, settings: Any) -> Bucket:
    """An empty bucket in which the product keeps its files."""
    return use(settings, place)
