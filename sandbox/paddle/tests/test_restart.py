"""What was bought outlives a restart; the demo's catalogue is the same in every run."""

import json
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from aiohttp import ClientSession

from sandbox.paddle.tests.conftest import ROOT
from sandbox.paddle.tests.support import KEY, Paddle
from sandbox.tests.support import free_port, wait_for_port


@contextmanager
def running(folder: Path, settings: str) -> Iterator[tuple[str, str]]:
    api, frame = free_port(), free_port()
    (folder / "config.json").write_text(json.dumps({"api_keys": [KEY], **json.loads(settings)}))
    words = ["--port", str(api), "--frame-port", str(frame)]
    words += ["--config", str(folder / "config.json"), "--state-file", str(folder / "state.json")]
    process = subprocess.Popen([sys.executable, "-m", "sandbox.paddle", *words], cwd=ROOT)
    try:
        wait_for_port(frame)
        yield f"http://127.0.0.1:{api}", f"http://127.0.0.1:{frame}"
    finally:
        process.terminate()
        process.wait(10)


async def test_a_subscription_and_the_clock_outlive_a_restart(tmp_path: Path) -> None:
    async with ClientSession() as session:
        with running(tmp_path, "{}") as (api, frame):
            first = Paddle(api, frame, session)
            subscription = await first.subscribe()
            await first.control("POST", "clock", {"days": 2})
        assert (tmp_path / "state.json").stat().st_mode & 0o777 == 0o600
        with running(tmp_path, "{}") as (api, frame):
            again = Paddle(api, frame, session)
            assert await again.get(f"/subscriptions/{subscription['id']}") == subscription
            assert (await again.control("GET", "clock"))["ahead_seconds"] >= 2 * 86400 - 60
            assert len(await again.kinds()) > 10


async def test_calls_are_limited_as_asked(tmp_path: Path) -> None:
    async with ClientSession() as session:
        with running(tmp_path, '{"calls_a_minute": 2}') as (api, frame):
            paddle = Paddle(api, frame, session)
            statuses = [(await paddle.ask("GET", "/ips")).status for _ in range(3)]
    assert statuses == [200, 200, 429]


def test_an_address_elsewhere_stops_the_start(tmp_path: Path) -> None:
    config = tmp_path / "config.json"
    config.write_text(
        json.dumps({"destinations": [{"url": "https://shop.example", "secret": "s"}]})
    )
    words = ["--port", str(free_port()), "--frame-port", str(free_port()), "--config", str(config)]
    done = subprocess.run(
        [sys.executable, "-m", "sandbox.paddle", *words],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
        timeout=30,
    )
    assert done.returncode == 1
    assert "must be on this machine" in done.stderr
