"""Connections for loops and for large sets; the rest of the code uses Django's."""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from typing import Any

import msgspec
import psycopg
from django.conf import settings
from django.db import connection


@contextmanager
def set_cursor() -> Iterator[psycopg.Cursor[Any]]:
    """A cursor of Django's connection that binds on the server, for arrays of rows in binary.

    Django binds in the client, which writes every byte string out as text; for a batch of raw
    payloads that costs more than storing them. Use `%b` for arrays of bytes.
    """
    connection.ensure_connection()
    with connection.wrap_database_errors, psycopg.Cursor(connection.connection) as cursor:
        yield cursor


@contextmanager
def sent_ahead() -> Iterator[None]:
    """Send statements of `set_cursor` without waiting for their answers, until the block ends.

    The database works on one while the next is put together. Their results must not be asked
    for inside; a fault of any of them is raised at the end. (libpq's pipeline mode.)
    """
    connection.ensure_connection()
    with connection.wrap_database_errors, connection.connection.pipeline():
        yield


def recordset(rows: Sequence[Mapping[str, Any]]) -> str:
    """Rows as one JSON parameter, for `json_to_recordset(%s::json)`.

    Fifteen arrays of a thousand values cost more to write out in Python than to store; one JSON
    text does not.
    """
    return msgspec.json.encode(rows).decode()


class Line:
    """A loop's own connection: it claims rows and hears notifications.

    Each turn starts with `connected()`, which replaces a broken connection and listens anew; the
    caller then looks at its queue before it waits, so nothing announced meanwhile is missed.
    """

    def __init__(self, *channels: str) -> None:
        self._channels = channels
        self._connection: psycopg.Connection[Any] | None = None

    def connected(self) -> psycopg.Connection[Any]:
        if self._connection is None or self._connection.closed or self._connection.broken:
            self.drop()
            fresh = psycopg.connect(
                settings.DATABASE_LISTEN_URL,
                autocommit=True,
                connect_timeout=5,
                application_name="chatsync-loop",
            )
            for channel in self._channels:
                fresh.execute(f'LISTEN "{channel}"'.encode())
            self._connection = fresh
        return self._connection

    def wait(self, seconds: float) -> bool:
        """Wait for a notification; whether one came."""
        heard = list(self.connected().notifies(timeout=seconds, stop_after=1))
        if heard:
            list(self.connected().notifies(timeout=0))
        return bool(heard)

    def drop(self) -> None:
        """Forget the connection; the next turn opens another."""
        if self._connection is not None:
            with suppress(psycopg.Error):
                self._connection.close()
        self._connection = None
