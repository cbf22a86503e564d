"""A quiet workspace beside one that gets fifty times as much, as the quiet one's agent feels it.

The floor is the same workspace with the other one idle.
"""

import asyncio
import time
from concurrent.futures import Future, ProcessPoolExecutor
from contextlib import suppress
from multiprocessing import get_context

from bench.figures import Figures, median, quantile
from bench.load import delivery, message, pour, request
from bench.product import Product, running
from bench.sockets import Load, open_socket, watch

_QUIET_RATE = 20
_TIMES = 50
_SECONDS = 20
_LEAD_S = 3.0
_RUNS = 3
_LOUD_CONNECTIONS = 64


def measure(figures: Figures) -> None:
    with running() as product, ProcessPoolExecutor(1, mp_context=get_context("spawn")) as other:
        alone = asyncio.run(watch(product, _load("alone")))
        runs = []
        for run in range(_RUNS):
            loud = other.submit(flood, product, run)
            time.sleep(_LEAD_S)
            runs.append(asyncio.run(watch(product, _load(f"beside{run}"))))
            _demand_loud(loud)
        for name, share, most in (("p50", 0.5, 60.0), ("p99", 0.99, 250.0)):
            values = [quantile(delays, share) * 1000 for delays in runs]
            floor = quantile(alone, share) * 1000
            figures.keep(f"neighbour_{name}", median(values), "ms", floor=floor, at_most=most)
            figures.keep(f"neighbour_{name}_spread", max(values) - min(values), "ms")


def _load(mark: str) -> Load:
    return Load("demo2", _QUIET_RATE, _SECONDS, mark)


def _demand_loud(loud: Future[float]) -> None:
    """Without the other's load the figure would say nothing."""
    rate = loud.result()
    if rate < _QUIET_RATE * _TIMES * 0.98:
        raise RuntimeError(f"the loud neighbour had {rate:.0f} messages a second only")


def flood(product: Product, run: int) -> float:
    """Fifty times as much for the other workspace, whose owner watches too; the rate it had."""
    return asyncio.run(_flood(product, run))


async def _flood(product: Product, run: int) -> float:
    facts, rate = product.facts["demo"], _QUIET_RATE * _TIMES
    number, secret, now = facts["phone_number_id"], facts["app_secret"], time.time()
    requests = []
    for n in range(int(rate * (_SECONDS + 2 * _LEAD_S))):
        said = message(f"wamid.loud.{run}.{n}", n % 500, f"Loud {n}", now)
        requests.append(request(delivery(number, [said]), secret))
    async with open_socket(product, "demo") as socket:

        async def hear() -> None:
            async for text in socket:
                if '"type":"ping"' in str(text):
                    await socket.send('{"type":"pong"}')

        ear = asyncio.create_task(hear())
        sent = await pour(product.port, requests, _LOUD_CONNECTIONS, rate)
        ear.cancel()
        with suppress(asyncio.CancelledError):
            await ear
    if sent.refused:
        raise RuntimeError(f"{sent.refused} deliveries of the loud neighbour were refused")
    return sent.rate
