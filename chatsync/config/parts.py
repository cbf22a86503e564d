"""What each process does from its start to its SIGTERM."""

import os
import signal
import socket
import threading
from types import FrameType

import uvicorn
from django.conf import settings

from chatsync.analytics.loops.collect import collect
from chatsync.channels.loops.ingest import ingest as read_deliveries
from chatsync.channels.loops.send import send as send_messages
from chatsync.config.asgi import Application, application
from chatsync.config.background import work
from chatsync.config.logs import start_logging
from chatsync.kit import env

_GRACE_S = 4


def web() -> None:
    """Serve HTTP and sockets, on the supervisor's listening socket where there is one."""
    start_logging("web")
    port = env.whole_number("CHATSYNC_PORT", 8000, least=1, most=65535)
    handed = os.environ.get("CHATSYNC_LISTEN_FD")
    listeners = [socket.socket(fileno=int(handed))] if handed else None
    uvicorn.Server(server_config(application, port)).run(sockets=listeners)


def server_config(served: Application, port: int) -> uvicorn.Config:
    """How the web process serves. Forwarded headers count from the trusted proxies alone."""
    return uvicorn.Config(
        served,
        host="127.0.0.1",
        port=port,
        loop="uvloop",
        http="httptools",
        ws="websockets-sansio",
        # A frame is told to many: compressing it for each costs more time and memory than it saves.
        ws_per_message_deflate=False,
        lifespan="on",
        log_config=None,
        access_log=False,
        server_header=False,
        proxy_headers=bool(settings.TRUSTED_PROXIES),
        forwarded_allow_ips=",".join(settings.TRUSTED_PROXIES) or None,
        timeout_graceful_shutdown=_GRACE_S,
        timeout_keep_alive=75,
        ws_max_size=64 * 1024,
        backlog=2048,
    )


def ingest() -> None:
    """Read webhook deliveries into the inbox."""
    start_logging("ingest")
    read_deliveries(_until_sigterm())


def sender() -> None:
    """Send what is queued."""
    start_logging("sender")
    send_messages(_until_sigterm())


def collector() -> None:
    """Hear what pages tell of their speed, and sum it."""
    start_logging("collector")
    collect()


def jobs() -> None:
    """Run background jobs, the schedule, and the fetching of files."""
    start_logging("jobs")
    work(_until_sigterm())


def _until_sigterm() -> threading.Event:
    stop = threading.Event()

    def end(_signal: int, _frame: FrameType | None) -> None:
        stop.set()

    signal.signal(signal.SIGTERM, end)
    signal.signal(signal.SIGINT, end)
    return stop
