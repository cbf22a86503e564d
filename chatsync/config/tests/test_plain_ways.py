"""What a public installation may reach, and how."""

from typing import Any

import pytest

from chatsync.config.plain_ways import plain_ways
from chatsync.kit.bucket_place import BucketPlace

OURS = "postgresql://chatsync_app@localhost/chatsync"


@pytest.mark.parametrize(
    ("database", "is_refused"),
    [
        ("postgresql:///chatsync", False),
        (OURS, False),
        ("postgresql://chatsync_app@10.0.0.5/chatsync", False),
        ("postgresql://chatsync_app@/chatsync?host=/var/run/postgresql", False),
        ("postgresql://chatsync_app@203.0.113.7/chatsync", True),
        ("postgresql://chatsync_app@203.0.113.7/chatsync?sslmode=prefer", True),
        ("postgresql://chatsync_app@203.0.113.7/chatsync?sslmode=require", False),
        ("postgresql://chatsync_app@203.0.113.7/chatsync?sslmode=verify-full", False),
        ("postgresql://chatsync_app@10.0.0.5,203.0.113.7/chatsync", True),
        ("postgresql://chatsync_app@nowhere.invalid/chatsync", True),
    ],
)
def test_a_database_elsewhere_is_reached_by_tls(
    settings: Any, database: str, is_refused: bool
) -> None:
    settings.DATABASE_URL = settings.DATABASE_LISTEN_URL = database
    settings.EMAIL_URL = ""
    said = list(plain_ways())
    assert bool(said) is is_refused
    assert all("sslmode" in it for it in said)


@pytest.mark.parametrize(
    ("mail", "is_refused"),
    [
        ("", False),
        ("smtp://127.0.0.1:1025", False),
        ("smtp://192.168.1.20:25", False),
        ("smtp://203.0.113.8:25", True),
        ("smtp://203.0.113.8:587?tls=on", False),
        ("smtps://203.0.113.8", False),
    ],
)
def test_a_mail_server_elsewhere_is_reached_by_tls(
    settings: Any, mail: str, is_refused: bool
) -> None:
    settings.DATABASE_URL = settings.DATABASE_LISTEN_URL = OURS
    settings.EMAIL_URL = mail
    assert bool(list(plain_ways())) is is_refused


@pytest.mark.parametrize(
    ("store", "is_refused"),
    [
        ("http://127.0.0.1:9000", False),
        ("http://10.0.0.7:9000", False),
        ("https://203.0.113.9", False),
        ("http://203.0.113.9", True),
        ("http://nowhere.invalid", True),
    ],
)
def test_a_store_of_files_elsewhere_is_reached_by_tls(
    settings: Any, store: str, is_refused: bool
) -> None:
    settings.DATABASE_URL = settings.DATABASE_LISTEN_URL = OURS
    settings.EMAIL_URL = ""
    settings.BUCKET = BucketPlace("files", store, "us-east-1", "key", "secret")
    said = list(plain_ways())
    assert bool(said) is is_refused
    assert all(it.startswith("S3_ENDPOINT_URL") for it in said)


def test_the_way_of_news_counts_too(settings: Any) -> None:
    settings.DATABASE_URL, settings.EMAIL_URL = OURS, ""
    settings.DATABASE_LISTEN_URL = "postgresql://chatsync_app@203.0.113.7/chatsync"
    (said,) = plain_ways()
    assert said.startswith("DATABASE_LISTEN_URL")
