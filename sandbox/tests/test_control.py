"""Control: handshake, what is kept, and who is refused."""

import asyncio
import json
import os
import signal
import sys
from pathlib import Path

import pytest
from aiohttp import ClientSession

from sandbox.tests.support import Meta, free_port, fresh_phone, wait_for_port


async def test_saving_a_callback_asks_the_address_first(meta: Meta) -> None:
    app = {"app_id": meta.app_id, "secret": "s2", "callback_url": meta.receiver.url}
    wrong = await meta.call("POST", "/_control/apps", app | {"verify_token": "wrong"})
    assert wrong.status == 422
    assert wrong.body["verification"]["status"] == 403
    right = await meta.call("POST", "/_control/apps", app | {"verify_token": "verify-me"})
    assert right.body["verification"] == {
        "ok": True,
        "status": 200,
        "why": "The address repeated the challenge",
    }


async def test_an_address_that_says_anything_else_is_not_verified(meta: Meta) -> None:
    meta.receiver.welcome = "<html>hello</html>"
    app = {"app_id": meta.app_id, "secret": "s2", "callback_url": meta.receiver.url}
    answer = await meta.call("POST", "/_control/apps", app | {"verify_token": "verify-me"})
    assert (answer.status, answer.body["saved"]) == (422, False)
    assert answer.body["verification"]["why"] == "The answer was not the challenge"


async def test_addresses_of_other_machines_are_never_called(meta: Meta) -> None:
    app = {"app_id": "5", "secret": "s", "callback_url": "http://example.com/hook"}
    asked = await meta.call("POST", "/_control/apps", app)
    unasked = await meta.call("POST", "/_control/apps", app | {"verify": False})
    assert "must be on this machine" in asked.body["verification"]["why"]
    assert unasked.status == 400


@pytest.mark.parametrize(
    "headers",
    [
        {"Origin": "http://localhost:8000"},
        {"Origin": "null"},
        {"Host": "evil.example"},
        {"Sec-Fetch-Site": "cross-site"},
    ],
)
async def test_other_sites_are_refused(meta: Meta, headers: dict[str, str]) -> None:
    for path in ("/_control/state", "/phone/state", "/numbers/list"):
        assert (await meta.call("GET", path, headers=headers)).status == 403
        assert (await meta.call("GET", path)).status == 200


async def test_a_link_from_another_site_opens_the_page_under_a_strict_policy(meta: Meta) -> None:
    for path in ("/", "/phone", "/numbers"):
        url, headers = meta.base + path, {"Sec-Fetch-Site": "cross-site"}
        async with meta.session.get(url, headers=headers) as answer:
            assert answer.status == 200
            policy = answer.headers["Content-Security-Policy"]
        assert "default-src 'none'" in policy
        assert "unsafe" not in policy


async def test_sends_can_be_counted_filtered_and_cleared(meta: Meta) -> None:
    to = fresh_phone()
    await meta.send(f"+{to}", body="one")
    await meta.send(f"+{fresh_phone()}", body="two")
    path = f"sends?phone_number_id={meta.number_id}"
    items = (await meta.control("GET", path))["items"]
    assert [one["text"] for one in items] == ["one", "two"]
    later = await meta.control("GET", f"{path}&since={items[0]['at']}")
    assert [one["text"] for one in later["items"]] == ["two"]
    assert await meta.control("GET", f"{path}&count_only=1&to={to}") == {"count": 1}
    await meta.control("DELETE", "sends")
    assert await meta.sends() == []


async def test_the_state_tells_no_secret(meta: Meta) -> None:
    state = json.dumps(await meta.control("GET", "state"))
    assert meta.number_id in state
    assert meta.token not in state
    assert meta.receiver.secret not in state


@pytest.mark.parametrize(
    "wish",
    [
        {},
        {"phone_number_id": "1"},
        [],
        {"body": {}},
        {"messages": {}},
        {"from": "1", "count": "x"},
        "x",
    ],
)
async def test_an_unclear_inbound_wish_is_explained(meta: Meta, wish: object) -> None:
    answer = await meta.call("POST", "/_control/inbound", wish)
    assert answer.status == 400
    assert answer.body["error"]


async def test_a_made_number_outlives_a_restart_and_a_signal_stops_at_once(tmp_path: Path) -> None:
    kept = tmp_path / "state.json"
    tokens: list[list[str]] = []
    for _ in range(2):
        ports = [str(free_port()) for _ in range(3)]
        words = ["--port", ports[0], "--mail-port", ports[1], "--smtp-port", ports[2]]
        process = await asyncio.create_subprocess_exec(
            *[sys.executable, "-m", "sandbox", *words, "--state-file", str(kept)],
            cwd=Path(__file__).parents[2],
        )
        wait_for_port(int(ports[2]))
        async with ClientSession(f"http://127.0.0.1:{ports[0]}") as session:
            if not tokens:
                await session.post("/numbers", json={"name": "Lyari Tailors"})
            answer = await session.get("/numbers/list")
            tokens.append([one["token"] for one in (await answer.json())["items"]])
        os.kill(process.pid, signal.SIGTERM)
        async with asyncio.timeout(10):
            assert await process.wait() == 0
    assert tokens[0] == tokens[1]
    assert len(tokens[0]) == 1
    assert kept.stat().st_mode & 0o077 == 0
