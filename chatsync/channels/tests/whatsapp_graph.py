"""A small Graph API on a loopback port that answers what a test tells it to."""

import asyncio
from collections import deque
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager

import aiohttp
import msgspec
from aiohttp import web

from chatsync.channels.whatsapp.client import Graph, open_graph

TOKEN = "EAAB-own-test-token"
Script = Callable[[web.Request], Awaitable[web.StreamResponse]]


class GraphServer:
    """Plays its script in order and remembers every request with its body."""

    def __init__(self) -> None:
        self.script: deque[Script] = deque()
        self.requests: list[web.Request] = []
        self.bodies: list[bytes] = []
        self.port = 0

    async def answer(self, request: web.Request) -> web.StreamResponse:
        self.requests.append(request)
        self.bodies.append(await request.read())
        return await self.script.popleft()(request)

    def says(self, body: object, status: int = 200) -> None:
        async def script(_request: web.Request) -> web.StreamResponse:
            raw = body if isinstance(body, bytes) else msgspec.json.encode(body)
            return web.Response(body=raw, status=status, content_type="application/json")

        self.script.append(script)

    def fails(self, code: int, status: int = 400, **more: object) -> None:
        error = {"message": f"(#{code}) no", "code": code, "fbtrace_id": "Trace1", **more}
        self.says({"error": error}, status)

    def hangs(self) -> None:
        async def script(_request: web.Request) -> web.StreamResponse:
            await asyncio.sleep(60)
            return web.Response()

        self.script.append(script)

    def hangs_up(self, after: bytes = b"") -> None:
        async def script(request: web.Request) -> web.StreamResponse:
            response = web.StreamResponse(headers={"Content-Length": "1000"})
            if after:
                await response.prepare(request)
                await response.write(after)
            assert request.transport is not None
            request.transport.abort()
            return response

        self.script.append(script)

    def sends_to(self, address: str, status: int = 302) -> None:
        async def script(_request: web.Request) -> web.StreamResponse:
            return web.Response(status=status, headers={"Location": address})

        self.script.append(script)


@asynccontextmanager
async def serving() -> AsyncIterator[GraphServer]:
    server = GraphServer()
    app = web.Application(client_max_size=8 * 1024 * 1024)
    app.router.add_route("*", "/{path:.*}", server.answer)
    runner = web.AppRunner(app, shutdown_timeout=0, handler_cancellation=True)
    await runner.setup()
    site = web.TCPSite(runner, "127.0.0.1", 0)
    await site.start()
    server.port = runner.addresses[0][1]
    try:
        yield server
    finally:
        await runner.cleanup()


@asynccontextmanager
async def graph_of(server: GraphServer, patience: float = 10) -> AsyncIterator[Graph]:
    async with open_graph(f"http://127.0.0.1:{server.port}", "v25.0") as graph:
        yield msgspec.structs.replace(graph, timeout=aiohttp.ClientTimeout(total=patience))
