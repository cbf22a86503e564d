"""Billing is on in this room's tests; what is off has its own."""

import shutil
import tempfile
from collections.abc import Awaitable, Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from asgiref.sync import sync_to_async
from django.db import connection

from chatsync.billing.tests.bank import bank
from chatsync.billing.tests.stand_in import KEY, PRICES, TOKEN, StandIn, paddle

__all__ = ["bank"]


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


@pytest.fixture(scope="session")
def running_paddle() -> Iterator[StandIn]:
    folder = Path(tempfile.mkdtemp(prefix="chatsync-paddle-"))
    with paddle(folder) as stand_in:
        yield stand_in
    shutil.rmtree(folder)


@pytest.fixture
def stand_in(running_paddle: StandIn, settings: Any) -> StandIn:
    """A Paddle with the demo's catalogue and nothing else, and the settings that lead to it."""
    running_paddle.ask("DELETE", "/_control/faults")
    running_paddle.ask("DELETE", "/_control/state")
    settings.PADDLE_API_URL = running_paddle.url
    settings.PADDLE_API_KEY = KEY
    settings.PADDLE_CLIENT_TOKEN = TOKEN
    settings.PADDLE_SCRIPT_URL = f"{running_paddle.url}/paddle/v2/paddle.js"
    settings.PADDLE_FRAME_URL = running_paddle.frame
    settings.PADDLE_HOSTED_URL = "https://pay.example.com/hsc_01"
    settings.PADDLE_PRICES = tuple(f"{line}={price}" for line, price in PRICES.items())
    return running_paddle
