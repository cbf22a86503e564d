"""A product of tiny parts under the real supervisor, in processes of its own."""

import http.server
import json
import os
import secrets
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import psycopg

from chatsync.config.supervisor.run import Options, Product, run
from tests.support.processes import living

_PATIENCE = 60.0
_SETTINGS = ("CHATSYNC_", "DATABASE_", "DJANGO_", "WHATSAPP_", "EMAIL_", "PG")


class _Ready(http.server.BaseHTTPRequestHandler):
    def do_GET(self) -> None:
        self.send_response(200)
        self.end_headers()
        self.wfile.write(str(os.getpid()).encode())

    def log_message(self, *_words: object) -> None:
        """Stay quiet."""


def web() -> None:
    server = http.server.HTTPServer(("127.0.0.1", 0), _Ready, bind_and_activate=False)
    server.socket.close()
    server.socket = socket.socket(fileno=int(os.environ["CHATSYNC_LISTEN_FD"]))
    server.serve_forever()


def quiet() -> None:
    while True:
        signal.pause()


def broken() -> None:
    raise SystemExit("this part is broken on purpose")


def stubborn() -> None:
    signal.signal(signal.SIGTERM, signal.SIG_IGN)
    quiet()


def with_a_grandchild() -> None:
    os.fork()
    quiet()


def seed(data: Path) -> dict[str, Any]:
    with psycopg.connect(os.environ["DATABASE_URL"]) as connection:
        connection.execute("SELECT count(*) FROM django_content_type")
    with (data / "seeded").open("a") as file:
        file.write("once\n")
    member = {"login": "amina", "email": "amina@demo.test", "password": secrets.token_urlsafe()}
    return {"demo": {"members": {"owner": member}}, "operator": None}


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def serve(port: int, data: Path, parts: str) -> None:
    """The child process of `running`."""
    here = "chatsync.config.tests.supervisor_product"
    os.environ["DJANGO_SETTINGS_MODULE"] = "chatsync.config.tests.supervisor_settings"
    names = dict(pair.split("=") for pair in parts.split(","))
    product = Product(
        parts={name: f"{here}:{function}" for name, function in names.items()},
        warm=(),
        seed=f"{here}:seed",
    )
    ready = data.with_name(f"{data.name}.{port}.ready")
    run(
        Options(port=port, sandbox_port=free_port(), data=data, ready_file=ready),
        product,
    )


@dataclass(frozen=True)
class Running:
    """A supervisor that is ready."""

    process: subprocess.Popen[bytes]
    ready_file: Path
    port: int

    def said(self) -> str:
        """Everything it told, once it has ended."""
        self.process.wait()
        return self.ready_file.with_suffix(".log").read_text()

    def ready(self) -> dict[str, Any]:
        content: dict[str, Any] = json.loads(self.ready_file.read_text())
        return content

    def pid(self, name: str) -> int:
        return int(self.ready()["pids"][name])

    def family(self) -> set[int]:
        """The supervisor and all that descends from it."""
        found = {self.process.pid}
        for _generation in range(4):
            found |= {pid for pid, parent in living().items() if parent in found}
        return found


def launch(data: Path, parts: str = "web=web,jobs=quiet", **more: str) -> Running:
    port = int(more.pop("CHATSYNC_TEST_PORT", "0")) or free_port()
    code = (
        "from pathlib import Path; from chatsync.config.tests.supervisor_product import serve; "
        f"serve({port}, Path({str(data)!r}), {parts!r})"
    )
    clean = {name: value for name, value in os.environ.items() if not name.startswith(_SETTINGS)}
    log = data.with_name(f"{data.name}.{port}.log")
    with log.open("wb") as output:
        process = subprocess.Popen(
            [sys.executable, "-c", code],
            env={**clean, **more},
            stdout=output,
            stderr=subprocess.STDOUT,
        )
    return Running(process, data.with_name(f"{data.name}.{port}.ready"), port)


@contextmanager
def running(data: Path, parts: str = "web=web,jobs=quiet") -> Iterator[Running]:
    started = launch(data, parts)
    try:
        eventually(lambda: started.ready_file.exists() or started.process.poll() is not None)
        if not started.ready_file.exists():
            raise AssertionError(started.said())
        yield started
    finally:
        started.process.terminate()
        started.process.wait()


def eventually(holds: Callable[[], object]) -> None:
    until = time.monotonic() + _PATIENCE
    while not holds():
        assert time.monotonic() < until, "it never came true"
        time.sleep(0.02)
