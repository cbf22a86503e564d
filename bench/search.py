"""Search in a workspace of 100,000 conversations and 1,000,000 messages, at the API.

A tenth of the messages holds each common word; others stand in one of a hundred, of a thousand,
of a hundred thousand. As in the lists, a connection rests between two requests: a key is served
50 requests a second.
"""

import asyncio
import random
import time
from urllib.parse import quote

import aiohttp

from bench.figures import Figures, quantile
from bench.lists import agent_key, fill, line_of
from bench.product import Product, running

_CONNECTIONS = 8
_REQUESTS = 400
_MOST_MS = 150
_REST_S = 0.12
_TEXT = """
'w' || abs(hashint4(n * 10 + i)) %% 3000 || ' w' || abs(hashint4(n * 10 + i + 7)) %% 3000
|| CASE abs(hashint4(n * 17 + i)) %% 10 WHEN 0 THEN ' where is my order'
  WHEN 1 THEN ' the delivery is late, please look' WHEN 2 THEN ' میرا آرڈر کہاں ہے؟'
  WHEN 3 THEN ' mera parcel kahan hai bhai' WHEN 4 THEN ' شکریہ، مل گیا'
  ELSE ' salam bhai, aap ka number ' || n END
|| CASE WHEN abs(hashint4(n * 13 + i)) %% 100 = 0 THEN ' refund' ELSE '' END
|| CASE WHEN abs(hashint4(n * 11 + i)) %% 1000 = 0 THEN ' kettle' ELSE '' END
|| CASE WHEN abs(hashint4(n * 19 + i)) %% 100000 = 0 THEN ' samovar' ELSE '' END
"""
_ASKED = {
    "common": ["order", "delivery", "آرڈر", "شکریہ", "parcel", "salam"],
    "uncommon": ["refund", "kettle", "w1204"],
    "rare": ["samovar", "absentword"],
    "words": ["mera parcel", "delivery late", "آرڈر کہاں", "order refund", "kettle salam"],
    "digits": ["0300 0012345", "+92 300 00", "77123", "3000099"],
}


def measure(figures: Figures) -> None:
    """p95 over all kinds of words together, for the owner and for an agent who holds a third."""
    with running() as product:
        fill(product, _TEXT)
        keys = {"owner": product.facts["demo"]["api_key"], "agent": agent_key(product)}
        for who, key in keys.items():
            asyncio.run(_ask(product, key, _REQUESTS // 8))
            delays = asyncio.run(_ask(product, key, _REQUESTS))
            for kind, found in delays.items():
                figures.keep(f"search_{kind}_{who}_p95", quantile(found, 0.95) * 1000, "ms")
            every = [delay for found in delays.values() for delay in found]
            figures.keep(f"search_{who}_p95", quantile(every, 0.95) * 1000, "ms", at_most=_MOST_MS)


async def _ask(product: Product, key: str, requests: int) -> dict[str, list[float]]:
    delays: dict[str, list[float]] = {kind: [] for kind in _ASKED}
    chance = random.Random(requests)
    asked = [(kind, words) for kind, found in _ASKED.items() for words in found]
    chosen = [chance.choice(asked) for _ in range(requests)]

    async def worker(line: aiohttp.ClientSession, first: int) -> None:
        for kind, words in chosen[first::_CONNECTIONS]:
            url = f"{product.url}/api/v1/search?q={quote(words)}"
            delays[kind].append(await _timed(line, url))
            await asyncio.sleep(_REST_S)

    async with line_of(key) as line:
        await asyncio.gather(*(worker(line, first) for first in range(_CONNECTIONS)))
    return delays


async def _timed(line: aiohttp.ClientSession, url: str) -> float:
    """How long an answer took; one that came too soon for its key is asked for again."""
    while True:
        begun = time.perf_counter()
        async with line.get(url) as answer:
            await answer.read()
            if answer.status != 429:
                answer.raise_for_status()
                return time.perf_counter() - begun
        await asyncio.sleep(0.2)
