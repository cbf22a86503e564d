"""The test database seen from outside the product: as owner, and as superuser."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Any

import psycopg

from chatsync.config.supervisor.initdb import DATABASE
from chatsync.config.supervisor.postgres import DatabaseUrls

Row = tuple[Any, ...]


def rows(urls: DatabaseUrls, sql: str, values: Sequence[object] | None = None) -> list[Row]:
    """What the owner reads, from the catalogue above all."""
    with psycopg.connect(urls.owner) as connection:
        return connection.execute(sql.encode(), values).fetchall()


@contextmanager
def undone(urls: DatabaseUrls) -> Iterator[psycopg.Connection[Row]]:
    """A superuser's transaction that is always rolled back; foreign keys are not checked in it."""
    with psycopg.connect(urls.admin, dbname=DATABASE) as connection:
        connection.execute("SET LOCAL session_replication_role = replica")
        yield connection
        connection.rollback()
