"""The web process's application on a loopback port, in the test's own event loop."""

import asyncio
import json
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

import uvicorn
from django.db import connection
from django.test import Client
from websockets.asyncio.client import ClientConnection, connect
from websockets.exceptions import ConnectionClosed

from chatsync.accounts.models import Person
from chatsync.config.asgi import Application
from chatsync.config.audience import hub
from chatsync.config.parts import server_config
from chatsync.kit.ids import org_id
from chatsync.workspaces.access import Access

ORIGIN = "http://localhost:8000"


@asynccontextmanager
async def web() -> AsyncIterator[int]:
    """The port that it listens on."""
    hub.cache_clear()
    server = uvicorn.Server(server_config(Application(), 0))
    task = asyncio.create_task(server.serve())
    while not server.started:
        await asyncio.sleep(0.01)
    try:
        yield server.servers[0].sockets[0].getsockname()[1]
    finally:
        server.should_exit = True
        await task
        hub.cache_clear()


def signed_in(access: Access) -> str:
    """The cookie header of a browser in which this member signed in."""
    client = Client()
    client.force_login(Person.objects.get(id=access.person_id))
    return "; ".join(f"{name}={morsel.value}" for name, morsel in client.cookies.items())


def open_page(port: int, access: Access, cookie: str, **changes: Any) -> connect:
    org = changes.get("org", org_id(access.workspace_id))
    headers = {"Cookie": cookie, **changes.get("headers", {})}
    address = f"ws://127.0.0.1:{port}/ws?workspace={org}{changes.get('position', '')}"
    return connect(address, origin=changes.get("origin", ORIGIN), additional_headers=headers)


async def told(page: ClientConnection) -> dict[str, Any]:
    """The next frame that is no heartbeat."""
    async with asyncio.timeout(20):
        while True:
            frame: dict[str, Any] = json.loads(await page.recv())
            if frame["type"] != "ping":
                return frame


async def cut(page: ClientConnection) -> int:
    """Read to the end; the close code."""
    try:
        async with asyncio.timeout(20):
            while True:
                await page.recv()
    except ConnectionClosed as closed:
        return closed.rcvd.code if closed.rcvd else 0


async def in_thread(deed: Any, *arguments: Any, **named: Any) -> Any:
    """Run a database deed away from the test's event loop."""

    def run() -> Any:
        try:
            return deed(*arguments, **named)
        finally:
            connection.close()

    return await asyncio.to_thread(run)
