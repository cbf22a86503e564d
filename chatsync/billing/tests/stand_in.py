"""A Paddle of this machine, a process of its own on loopback ports."""

import json
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[3]
KEY = "pdl_sdbx_apikey_01billing"
TOKEN = "test_01billing"
PRICES = {
    "starter.month": "pri_01chatsync0starter0month00",
    "starter.year": "pri_01chatsync0starter0year000",
    "growth.month": "pri_01chatsync0growth0month000",
    "growth.year": "pri_01chatsync0growth0year0000",
    "business.month": "pri_01chatsync0business0month0",
    "business.year": "pri_01chatsync0business0year00",
}


@dataclass(frozen=True)
class StandIn:
    url: str
    frame: str

    def ask(self, method: str, path: str, body: Any = None) -> Any:
        request = urllib.request.Request(
            self.url + path,
            None if body is None else json.dumps(body).encode(),
            {"Authorization": f"Bearer {KEY}", "Content-Type": "application/json"},
            method=method,
        )
        with urllib.request.urlopen(request, timeout=10) as answer:
            return json.loads(answer.read() or b"null")

    def pay(self, transaction_id: str, email: str = "amina@shop.example") -> None:
        """Pay in the checkout's frame, as somebody in Pakistan."""
        wish = {"transaction_id": transaction_id, "email": email, "country": "PK"}
        self.ask("POST", "/_control/payments", wish)


@contextmanager
def paddle(folder: Path) -> Iterator[StandIn]:
    """Run it until the block ends."""
    with (
        socket.create_server(("127.0.0.1", 0)) as one,
        socket.create_server(("127.0.0.1", 0)) as two,
    ):
        port, frame = (holder.getsockname()[1] for holder in (one, two))
    (folder / "paddle.json").write_text(
        json.dumps({"api_keys": [KEY], "client_tokens": [TOKEN], "calls_a_minute": 100_000})
    )
    words = ["--port", str(port), "--frame-port", str(frame)]
    words += ["--config", str(folder / "paddle.json")]
    process = subprocess.Popen([sys.executable, "-m", "sandbox.paddle", *words], cwd=ROOT)
    try:
        _await(frame)
        yield StandIn(f"http://127.0.0.1:{port}", f"http://127.0.0.1:{frame}")
    finally:
        process.terminate()
        process.wait(60)


def _await(port: int) -> None:
    until = time.monotonic() + 20
    while time.monotonic() < until:
        with suppress(OSError), socket.create_connection(("127.0.0.1", port), 1):
            return
        time.sleep(0.05)
    raise TimeoutError("the stand-in did not start")
