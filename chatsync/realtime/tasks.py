"""Ending tasks for sure."""

import asyncio
from collections.abc import Iterable
from typing import Any

_PATIENCE_S = 0.5


async def end(tasks: Iterable[asyncio.Task[Any]]) -> None:
    """Cancel until all are done.

    Once is not enough: before Python 3.12 `asyncio.wait_for`, which psycopg uses, forgets a
    cancellation that arrives together with what it waits for.
    """
    left = set(tasks)
    while left:
        for task in left:
            task.cancel()
        _done, left = await asyncio.wait(left, timeout=_PATIENCE_S)
