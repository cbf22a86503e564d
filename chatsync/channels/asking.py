"""Asking the Graph API from a plain function: one short-lived loop per question."""

import asyncio
from collections.abc import Awaitable, Callable
from typing import TypeVar

from django.conf import settings

from chatsync.channels.whatsapp.client import Graph, open_graph

_T = TypeVar("_T")


def ask(question: Callable[[Graph], Awaitable[_T]]) -> _T:
    """Run `question` with a Graph. Never call it inside a scope: it waits for the outside."""
    return asyncio.run(_ask(question))


async def _ask(question: Callable[[Graph], Awaitable[_T]]) -> _T:
    async with open_graph(settings.GRAPH_URL, settings.GRAPH_VERSION, connections=8) as graph:
        return await question(graph)
