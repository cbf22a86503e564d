"""A socket server on a loopback port, a door of its own, and somebody who writes events."""

import asyncio
import json
from collections.abc import AsyncIterator, Collection, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field, replace
from typing import Any
from uuid import UUID, uuid4

import uvicorn
from django.conf import settings
from django.db import connection
from websockets.asyncio.client import ClientConnection, connect
from websockets.exceptions import ConnectionClosed

from chatsync.kit.tenancy import scope
from chatsync.realtime.actions import Audience, publish, take_numbers
from chatsync.realtime.door import Badge, Company, Door, Headers, Refused, Sight
from chatsync.realtime.hub import Hub
from chatsync.realtime.poll import held
from chatsync.realtime.queries import StoredEvent
from chatsync.realtime.socket import socket

ORIGIN = "http://chatsync.test"


@dataclass(frozen=True)
class Reader:
    """Sees everything, or only what is held by `member`."""

    name: str
    workspace_id: UUID
    member: UUID | None = None


@dataclass
class People:
    """Who exists: a reader is named by the cookie; `ended` sessions are refused.

    `held` says who holds which conversation of which workspace. `attended` is who was told to be
    there, look by look; it is noted in the workspaces of `noting`.
    """

    readers: dict[str, Reader] = field(default_factory=dict)
    ended: set[str] = field(default_factory=set)
    held: dict[tuple[UUID, UUID], UUID | None] = field(default_factory=dict)
    rechecks: int = 0
    noting: set[UUID] = field(default_factory=set)
    attended: list[set[str]] = field(default_factory=list)

    def add(self, name: str, workspace_id: UUID, member: UUID | None = None) -> Reader:
        self.readers[name] = Reader(name, workspace_id, member)
        return self.readers[name]

    def change(self, name: str, member: UUID | None) -> None:
        self.readers[name] = replace(self.readers[name], member=member)

    def admit(self, headers: Headers, org: str) -> Reader | Refused:
        reader = self.readers.get(headers.get(b"cookie", b"").decode())
        if reader is None or reader.name in self.ended:
            return Refused.SESSION_ENDED
        return reader if org == reader.workspace_id.hex else Refused.NOT_A_MEMBER

    def recheck(self, readers: Sequence[Reader]) -> list[Reader | Refused]:
        self.rechecks += 1
        return [
            Refused.SESSION_ENDED if reader.name in self.ended else self.readers[reader.name]
            for reader in readers
        ]

    def door(self) -> Door[Reader]:
        company = Company(badge, self.holders, sees)
        return Door(ORIGIN, self.admit, self.recheck, sight, company, self.attend)

    def attend(self, readers: Sequence[Reader]) -> list[Reader]:
        self.attended.append({reader.name for reader in readers})
        return [reader for reader in readers if reader.workspace_id in self.noting]

    def holders(self, workspace_id: UUID, ids: Collection[UUID]) -> dict[UUID, UUID | None]:
        return {
            one: self.held[workspace_id, one] for one in ids if (workspace_id, one) in self.held
        }


def badge(reader: Reader) -> Badge:
    return Badge(reader.member or reader.workspace_id, reader.name.title())


def sees(reader: Reader, holder: UUID | None) -> bool:
    return reader.member in {None, holder}


def sight(reader: Reader, event: StoredEvent) -> Sight:
    if event.everyone or sees(reader, event.assignee_id):
        return Sight.WHOLE
    return Sight.REMOVED if reader.member == event.former_id else Sight.NOTHING


@dataclass(frozen=True)
class Stage:
    """A running server, one workspace (`shop`), and its owner who sees everything."""

    port: int
    hub: Hub
    people: People
    shop: UUID
    owner: Reader

    async def write(
        self, *audiences: Audience, shop: UUID | None = None, text: str | None = None
    ) -> int:
        """Publish one push per audience (or one to everyone) in one transaction."""
        chosen = audiences or (everyone(),)
        return await asyncio.to_thread(_write, shop or self.shop, chosen, text)


@asynccontextmanager
async def stage(inner: Any = None, beside: Stage | None = None) -> AsyncIterator[Stage]:
    """The socket (and the long poll in front of `inner`) on a free loopback port.

    `beside` another stage it serves the same people, as a second process does.
    """
    people, shop = (beside.people, beside.shop) if beside else (People(), uuid4())
    hub = Hub(people.door(), settings.DATABASE_LISTEN_URL)

    async def app(scope: Any, receive: Any, send: Any) -> None:
        if scope["type"] == "websocket":
            await socket(scope, receive, send, hub)
        else:
            await held(scope, receive, send, inner, hub)

    config = uvicorn.Config(
        app,
        host="127.0.0.1",
        port=0,
        ws="websockets-sansio",
        ws_per_message_deflate=False,
        lifespan="off",
        log_config=None,
    )
    server = uvicorn.Server(config)
    task = asyncio.create_task(server.serve())
    while not server.started:
        await asyncio.sleep(0.01)
    try:
        port = server.servers[0].sockets[0].getsockname()[1]
        yield Stage(port, hub, people, shop, people.add("owner", shop))
    finally:
        await hub.stop()
        server.should_exit = True
        await task


def open_socket(
    on: Stage, reader: Reader, *, since: object = None, epoch: str = "", **options: Any
) -> connect:
    position = "" if since is None else f"&since={since}&epoch={epoch}"
    return connect(
        f"ws://127.0.0.1:{on.port}/ws?workspace={reader.workspace_id.hex}{position}",
        origin=options.pop("origin", ORIGIN),
        additional_headers={"Cookie": options.pop("cookie", reader.name)},
        **options,
    )


async def frame(connection: ClientConnection) -> dict[str, Any]:
    """The next frame that is no heartbeat."""
    async with asyncio.timeout(20):
        while True:
            read: dict[str, Any] = json.loads(await connection.recv())
            if read["type"] != "ping":
                return read


async def frames_until(connection: ClientConnection, seq: int) -> list[dict[str, Any]]:
    """Frames up to and including the one that ends at `seq`."""
    read: list[dict[str, Any]] = []
    while not read or read[-1]["seq"] < seq:
        read.append(await frame(connection))
    return read


async def close_code(page: ClientConnection) -> int:
    """Read to the end; the close code. 0 when the connection broke without one."""
    try:
        async with asyncio.timeout(20):
            while True:
                await page.recv()
    except ConnectionClosed as closed:
        return closed.rcvd.code if closed.rcvd else 0


def _write(workspace_id: UUID, audiences: Sequence[Audience], text: str | None) -> int:
    try:
        with scope(workspace_id):
            numbers = take_numbers(len(audiences))
            publish(
                [
                    (seq, audience, (text or f'{{"type":"test","text":"n{seq}"}}').encode())
                    for seq, audience in zip(numbers, audiences, strict=True)
                ]
            )
        return numbers[-1]
    finally:
        connection.close()


def execute(statement: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute(statement)


def everyone() -> Audience:
    return Audience(everyone=True)


def held_by(
    member: UUID | None, *, former: UUID | None = None, conversation: UUID | None = None
) -> Audience:
    return Audience(conversation_id=conversation or uuid4(), assignee_id=member, former_id=former)
