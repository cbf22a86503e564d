"""Files that run while what allowed them ends."""

from collections.abc import AsyncIterator, Callable
from time import monotonic

from asgiref.sync import sync_to_async
from django.db import connection

LOOK_EVERY_S = 2.0
"""A file is cut within this time."""


async def cut_when(
    has_ended: Callable[[], bool], pieces: AsyncIterator[bytes]
) -> AsyncIterator[bytes]:
    """The pieces of a file, until `has_ended` is true; then raises ConnectionAbortedError.

    It is asked in a thread of its own, and may read the database.
    """
    looked = monotonic()
    async for piece in pieces:
        if monotonic() - looked > LOOK_EVERY_S:
            looked = monotonic()
            if await sync_to_async(_asked, thread_sensitive=False)(has_ended):
                raise ConnectionAbortedError("what allowed this file has ended")
        yield piece


def _asked(has_ended: Callable[[], bool]) -> bool:
    """Nobody else would give the thread's connection back."""
    try:
        return has_ended()
    finally:
        connection.close()
