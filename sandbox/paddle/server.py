"""Put the parts together: one process, two loopback ports."""

import asyncio
import contextlib
import signal
from collections.abc import AsyncIterator
from pathlib import Path

from aiohttp import ClientSession, TCPConnector, web

from sandbox.paddle.adjustments import adjustment_routes
from sandbox.paddle.catalogue import catalogue_routes
from sandbox.paddle.checkout import frame_routes, script_routes
from sandbox.paddle.config import make_world, read_config
from sandbox.paddle.control import control_routes
from sandbox.paddle.customers import customer_routes
from sandbox.paddle.invoices import invoice_routes
from sandbox.paddle.keeping import keep_state
from sandbox.paddle.notifications import notification_routes
from sandbox.paddle.passing import pass_time
from sandbox.paddle.portal import portal_routes
from sandbox.paddle.state import WORLD, World
from sandbox.paddle.subscription_api import subscription_routes
from sandbox.paddle.transaction_api import transaction_routes

HOST = "127.0.0.1"
_MAX_CONNECTIONS = 32


def build_api(world: World) -> web.Application:
    """Build the app of the main port: the API, Paddle's script, invoices, control."""
    app = web.Application()
    app[WORLD] = world
    for routes in (
        catalogue_routes,
        customer_routes,
        transaction_routes,
        subscription_routes,
        adjustment_routes,
        notification_routes,
        invoice_routes,
        script_routes,
        control_routes,
    ):
        app.add_routes(routes())
    return app


def build_frame(world: World) -> web.Application:
    """Build the app of the second port: the checkout and the portal, an origin of their own."""
    app = web.Application()
    app[WORLD] = world
    app.add_routes(frame_routes())
    app.add_routes(portal_routes())
    return app


@contextlib.asynccontextmanager
async def paddle_running(
    ports: tuple[int, int], config: Path | None, state: Path | None
) -> AsyncIterator[World]:
    """Serve both ports as long as the caller stays inside."""
    api, frame = (f"http://{HOST}:{port}" for port in ports)
    world = make_world(read_config(config), api, frame, state)
    async with contextlib.AsyncExitStack() as stack:
        connector = TCPConnector(limit=_MAX_CONNECTIONS)
        world.http = await stack.enter_async_context(ClientSession(connector=connector))
        for app, port in zip((build_api(world), build_frame(world)), ports, strict=True):
            runner = web.AppRunner(
                app, access_log=None, handle_signals=False, shutdown_timeout=0.05
            )
            await runner.setup()
            stack.push_async_callback(runner.cleanup)
            await web.TCPSite(runner, HOST, port).start()
        stack.callback(keep_state, world)
        stack.callback(_cancel_all, world)
        passing = asyncio.create_task(pass_time(world))
        stack.callback(passing.cancel)
        yield world


def _cancel_all(world: World) -> None:
    for task in world.tasks:
        task.cancel()


async def serve(ports: tuple[int, int], config: Path | None, state: Path | None) -> None:
    """Serve until SIGTERM or SIGINT, then stop at once."""
    stop = asyncio.Event()
    loop = asyncio.get_running_loop()
    for name in (signal.SIGTERM, signal.SIGINT):
        loop.add_signal_handler(name, stop.set)
    async with paddle_running(ports, config, state):
        await stop.wait()
