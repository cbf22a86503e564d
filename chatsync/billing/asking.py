"""Asking Paddle from a plain function: one short-lived loop per question."""

import asyncio
from collections.abc import Awaitable, Callable
from typing import TypeVar

from django.conf import settings

from chatsync.billing.paddle.client import Paddle, open_paddle

_T = TypeVar("_T")


def ask(question: Callable[[Paddle], Awaitable[_T]]) -> _T:
    """Run `question` with a Paddle. Never call it inside a scope: it waits for the outside."""
    return asyncio.run(_ask(question))


async def _ask(question: Callable[[Paddle], Awaitable[_T]]) -> _T:
    async with open_paddle(settings.PADDLE_API_URL, settings.PADDLE_API_KEY) as paddle:
        return await question(paddle)
