"""A socket tells a member of A nothing of workspace B, not even that it exists."""

import asyncio
from typing import Any

import pytest
from django.conf import settings

from chatsync.config.audience import door
from chatsync.realtime.hub import Hub
from chatsync.realtime.socket import socket
from tests.tenancy.callers import browser
from tests.tenancy.world import World, a_world, strangers

Messages = list[dict[str, Any]]


@pytest.fixture
def worlds(db: None) -> tuple[World, World, str, str]:
    """A and B, with the session cookies of A's owner and of B's owner."""
    a, b = a_world(), a_world()
    cookies = [
        browser(it, str(it.owner.email)).client.cookies["__Host-cs_session"].value for it in (a, b)
    ]
    return a, b, cookies[0], cookies[1]


async def test_another_workspaces_socket_is_refused_like_none(
    worlds: tuple[World, World, str, str],
) -> None:
    _a, b, ours, theirs = worlds
    assert (await _first_words(b.org, theirs))[-1]["type"] == "websocket.send"
    refusals = [await _first_words(org, ours) for org in (b.org, strangers()[0], "org_x", "")]
    assert all(refusal == refusals[0] for refusal in refusals)
    assert refusals[0][-1] == {
        "type": "websocket.close",
        "code": 4403,
        "reason": "not_a_member",
    }


@pytest.mark.parametrize("since", ["0", "-1", "99999999999", "x"])
async def test_no_position_opens_another_workspace(
    worlds: tuple[World, World, str, str], since: str
) -> None:
    _a, b, ours, _theirs = worlds
    told = await _first_words(f"{b.org}&since={since}", ours)
    assert told[-1]["code"] == 4403


@pytest.mark.parametrize("cookie", ["", "0" * 32])
async def test_a_socket_asks_who_is_there(
    worlds: tuple[World, World, str, str], cookie: str
) -> None:
    told = await _first_words(worlds[1].org, cookie)
    assert told[-1]["code"] == 4401


async def test_a_key_opens_no_socket(worlds: tuple[World, World, str, str]) -> None:
    b = worlds[1]
    told = await _first_words(b.org, "", (b"authorization", f"Bearer {b.key}".encode()))
    assert told[-1]["code"] == 4401


async def test_a_page_of_another_site_opens_no_socket(
    worlds: tuple[World, World, str, str],
) -> None:
    _a, b, _ours, theirs = worlds
    told = await _first_words(b.org, theirs, (b"origin", b"https://elsewhere.example"))
    assert told[-1]["code"] == 4404


async def _first_words(workspace: str, cookie: str, *more: tuple[bytes, bytes]) -> Messages:
    """What the server says until its first frame or its refusal."""
    hub = Hub(door(), settings.DATABASE_LISTEN_URL)
    told: Messages = []
    enough = asyncio.Event()
    waiting = [{"type": "websocket.connect"}]

    async def receive() -> dict[str, Any]:
        if waiting:
            return waiting.pop()
        await enough.wait()
        return {"type": "websocket.disconnect", "code": 1000}

    async def send(message: Any) -> None:
        if not enough.is_set():
            told.append(dict(message))
        if message["type"] != "websocket.accept":
            enough.set()

    headers = {
        b"origin": settings.BASE_URL.encode(),
        b"cookie": f"__Host-cs_session={cookie}".encode(),
        **dict(more),
    }
    scope = {
        "type": "websocket",
        "path": "/ws",
        "query_string": f"workspace={workspace}".encode(),
        "headers": list(headers.items()),
    }
    try:
        await socket(scope, receive, send, hub)
    finally:
        await hub.stop()
    return told
