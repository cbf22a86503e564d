"""How fast Paddle's news are acknowledged, and how fast a reconciler reads what was missed.

Every event is found again as what it should have come to. The floor of the acknowledgement is the
same door for events that another secret signed: read, verified, and not stored.
"""

import asyncio
import json
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path

import psycopg

from bench.figures import Figures, quantile
from bench.load import pour
from bench.product import Product, running
from chatsync.billing.tests.facts import PRICE_IDS, SECRET, listing_paddle, signed

_STEPS = 9
"""Events of one life."""
_TOLD, _MISSED = 223, 1112
"""Lives of which webhooks tell, and lives that are read from Paddle's list."""
_RATE = 100


def measure(figures: Figures) -> None:
    with listing_paddle() as lists:
        settings = {
            "CHATSYNC_BILLING": "on",
            "PADDLE_API_URL": lists.url,
            "PADDLE_API_KEY": "pdl_sdbx_apikey_bench",
            "PADDLE_WEBHOOK_SECRETS": SECRET,
            "PADDLE_PRICES": ",".join(PRICE_IDS),
        }
        with running(settings) as product:
            events = _events(product)
            told = events[: _TOLD * _STEPS]
            _acknowledged(figures, product, told)
            _await_canceled(product, _TOLD)
            lists.events = [json.loads(body) for body in events[len(told) :]]
            begun = time.monotonic()
            _reconcile(product, settings)
            seconds = time.monotonic() - begun
            _await_canceled(product, _TOLD + _MISSED)
            share = 10_000 / len(lists.events)
            figures.keep("billing_10000_events_replayed", seconds * share, "s", at_most=60)


def _events(product: Product) -> list[bytes]:
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "events"
        command = [sys.executable, "-m", "bench.shops"]
        subprocess.run([*command, str(product.data), str(_TOLD + _MISSED), str(file)], check=True)
        return file.read_bytes().splitlines()


def _acknowledged(figures: Figures, product: Product, events: Sequence[bytes]) -> None:
    floor = _pour(product, events, "pdl_ntfset_another", len(events))
    acks = _pour(product, events, SECRET, 0)
    figures.keep(
        "billing_ack_p99",
        quantile(acks, 0.99) * 1000,
        "ms",
        floor=quantile(floor, 0.99) * 1000,
        at_most=100,
    )


def _pour(product: Product, events: Sequence[bytes], secret: str, refused: int) -> list[float]:
    """All of them, two seconds' worth at a time: signed ahead, none is so old as to be noted."""
    acks: list[float] = []
    for begin in range(0, len(events), 2 * _RATE):
        part = [_request(body, secret) for body in events[begin : begin + 2 * _RATE]]
        sent = asyncio.run(pour(product.port, part, rate=_RATE))
        acks += sent.acks
        refused -= sent.refused
    if refused:
        raise RuntimeError(f"{-refused} of {len(events)} events more were refused than should be")
    return acks


def _request(body: bytes, secret: str) -> bytes:
    head = (
        "POST /webhooks/paddle HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n"
        f"Paddle-Signature: {signed(body, secret, int(time.time()) + 1)}\r\n"
        f"Content-Length: {len(body)}\r\n\r\n"
    )
    return head.encode() + body


def _reconcile(product: Product, settings: dict[str, str]) -> None:
    command = [sys.executable, "-m", "chatsync.config.cli", "reconcile", "paddle"]
    known = {**os.environ, **settings, "CHATSYNC_BASE_URL": product.url}
    subprocess.run([*command, "--data", str(product.data)], env=known, check=True)


def _await_canceled(product: Product, wanted: int) -> None:
    """Every life ends with a subscription that is over: all were read to their end."""
    until = time.monotonic() + 120
    with psycopg.connect(product.owner_url, autocommit=True) as connection:
        while True:
            row = connection.execute(
                "SELECT count(*) FROM billing_subscription WHERE state = 'canceled'"
            ).fetchone()
            if row and row[0] == wanted:
                return
            if time.monotonic() > until:
                raise RuntimeError(f"{row and row[0]} of {wanted} lives were read to their end")
            time.sleep(0.1)
