"""The web process: one ASGI application that joins the doors.

Webhooks and sockets stand in front of Django; static files are served from memory maps; all the
rest is Django.
"""

import asyncio
import mimetypes
import re
from collections.abc import Awaitable, Callable, MutableMapping
from pathlib import Path
from typing import Any

import structlog
from django.conf import settings
from django.db import DatabaseError
from servestatic import ServeStaticASGI

from chatsync.analytics.actions.funnel import write_landing_views
from chatsync.analytics.actions.views import write_views
from chatsync.analytics.door import PATH as _BEACON
from chatsync.analytics.door import Door
from chatsync.billing import webhooks as billing
from chatsync.channels.actions.apps import sync_operator_app
from chatsync.channels.webhooks import Receipt, webhook
from chatsync.config.audience import hub
from chatsync.config.django_door import SyncChain
from chatsync.config.static_storage import BUNDLED
from chatsync.privacy.headers import confine_file
from chatsync.realtime.poll import held
from chatsync.realtime.socket import socket

Scope = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[MutableMapping[str, Any]]]
Send = Callable[[MutableMapping[str, Any]], Awaitable[None]]

_WEBHOOKS = "/webhooks/whatsapp"
_STATIC = "/static/"
_EVENTS = "/api/v1/events"
_COUNTS_WRITTEN_EVERY_S = 1.0
_HASHED = re.compile(r"\.[0-9a-f]{12}\.[a-z0-9]+$")
_log = structlog.get_logger()

mimetypes.add_type("font/woff2", ".woff2")
mimetypes.add_type("image/avif", ".avif")


def static_files(django: Callable[..., Any]) -> ServeStaticASGI:
    """Collected files, compressed at build time; hashed names never change and are kept a year."""
    files = ServeStaticASGI(
        django,
        immutable_file_test=_never_changes,
        max_age=300,
        charset="utf-8",
        allow_all_origins=False,
        add_headers_function=confine_file,
    )
    if Path(settings.STATIC_ROOT).is_dir():
        files.add_files(str(settings.STATIC_ROOT), prefix=_STATIC)
    return files


def _never_changes(_path: str, url: str) -> bool:
    """Whether the name holds a digest of the content: Vite's below `assets`, else Django's."""
    return BUNDLED in url or _HASHED.search(url) is not None


class Application:
    """Sends each connection to its door."""

    def __init__(self) -> None:
        self._django: Callable[..., Any] = SyncChain()
        self._static = static_files(self._django)
        self._receipt = Receipt(settings.DATABASE_LISTEN_URL)
        self._beacons = Door()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "lifespan":
            await self._live(receive, send)
        elif scope["type"] == "websocket":
            await self._open_socket(scope, receive, send)
        elif scope["path"] == _WEBHOOKS or scope["path"].startswith(f"{_WEBHOOKS}/"):
            await webhook(scope, receive, send, self._receipt)
        elif scope["path"] == billing.PATH and billing.listens():
            await billing.webhook(scope, receive, send)
        elif scope["path"] == _BEACON:
            await self._beacons(scope, receive, send)
        elif scope["path"].startswith(_STATIC):
            await self._static(scope, receive, send)
        elif scope["path"] == _EVENTS and scope["method"] == "GET":
            await held(scope, receive, send, self._django, hub())
        else:
            await self._django(scope, receive, send)

    async def _open_socket(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["path"] == "/ws":
            await socket(scope, receive, send, hub())
        else:
            await receive()
            await send({"type": "websocket.close", "code": 4404})

    async def _live(self, receive: Receive, send: Send) -> None:
        await receive()
        await self._receipt.start()
        self._beacons.passing.start()
        keeping = asyncio.create_task(_keep_operator_app())
        counting = asyncio.create_task(_write_counts())
        await send({"type": "lifespan.startup.complete"})
        await receive()
        keeping.cancel()
        counting.cancel()
        await hub().in_thread(_written)
        await self._beacons.passing.stop()
        await self._receipt.stop()
        await hub().stop()
        await send({"type": "lifespan.shutdown.complete"})


async def _keep_operator_app() -> None:
    """Make the operator's Meta app what the settings say; a database that is away is waited for."""
    while True:
        try:
            await hub().in_thread(sync_operator_app)
        except DatabaseError as error:
            _log.warning("operator_app_not_kept", error=str(error))
            await asyncio.sleep(1)
        else:
            return


def _written() -> None:
    write_views()
    write_landing_views()


async def _write_counts() -> None:
    """Write how often pages were opened, once a second. What the database does not take waits."""
    while True:
        await asyncio.sleep(_COUNTS_WRITTEN_EVERY_S)
        await hub().in_thread(_written)


application = Application()
