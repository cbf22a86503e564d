"""Paddle's news while processes are killed: read in the end as if nothing had happened."""

import json
import os
import random
import signal
import threading
from collections.abc import Callable
from functools import partial
from itertools import cycle
from typing import Any, Self

import pytest

from chatsync.billing.tests.facts import BUSINESS, GROWTH, a_life
from chatsync.kit.ids import workspace_uuid
from tests.support.product import Product, eventually, request

_LIVES = 56
"""Of nine events each: a little over 500."""
_SOLD = {GROWTH: "pri_01chatsync0growth0month000", BUSINESS: "pri_01chatsync0business0month0"}
"""The demo's price for each of the builders'."""
_VICTIMS = ("web", "jobs")
_ROWS = {
    "billing_subscription": "provider_id, plan, interval, state, change, price_id, amount, ends_at",
    "billing_invoice": "transaction_id, subscription_id, state, number, total, tax, billed_at",
}


def paddle(product: Product, path: str, body: Any = None, method: str = "") -> Any:
    """The control of Paddle's stand-in."""
    raw = None if body is None else json.dumps(body).encode()
    answer = request(
        product.facts["paddle_url"],
        method or ("GET" if body is None else "POST"),
        f"/_control/{path}",
        body=raw,
        headers={"Content-Type": "application/json"},
    )
    assert answer.status in {200, 204}, answer.body
    return json.loads(answer.body or b"null")


def happen(product: Product, who: str, after_step: Callable[[], object] = bool) -> None:
    """Lives of subscriptions of one workspace, step by step side by side."""
    workspace_id = workspace_uuid(product.facts[who]["workspace"])
    assert workspace_id
    lives = [[json.loads(body) for body in a_life(workspace_id)] for _life in range(_LIVES)]
    for step in zip(*lives, strict=True):
        for number, event in enumerate(step):
            named = json.dumps(event["data"]).replace("_01test", f"_{who}{number:03}")
            for price, sold in _SOLD.items():
                named = named.replace(price, sold)
            wish = {"event_type": event["event_type"], "data": json.loads(named)}
            paddle(product, "events", wish)
        after_step()


def rows(product: Product, who: str) -> dict[str, list[tuple[str, ...]]]:
    """What is stored of them, without what names the workspace."""
    workspace_id = workspace_uuid(product.facts[who]["workspace"])
    found = {}
    with product.database() as connection:
        for table, columns in _ROWS.items():
            asked = f"SELECT {columns} FROM {table} WHERE workspace_id = %s ORDER BY 1"
            kept = connection.execute(asked.encode(), [workspace_id]).fetchall()
            found[table] = [
                tuple(str(value).replace(f"_{who}", "_") for value in row)
                for row in kept
                if f"_{who}" in str(row[0])
            ]
    return found


def reconcile(product: Product) -> None:
    said = product.command("reconcile", "paddle", "--data", str(product.data))
    assert "missed events were read" in said


def concluded(product: Product) -> bool | None:
    waiting = product.count(
        "SELECT count(*) FROM billing_billingevent WHERE state IN ('received', 'parked', 'failed')"
    )
    return True if waiting == 0 else None


class Killer:
    """Kills parts at random moments, each about as often, until it is told to stop."""

    def __init__(self, product: Product) -> None:
        self.kills: list[str] = []
        self._product = product
        self._seen = 0
        self._stop = threading.Event()
        self._thread = threading.Thread(target=self._run)

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(self, *_fault: object) -> None:
        self._stop.set()
        self._thread.join()

    def one_more(self) -> None:
        """Wait until somebody was killed since the last time."""
        eventually(lambda: len(self.kills) > self._seen or None)
        self._seen = len(self.kills)

    def _run(self) -> None:
        dice = random.Random(os.environ.get("CHATSYNC_CHAOS_SEED", "billing"))
        victims = cycle(_VICTIMS)
        while not self._stop.wait(dice.random()):
            name = next(victims)
            pid = self._product.pid(name)
            if pid:
                os.kill(pid, signal.SIGKILL)
                self.kills.append(name)
            eventually(partial(self._is_back, name, pid))

    def _is_back(self, name: str, killed: int) -> bool | None:
        return self._product.pid(name) not in {killed, 0} or None


@pytest.fixture
def _secret(served: Product, settings: Any) -> None:
    """The mark on what we give Paddle is signed with the product's own key."""
    settings.SECRET_KEY = served._kept()["secret_key"]


@pytest.mark.usefixtures("_secret")
def test_kills_and_losses_leave_what_a_quiet_day_leaves(served: Product) -> None:
    paddle(served, "delivery", {"duplicate": 2, "shuffle": True, "lose": 0.3, "seed": 7}, "PUT")
    with Killer(served) as killer:
        happen(served, "demo", killer.one_more)
    assert len(killer.kills) >= 9, f"too few kills to tell: {killer.kills}"
    lost = paddle(served, "delivery")["lost"]
    assert lost > 50
    paddle(served, "delivery", method="DELETE")
    eventually(lambda: served.ask("GET", "/readyz").status == 200 or None)
    reconcile(served)
    happen(served, "demo2")
    reconcile(served)
    eventually(lambda: concluded(served))
    stormy, quiet = rows(served, "demo"), rows(served, "demo2")
    assert len(quiet["billing_subscription"]) == _LIVES
    assert len(quiet["billing_invoice"]) == _LIVES
    assert [
        (before, after)
        for table in _ROWS
        for before, after in zip(stormy[table], quiet[table], strict=True)
        if before != after
    ] == []


def test_the_jobs_compare_the_price_table_with_paddle_when_they_start(served: Product) -> None:
    compared = "SELECT count(*) FROM billing_walk WHERE prices_compared_at IS NOT NULL"
    eventually(lambda: served.count(compared) or None)
    assert served.count(f"{compared} AND prices_differ > 0") == 0
