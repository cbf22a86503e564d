"""One real stand-in process for the whole run; each test makes its own number, app and receiver."""

import json
import secrets
import subprocess
import sys
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, contextmanager
from pathlib import Path

import pytest
from aiohttp import ClientSession

from sandbox.tests.support import Meta, Ports, Receiver, free_port, wait_for_port

SECRET = "test_app_secret"


@pytest.fixture(scope="session")
def ports(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Ports]:
    with _stand_in(tmp_path_factory.mktemp("sandbox")) as here:
        yield here


@contextmanager
def _stand_in(folder: Path) -> Iterator[Ports]:
    config = folder / "config.json"
    config.write_text(json.dumps({"numbers": [], "apps": []}))
    here = Ports(free_port(), free_port(), free_port())
    words = ["--port", here.graph, "--mail-port", here.mail, "--smtp-port", here.smtp]
    process = subprocess.Popen(
        [sys.executable, "-m", "sandbox", *map(str, words), "--config", str(config)],
        cwd=Path(__file__).parents[2],
        stdout=subprocess.DEVNULL,
    )
    try:
        wait_for_port(here.smtp)
        yield here
    finally:
        process.terminate()
        process.wait(10)


@pytest.fixture
async def meta(ports: Ports) -> AsyncIterator[Meta]:
    async with _number_at(ports) as this:
        yield this


@pytest.fixture
async def empty_meta(tmp_path: Path) -> AsyncIterator[Meta]:
    """At a stand-in of its own: the others' numbers, which are bounded together, are not there."""
    with _stand_in(tmp_path) as here:
        async with _number_at(here) as this:
            yield this


@asynccontextmanager
async def _number_at(ports: Ports) -> AsyncIterator[Meta]:
    base = f"http://127.0.0.1:{ports.graph}"
    ids = {name: str(secrets.randbelow(10**14) + 10**14) for name in ("number", "waba", "app")}
    async with ClientSession() as session, Receiver(SECRET, "verify-me") as receiver:
        this = Meta(base, session, receiver, ids["number"], ids["waba"], ids["app"], ports)
        await this.control("DELETE", "faults")
        await this.save_app()
        await this.save_number()
        yield this
        await this.control("DELETE", "faults")
