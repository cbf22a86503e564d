"""The demo brings a Paddle of this machine along, and what it shares with us."""

import json
import os
import signal
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import pytest

from chatsync.config.supervisor.sandbox import Sandbox, launch_sandbox, plan_sandbox
from chatsync.config.tests.supervisor_product import free_port


@pytest.fixture(autouse=True)
def _no_paddle(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("PADDLE_API_KEY", raising=False)
    monkeypatch.delenv("CHATSYNC_BILLING", raising=False)


@pytest.fixture
def on(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CHATSYNC_BILLING", "on")


def ask(sandbox: Sandbox, path: str) -> dict[str, object]:
    told = sandbox.environment
    headers = {"Authorization": f"Bearer {told['PADDLE_API_KEY']}"}
    until = time.monotonic() + 20
    while True:
        try:
            request = urllib.request.Request(told["PADDLE_API_URL"] + path, headers=headers)
            with urllib.request.urlopen(request) as answer:
                found: dict[str, object] = json.loads(answer.read())
                return found
        except urllib.error.URLError:
            if time.monotonic() > until:
                raise
            time.sleep(0.05)


@pytest.fixture
def running(tmp_path: Path, on: None) -> Iterator[Sandbox]:
    sandbox = plan_sandbox(free_port(), tmp_path)
    base_url = "http://localhost:9"
    pid = launch_sandbox(sandbox, data=tmp_path, base_url=base_url, facts={})
    yield sandbox
    os.kill(pid, signal.SIGTERM)
    os.waitpid(pid, 0)


def test_the_product_is_told_prices_that_its_paddle_has(running: Sandbox) -> None:
    lines = dict(line.split("=") for line in running.environment["PADDLE_PRICES"].split(","))
    assert len(lines) == 6
    prices = ask(running, "/prices")["data"]
    assert isinstance(prices, list)
    assert {price["id"] for price in prices} == set(lines.values())


def test_its_webhooks_go_to_the_product_with_the_shared_secret(running: Sandbox) -> None:
    settings = ask(running, "/notification-settings")["data"]
    assert isinstance(settings, list)
    assert settings[0]["destination"] == "http://localhost:9/webhooks/paddle"
    secrets = running.environment["PADDLE_WEBHOOK_SECRETS"]
    assert settings[0]["endpoint_secret_key"] == secrets


def test_the_secrets_are_made_once(tmp_path: Path, on: None) -> None:
    kept = ("PADDLE_API_KEY", "PADDLE_CLIENT_TOKEN", "PADDLE_WEBHOOK_SECRETS")
    first, again = (plan_sandbox(1, tmp_path).environment for _ in range(2))
    assert [first[name] for name in kept] == [again[name] for name in kept]
    assert len({first[name] for name in kept}) == 3


def test_without_billing_there_is_no_paddle(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("CHATSYNC_BILLING", "off")
    sandbox = plan_sandbox(1, tmp_path)
    assert sandbox.paddle is None
    assert not [name for name in sandbox.environment if name.startswith("PADDLE")]


def test_whoever_names_a_paddle_gets_no_other(
    tmp_path: Path, on: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PADDLE_API_KEY", "pdl_live_apikey_1")
    assert plan_sandbox(1, tmp_path).paddle is None
