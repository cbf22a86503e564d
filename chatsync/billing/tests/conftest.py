"""Billing is on in this room's tests; what is off has its own."""

from collections.abc import Awaitable, Callable
from typing import Any

import pytest
from asgiref.sync import sync_to_async
from django.db import connection


@pytest.fixture(autouse=True)
def _on(settings: Any) -> None:
    settings.BILLING = True


@pytest.fixture
def sync() -> Callable[..., Awaitable[Any]]:
    """Runs a plain function from a coroutine, in a thread that keeps no connection."""

    def alone(function: Callable[..., Any], *given: Any) -> Any:
        try:
            return function(*given)
        finally:
            connection.close()

    async def run(function: Callable[..., Any], *given: Any) -> Any:
        return await sync_to_async(alone, thread_sensitive=False)(function, *given)

    return run
