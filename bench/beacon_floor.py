"""The floor: the least that takes reports of pages. Read the JSON, answer, store twice a second.

python -m bench.beacon_floor PORT DATABASE_URL
"""

import asyncio
import sys
from collections.abc import Awaitable, Callable
from typing import Any

import msgspec
import psycopg
import uvicorn

_EVERY_S = 0.5


class Floor:
    """An ASGI application that keeps what it can read and nothing else."""

    def __init__(self, database_url: str) -> None:
        self._url = database_url
        self._waiting: list[bytes] = []
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
        body: bytes = (await receive()).get("body", b"")
        msgspec.json.decode(body)
        self._waiting.append(body)
        await send({"type": "http.response.start", "status": 204, "headers": []})
        await send({"type": "http.response.body"})

    async def _store(self) -> None:
        connection = await psycopg.AsyncConnection.connect(self._url, autocommit=True)
        while True:
            await asyncio.sleep(_EVERY_S)
            taken, self._waiting = self._waiting, []
            if taken:
                body = b"\n".join(taken).decode()
                await connection.execute("INSERT INTO floor (body) VALUES (%s)", [body])


def main() -> None:
    port, database_url = sys.argv[1:]
    uvicorn.run(
        Floor(database_url),
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
