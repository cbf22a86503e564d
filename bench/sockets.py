"""From the customer's POST to the agent's socket, at 100 messages a second."""

import asyncio
import json
import time
from dataclasses import dataclass

import websockets

from bench.figures import Figures, quantile
from bench.load import delivery, message, request
from bench.product import Product, running

_RATE = 100
_SECONDS = 30


@dataclass(frozen=True)
class Load:
    """Customers' messages to one of the demo workspaces, a second apart by 1 / `rate`."""

    who: str = "demo"
    rate: int = _RATE
    seconds: int = _SECONDS
    mark: str = "socket"


def measure(figures: Figures) -> None:
    with running() as product:
        delays = asyncio.run(watch(product, Load()))
        figures.keep("socket_p50", quantile(delays, 0.5) * 1000, "ms", at_most=60)
        figures.keep("socket_p99", quantile(delays, 0.99) * 1000, "ms", at_most=250)


def open_socket(product: Product, who: str) -> websockets.connect:
    """The live connection of a workspace's owner."""
    cookie = product.sign_in(who, "owner")
    org = product.facts[who]["workspace"]
    return websockets.connect(
        f"ws://localhost:{product.port}/ws?workspace={org}",
        origin=websockets.Origin(product.url),
        additional_headers={"Cookie": cookie},
        max_size=None,
    )


async def watch(product: Product, load: Load) -> list[float]:
    """Seconds from each message's POST to its arrival at the owner's socket."""
    sent: dict[str, float] = {}
    seen: dict[str, float] = {}
    async with open_socket(product, load.who) as socket:
        ear = asyncio.create_task(_listen(socket, seen, f"wamid.{load.mark}"))
        await _speak(product, load, sent)
        until = time.perf_counter() + 20
        while len(seen) < len(sent) and time.perf_counter() < until:
            await asyncio.sleep(0.05)
        ear.cancel()
    if seen.keys() != sent.keys():
        raise RuntimeError(f"{len(seen)} of {len(sent)} messages came over the socket")
    return [seen[wamid] - sent[wamid] for wamid in sent]


async def _listen(socket: websockets.ClientConnection, seen: dict[str, float], mark: str) -> None:
    async for text in socket:
        moment = time.perf_counter()
        frame = json.loads(text)
        if frame["type"] == "ping":
            await socket.send('{"type":"pong"}')
        for event in frame.get("events", [frame]):
            if event["type"] == "message.stored":
                wamid = event["message"]["wamid"]
                if wamid.startswith(mark):
                    seen.setdefault(wamid, moment)


async def _speak(product: Product, load: Load, sent: dict[str, float]) -> None:
    """One POST at a time of its own over a few kept-alive connections."""
    facts = product.facts[load.who]
    number, secret = facts["phone_number_id"], facts["app_secret"]
    streams = [await asyncio.open_connection("127.0.0.1", product.port) for _ in range(8)]
    begun = time.perf_counter()
    waiting: set[asyncio.Task[None]] = set()
    locks = [asyncio.Lock() for _ in streams]
    for n in range(load.rate * load.seconds):
        await asyncio.sleep(max(0, begun + n / load.rate - time.perf_counter()))
        wamid = f"wamid.{load.mark}.{n}"
        body = delivery(number, [message(wamid, n % 200, f"Socket {n}", time.time())])
        task = asyncio.create_task(
            _post(streams[n % 8], locks[n % 8], request(body, secret), wamid, sent)
        )
        waiting.add(task)
        task.add_done_callback(waiting.discard)
    await asyncio.gather(*waiting)
    for _, writer in streams:
        writer.close()


async def _post(
    stream: tuple[asyncio.StreamReader, asyncio.StreamWriter],
    lock: asyncio.Lock,
    data: bytes,
    wamid: str,
    sent: dict[str, float],
) -> None:
    reader, writer = stream
    async with lock:
        sent[wamid] = time.perf_counter()
        writer.write(data)
        head = await reader.readuntil(b"\r\n\r\n")
        if not head.startswith(b"HTTP/1.1 200"):
            raise RuntimeError(f"a delivery was refused: {head[:60]!r}")
