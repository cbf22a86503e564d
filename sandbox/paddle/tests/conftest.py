"""One real stand-in process for the whole run; each test begins with the demo's catalogue."""

import json
import subprocess
import sys
from collections.abc import AsyncIterator, Iterator
from pathlib import Path

import pytest
from aiohttp import ClientSession

from sandbox.paddle.tests.support import KEY, SECRET, TOKEN, Destination, Paddle
from sandbox.tests.support import free_port, wait_for_port

ROOT = Path(__file__).parents[3]


@pytest.fixture(scope="session")
def hook_port() -> int:
    return free_port()


@pytest.fixture(scope="session")
def ports(tmp_path_factory: pytest.TempPathFactory, hook_port: int) -> Iterator[tuple[int, int]]:
    folder = tmp_path_factory.mktemp("paddle")
    hook = {"url": f"http://127.0.0.1:{hook_port}/webhooks/paddle", "secret": SECRET}
    config = {"api_keys": [KEY], "client_tokens": [TOKEN], "destinations": [hook]}
    (folder / "config.json").write_text(json.dumps({**config, "calls_a_minute": 100_000}))
    api, frame = free_port(), free_port()
    words = ["--port", str(api), "--frame-port", str(frame)]
    words += ["--config", str(folder / "config.json")]
    process = subprocess.Popen([sys.executable, "-m", "sandbox.paddle", *words], cwd=ROOT)
    try:
        wait_for_port(frame)
        yield api, frame
    finally:
        process.terminate()
        process.wait(10)


@pytest.fixture
async def paddle(ports: tuple[int, int]) -> AsyncIterator[Paddle]:
    api, frame = (f"http://127.0.0.1:{port}" for port in ports)
    async with ClientSession() as session:
        this = Paddle(api, frame, session)
        await this.control("DELETE", "delivery")
        await this.control("DELETE", "state")
        yield this


@pytest.fixture
async def hook(paddle: Paddle, hook_port: int) -> AsyncIterator[Destination]:
    async with Destination(port=hook_port) as destination:
        yield destination
