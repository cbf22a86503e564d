"""How fast deliveries are taken, stored in the inbox and told; beside the floor program."""

import asyncio
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import psycopg

from bench.figures import Figures, quantile
from bench.load import Sent, delivery, message, pour, request
from bench.product import Product, free_port, running
from chatsync.config.supervisor.postgres import temporary_postgres

_CUSTOMERS = 500
_SINGLES = 24_000
_STEADY = 40_000
_STEADY_RATE = 2000
_HUNDREDS = 300
_RUNS = 3


def measure(figures: Figures) -> None:
    floor = sorted(_floor_rate() for _ in range(_RUNS))[_RUNS // 2]
    with running() as product:
        _warm_up(product)
        rates, tails, lags = [], [], []
        for run in range(_RUNS):
            sent, lag = _singles(product, run)
            rates.append(_SINGLES / (sent.seconds + lag))
            tails.append(quantile(sent.acks, 0.99) * 1000)
            lags.append(lag)
        middle = sorted(rates)[_RUNS // 2]
        figures.keep("webhooks_one_message", middle, "messages/s", floor=floor, at_least=2000)
        figures.keep("webhooks_ack_p99", sorted(tails)[_RUNS // 2], "ms", at_most=100)
        figures.keep("webhooks_flood_read_after", sorted(lags)[_RUNS // 2], "s")
        offered, lag = _steady(product)
        figures.keep("webhooks_steady_offered", offered, "messages/s", at_least=1990)
        figures.keep("webhooks_backlog_zero_after", lag, "s", at_most=2)
        figures.keep("webhooks_100_updates", _hundreds(product), "updates/s", at_least=4000)
        _verify(product)


def _verify(product: Product) -> None:
    """Every message sent is in the inbox, read through the API."""
    wanted = _SINGLES * _RUNS + _STEADY + _HUNDREDS * 100 + 2000
    found = _stored(product)
    if found != wanted:
        raise RuntimeError(f"{found} of {wanted} messages are in the inbox")


def _stored(product: Product) -> int:
    with ThreadPoolExecutor(4) as pool:
        threads = list(_pages(product, "conversations?queue=all&status=open&limit=100"))
        counts = pool.map(lambda c: _count(product, c["id"]), threads)
        return sum(counts)


def _count(product: Product, conversation_id: str) -> int:
    path = f"conversations/{conversation_id}/messages?limit=100"
    return sum(1 for m in _pages(product, path) if (m["wamid"] or "").startswith("wamid.bench"))


def _pages(product: Product, path: str) -> Any:
    cursor = ""
    while True:
        page = product.api(path + (f"&cursor={cursor}" if cursor else ""))
        yield from page["items"]
        cursor = page["next_cursor"]
        if not cursor:
            return


def _requests(product: Product, mark: str, bodies: int, each: int) -> list[bytes]:
    number, secret = product.facts["demo"]["phone_number_id"], product.facts["demo"]["app_secret"]
    at = time.time()
    return [
        request(
            delivery(
                number,
                [
                    message(
                        f"wamid.bench.{mark}.{body}.{place}",
                        (body * each + place) % _CUSTOMERS,
                        f"Message {body} of {mark}",
                        at,
                    )
                    for place in range(each)
                ],
            ),
            secret,
        )
        for body in range(bodies)
    ]


def _warm_up(product: Product) -> None:
    asyncio.run(pour(product.port, _requests(product, "warm", 2000, 1)))
    _drained(product)
    time.sleep(12)  # the tables are analysed once, as on any installation older than a minute


def _singles(product: Product, run: int) -> tuple[Sent, float]:
    sent = asyncio.run(pour(product.port, _requests(product, f"single{run}", _SINGLES, 1)))
    if sent.refused:
        raise RuntimeError(f"{sent.refused} deliveries were refused")
    return sent, _drained(product)


def _steady(product: Product) -> tuple[float, float]:
    """Twenty seconds at the rate it has to keep up: that rate, and seconds until all is read."""
    requests = _requests(product, "steady", _STEADY, 1)
    sent = asyncio.run(pour(product.port, requests, rate=_STEADY_RATE))
    return sent.rate, _drained(product)


def _hundreds(product: Product) -> float:
    requests = _requests(product, "hundred", _HUNDREDS, 100)
    sent = asyncio.run(pour(product.port, requests, connections=8))
    return _HUNDREDS * 100 / (sent.seconds + _drained(product))


def _drained(product: Product) -> float:
    """Seconds until no delivery waits to be read."""
    begun = time.perf_counter()
    with psycopg.connect(product.database_url, autocommit=True) as connection:
        while True:
            row = connection.execute("SELECT count(*) FROM channels_inbounddelivery").fetchone()
            if row and not row[0]:
                return time.perf_counter() - begun
            if time.perf_counter() - begun > 120:
                raise RuntimeError(f"{row} deliveries still wait to be read")
            time.sleep(0.02)


def _floor_rate() -> float:
    port = free_port()
    with temporary_postgres() as urls:
        with psycopg.connect(urls.owner, autocommit=True) as connection:
            connection.execute("CREATE TABLE floor (body bytea)")
        server = subprocess.Popen(
            [sys.executable, "-m", "bench.floor", str(port), urls.owner, "secret"]
        )
        try:
            time.sleep(2)
            bodies = [
                delivery("1", [message(f"wamid.floor.{n}", n % _CUSTOMERS, "Hello", 0)])
                for n in range(_SINGLES)
            ]
            sent = asyncio.run(pour(port, [request(body, "secret") for body in bodies]))
        finally:
            server.terminate()
            server.wait()
    return sent.rate
