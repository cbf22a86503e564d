"""Put the parts together: one process, four loopback ports, two more when a Paddle is wanted."""

import asyncio
import contextlib
import signal
from dataclasses import dataclass
from pathlib import Path

from aiohttp import ClientSession, TCPConnector, web

from sandbox.config import load_config
from sandbox.control import control_routes
from sandbox.graph import graph_routes
from sandbox.imap import start_imap
from sandbox.keeping import load_state
from sandbox.mailbox import mail_routes, start_smtp
from sandbox.numbers_page import number_page_routes
from sandbox.paddle.server import paddle_running
from sandbox.phone import phone_routes
from sandbox.state import WORLD, World
from sandbox.ticks import run_ticks

HOST = "127.0.0.1"
_MAX_BODY = 110 * 1024 * 1024
_MAX_WEBHOOK_CONNECTIONS = 32


@dataclass(frozen=True)
class Ports:
    """Where to listen; 0 takes a free port. `imap` None: nobody reads mail that way."""

    graph: int
    mail: int
    smtp: int
    imap: int | None = None


@dataclass(frozen=True)
class PaddleStart:
    """A Paddle in the same process: its two ports and files."""

    ports: tuple[int, int]
    config: Path | None
    state: Path | None


@dataclass(frozen=True)
class Files:
    """What to read at the start, and where to keep what is made at run time."""

    config: Path | None
    state: Path | None


def build_graph_app(world: World) -> web.Application:
    """Build the app of the main port: Graph API, control, phone page, numbers page."""
    app = web.Application(client_max_size=_MAX_BODY)
    app[WORLD] = world
    app.add_routes(graph_routes())
    app.add_routes(control_routes())
    app.add_routes(phone_routes())
    app.add_routes(number_page_routes())
    return app


def build_mail_app(world: World) -> web.Application:
    """Build the app of the mailbox port."""
    app = web.Application()
    app[WORLD] = world
    app.add_routes(mail_routes())
    return app


async def serve(
    ports: Ports, files: Files, product_url: str, paddle: PaddleStart | None = None
) -> None:
    """Serve until SIGTERM or SIGINT, then stop at once."""
    stop = asyncio.Event()
    loop = asyncio.get_running_loop()
    for name in (signal.SIGTERM, signal.SIGINT):
        loop.add_signal_handler(name, stop.set)
    world = World(
        product_url=product_url,
        mail_url=f"http://{HOST}:{ports.mail}",
        own_url=f"http://{HOST}:{ports.graph}",
    )
    load_config(world, files.config)
    load_state(world, files.state)
    async with contextlib.AsyncExitStack() as stack:
        connector = TCPConnector(limit=_MAX_WEBHOOK_CONNECTIONS)
        world.http = await stack.enter_async_context(ClientSession(connector=connector))
        for app, port in (
            (build_graph_app(world), ports.graph),
            (build_mail_app(world), ports.mail),
        ):
            runner = web.AppRunner(
                app, access_log=None, handle_signals=False, shutdown_timeout=0.05
            )
            await runner.setup()
            stack.push_async_callback(runner.cleanup)
            await web.TCPSite(runner, HOST, port).start()
        if paddle is not None:
            running = paddle_running(paddle.ports, paddle.config, paddle.state)
            await stack.enter_async_context(running)
        smtp = await start_smtp(world, HOST, ports.smtp)
        stack.callback(smtp.close)
        if ports.imap is not None:
            imap = await start_imap(world, HOST, ports.imap)
            stack.callback(imap.close)
        ticks = asyncio.create_task(run_ticks(world))
        stack.callback(ticks.cancel)
        stack.callback(_cancel_all, world)
        await stop.wait()


def _cancel_all(world: World) -> None:
    for task in world.tasks:
        task.cancel()
