"""The generator: signed webhooks over kept-alive connections, with as little work as possible.

It shares the two cores with what it measures, so requests are made before the clock starts.
"""

import asyncio
import hashlib
import hmac
import json
import time
from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial

CONNECTIONS = 64


@dataclass(frozen=True)
class Sent:
    """What a run of requests took."""

    seconds: float
    acks: list[float]
    refused: int

    @property
    def rate(self) -> float:
        return len(self.acks) / self.seconds


def message(wamid: str, customer: int, text: str, at: float) -> dict[str, object]:
    wa_id = f"92300{customer:07d}"
    return {
        "from": wa_id,
        "from_user_id": f"PK.{10**14 + customer}",
        "id": wamid,
        "timestamp": str(int(at)),
        "type": "text",
        "text": {"body": text},
    }


def delivery(phone_number_id: str, messages: Sequence[dict[str, object]]) -> bytes:
    contacts = [
        {
            "profile": {"name": f"Customer {m['from']}"},
            "wa_id": m["from"],
            "user_id": m["from_user_id"],
        }
        for m in messages
    ]
    value = {
        "messaging_product": "whatsapp",
        "metadata": {"display_phone_number": "923000555101", "phone_number_id": phone_number_id},
        "contacts": contacts,
        "messages": list(messages),
    }
    entry = {"id": "1", "changes": [{"field": "messages", "value": value}]}
    return json.dumps({"object": "whatsapp_business_account", "entry": [entry]}).encode()


def request(body: bytes, secret: str, path: str = "/webhooks/whatsapp") -> bytes:
    signature = hmac.new(secret.encode(), body, hashlib.sha256).hexdigest()
    head = (
        f"POST {path} HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n"
        f"X-Hub-Signature-256: sha256={signature}\r\nContent-Length: {len(body)}\r\n\r\n"
    )
    return head.encode() + body


class _Connection(asyncio.Protocol):
    """One connection that sends its requests one after the other."""

    def __init__(
        self, requests: list[bytes], acks: list[float], every: float, begins: float
    ) -> None:
        self._requests = requests
        self._acks = acks
        self._every = every
        self._due = begins
        self._at = 0.0
        self._buffer = b""
        self.refused = 0
        self.done: asyncio.Future[None] = asyncio.get_running_loop().create_future()

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self._transport = transport
        self._next()

    def _next(self) -> None:
        if not self._requests:
            self._transport.close()
            return
        early = self._due - time.perf_counter()
        if early > 0:
            asyncio.get_running_loop().call_later(early, self._next)
            return
        self._due += self._every
        self._at = time.perf_counter()
        self._transport.write(self._requests.pop())  # type: ignore[attr-defined]

    def data_received(self, data: bytes) -> None:
        self._buffer += data
        end = self._buffer.find(b"\r\n\r\n")
        if end < 0:
            return
        self._acks.append(time.perf_counter() - self._at)
        self.refused += not self._buffer.startswith((b"HTTP/1.1 200", b"HTTP/1.1 204"))
        self._buffer = b""
        self._next()

    def connection_lost(self, _error: Exception | None) -> None:
        if not self.done.done():
            self.done.set_result(None)


async def pour(
    port: int, requests: list[bytes], connections: int = CONNECTIONS, rate: float | None = None
) -> Sent:
    """Send all requests, `rate` a second or as fast as they are taken; answers are small.

    At a rate the connections take turns from the beginning: all at once would be a burst.
    """
    every = connections / rate if rate else 0.0
    loop = asyncio.get_running_loop()
    acks: list[float] = []
    begun = time.perf_counter()
    apart = 1 / rate if rate else 0.0
    made = [
        await loop.create_connection(
            partial(_Connection, requests, acks, every, begun + place * apart), "127.0.0.1", port
        )
        for place in range(connections)
    ]
    await asyncio.gather(*(protocol.done for _, protocol in made))
    return Sent(time.perf_counter() - begun, acks, sum(p.refused for _, p in made))
