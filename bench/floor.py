"""The floor: the least a webhook receiver can do. Verify, insert the body in batches, answer.

python -m bench.floor PORT DATABASE_URL SECRET
"""

import asyncio
import hashlib
import hmac
import sys
from collections.abc import Awaitable, Callable
from typing import Any

import psycopg
import uvicorn


class Floor:
    """An ASGI application that keeps raw bodies and nothing else."""

    def __init__(self, database_url: str, secret: bytes) -> None:
        self._url, self._secret = database_url, secret
        self._waiting: list[tuple[bytes, asyncio.Future[None]]] = []
        self._wake = asyncio.Event()
        self._task: asyncio.Task[None] | None = None

    async def __call__(
        self,
        scope: dict[str, Any],
        receive: Callable[[], Awaitable[dict[str, Any]]],
        send: Callable[[dict[str, Any]], Awaitable[None]],
    ) -> None:
        if scope["type"] != "http":
            return
        if self._task is None:
            self._task = asyncio.create_task(self._store())
        body = b""
        more = True
        while more:
            part = await receive()
            body += part.get("body", b"")
            more = part.get("more_body", False)
        given = dict(scope["headers"]).get(b"x-hub-signature-256", b"").decode()
        wanted = "sha256=" + hmac.new(self._secret, body, hashlib.sha256).hexdigest()
        status = 200 if hmac.compare_digest(given, wanted) else 401
        if status == 200:
            stored: asyncio.Future[None] = asyncio.get_running_loop().create_future()
            self._waiting.append((body, stored))
            self._wake.set()
            await stored
        await send(
            {
                "type": "http.response.start",
                "status": status,
                "headers": [(b"content-length", b"0")],
            }
        )
        await send({"type": "http.response.body"})

    async def _store(self) -> None:
        connection = await psycopg.AsyncConnection.connect(self._url, autocommit=True)
        while True:
            await self._wake.wait()
            self._wake.clear()
            while self._waiting:
                batch, self._waiting = self._waiting[:512], self._waiting[512:]
                await connection.execute(
                    "INSERT INTO floor (body) SELECT unnest(%b::bytea[])", [[b for b, _ in batch]]
                )
                for _, stored in batch:
                    stored.set_result(None)


def main() -> None:
    port, database_url, secret = sys.argv[1:]
    uvicorn.run(
        Floor(database_url, secret.encode()),
        host="127.0.0.1",
        port=int(port),
        loop="uvloop",
        http="httptools",
        lifespan="off",
        access_log=False,
        log_level="warning",
    )


if __name__ == "__main__":
    main()
