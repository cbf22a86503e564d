"""How fast reports of pages are taken with all rules on, beside the floor program.

Each report comes from another address, as through a proxy, with the receipt of a yes and the cookie
of one of 2,000 visits; every one is found again in the database.
"""

import asyncio
import gzip
import json
import random
import re
import subprocess
import sys
import time
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import urlencode
from urllib.request import HTTPRedirectHandler, Request, build_opener

import psycopg

from bench.figures import Figures, quantile
from bench.load import Sent, pour
from bench.product import Product, free_port, running
from chatsync import analytics
from chatsync.config.supervisor.postgres import temporary_postgres

_BURST = 30_000
_STEADY, _STEADY_RATE = 30_000, 3000
_CALM, _CALM_RATE, _FLOOD = 5000, 1000, 40_000
_RECEIPTS = 10
_VISITS = 2000
_RUNS = 3
_PAGES = ("/", "/ur/", "/pricing", "/features", "/docs", "/blog", "/about", "/contact", "/login")
_AGENT = "Mozilla/5.0 (Linux; Android 14) AppleWebKit/537.36 Chrome/140.0 Mobile Safari/537.36"
_SEAL = re.compile(r'<meta name="beacon"\s+content="([^"]*)"\s+data-seal="([^"]*)"')
_SCRIPT = Path(analytics.__file__).parent / "static/analytics/beacon.js"
_ADDRESS = re.compile(rb"X-Forwarded-For: \S+\r")
_FOUND = """
    SELECT (SELECT coalesce(sum(json_array_length(body::json)), 0) FROM analytics_beaconbatch)
         + (SELECT coalesce(sum(counts[1]), 0) FROM analytics_speedsum
            WHERE grain = 'd' AND metric = 'page' AND page = '' AND device = '')
"""


def measure(figures: Figures) -> None:
    script = len(gzip.compress(_SCRIPT.read_bytes(), 9))
    figures.keep("beacon_script", script, "bytes gzip", at_most=2048)
    floor = sorted(_floor_rate() for _ in range(_RUNS))[_RUNS // 2]
    with (
        running({"CHATSYNC_TRUSTED_PROXIES": "127.0.0.1"}) as product,
        psycopg.connect(product.database_url, autocommit=True) as connection,
    ):
        people = _people(product)
        first = _burst(product, people, _BURST)
        size = _one(connection, "SELECT pg_total_relation_size('analytics_beaconbatch')")
        durable = _durable_after(connection, _BURST)
        more = [_burst(product, people, _BURST).rate for _run in range(_RUNS - 1)]
        rates = [first.rate, *more]
        middle = sorted(rates)[_RUNS // 2]
        figures.keep("beacons_taken", middle, "beacons/s", floor=floor, at_least=3000)
        requests = _requests(product, people, _STEADY)
        steady = asyncio.run(pour(product.port, requests, rate=_STEADY_RATE))
        figures.keep("beacons_p99", quantile(steady.acks, 0.99) * 1000, "ms", at_most=40)
        figures.keep("beacons_disk", size / _BURST, "bytes/beacon", at_most=150)
        figures.keep("beacons_durable_after", durable, "s", at_most=1)
        _durable_after(connection, _BURST * _RUNS + _STEADY)
        calm, flood = asyncio.run(_beside_a_flood(product, people))
        figures.keep("beacons_p99_in_a_flood", quantile(calm.acks, 0.99) * 1000, "ms", at_most=40)
        figures.keep("beacons_of_the_flood", flood.rate, "beacons/s")


@dataclass(frozen=True)
class _People:
    receipts: list[str]
    seals: dict[str, str]


def _burst(product: Product, people: _People, count: int) -> Any:
    sent = asyncio.run(pour(product.port, _requests(product, people, count)))
    if sent.refused:
        raise RuntimeError(f"{sent.refused} of {count} reports were refused")
    return sent


async def _beside_a_flood(product: Product, people: _People) -> tuple[Sent, Sent]:
    """Reports of many addresses, and meanwhile those of one that sends as many as it can."""
    from_one = [
        _ADDRESS.sub(b"X-Forwarded-For: 192.0.2.7\r", one)
        for one in _requests(product, people, _FLOOD)
    ]
    begun = asyncio.create_task(pour(product.port, from_one, connections=8))
    calm = await pour(product.port, _requests(product, people, _CALM), rate=_CALM_RATE)
    flood = await begun
    if calm.refused or flood.refused < _FLOOD * 0.9:
        raise RuntimeError(f"{calm.refused} others and {flood.refused} of the flood were refused")
    return calm, flood


def _durable_after(connection: "psycopg.Connection[Any]", wanted: int) -> float:
    """How many seconds until all are in the database, from the last answer on."""
    begun = time.monotonic()
    while (found := _one(connection, _FOUND)) != wanted:
        if time.monotonic() - begun > 30:
            raise RuntimeError(f"{found} of {wanted} reports are in the database")
        time.sleep(0.02)
    return time.monotonic() - begun


def _one(connection: "psycopg.Connection[Any]", sql: str) -> int:
    row = connection.execute(sql.encode()).fetchone()
    return int(row[0]) if row else 0


class _Stay(HTTPRedirectHandler):
    def redirect_request(self, *_args: Any, **_more: Any) -> None:
        return None


def _people(product: Product) -> _People:
    receipts = [_receipt(product) for _ in range(_RECEIPTS)]
    seals = {}
    for page in _PAGES:
        asked = Request(f"{product.url}{page}")
        asked.add_header("Cookie", f"__Host-cs_consent={receipts[0]}")
        found = _SEAL.search(build_opener().open(asked, timeout=60).read().decode())
        if not found:
            raise RuntimeError(f"{page} is not measured")
        seals[found[1]] = found[2]
    return _People(receipts, seals)


def _receipt(product: Product) -> str:
    page = build_opener().open(product.url, timeout=60).read().decode()
    token = re.search(r'name="form_token" value="([^"]+)"', page)
    fields = {"answer": "accept", "method": "banner", "language": "en", "next": "/"}
    form = urlencode({**fields, "form_token": token[1] if token else ""}).encode()
    asked = Request(f"{product.url}/preferences/consent", data=form)
    asked.add_header("Origin", product.url)
    try:
        answer: Any = build_opener(_Stay).open(asked, timeout=60)
    except OSError as redirected:  # a 303 that is not followed
        answer = redirected
    kept = re.search(r"__Host-cs_consent=([^;]+)", str(answer.headers))
    if not kept:
        raise RuntimeError("nobody could agree")
    return kept[1]


def _requests(product: Product, people: _People, count: int) -> list[bytes]:
    chance = random.Random(7)
    seals = list(people.seals.items())
    return [_request(product, people.receipts, chance.choice(seals), chance) for _ in range(count)]


def _request(
    product: Product, receipts: list[str], page: tuple[str, str], chance: random.Random
) -> bytes:
    body = _report(page, chance)
    host = product.url.partition("://")[2]
    visit = f"{chance.randrange(_VISITS):022d}"
    head = (
        f"POST /beacon HTTP/1.1\r\nHost: {host}\r\nOrigin: {product.url}\r\n"
        f"Sec-Fetch-Site: same-origin\r\nUser-Agent: {_AGENT}\r\n"
        f"X-Forwarded-For: 10.{chance.randrange(256)}.{chance.randrange(256)}.9\r\n"
        f"Cookie: __Host-cs_consent={chance.choice(receipts)}; __Host-cs_visit={visit}\r\n"
        f"Content-Type: text/plain;charset=UTF-8\r\nContent-Length: {len(body)}\r\n\r\n"
    )
    return head.encode() + body


def _report(page: tuple[str, str], chance: random.Random) -> bytes:
    seen = chance.randrange(1000, 60_000)
    presses = [["sign-in", chance.randrange(20, 900), False]] if chance.random() < 0.2 else []
    told = {
        "p": page[0], "s": page[1], "n": True, "v": seen, "a": seen // 2, "c": presses,
        "l": chance.randrange(300, 6000), "f": chance.randrange(200, 3000),
        "t": chance.randrange(20, 900), "i": chance.randrange(16, 500),
        "x": chance.randrange(0, 300),
    }  # fmt: skip
    if chance.random() < 0.3:
        told["e"] = ["picture", chance.randrange(1, 300)]
    return json.dumps(told, separators=(",", ":")).encode()


def _floor_rate() -> float:
    port, chance = free_port(), random.Random(7)
    with temporary_postgres() as urls:
        with psycopg.connect(urls.owner, autocommit=True) as connection:
            connection.execute("CREATE TABLE floor (body text)")
        server = subprocess.Popen(
            [sys.executable, "-m", "bench.beacon_floor", str(port), urls.owner]
        )
        try:
            time.sleep(2)
            bodies = [_report(("/", "0" * 20), chance) for _ in range(_BURST)]
            requests = [
                f"POST /beacon HTTP/1.1\r\nHost: x\r\nContent-Length: {len(it)}\r\n\r\n".encode()
                + it
                for it in bodies
            ]
            sent = asyncio.run(pour(port, requests))
        finally:
            server.terminate()
            server.wait()
    return sent.rate
