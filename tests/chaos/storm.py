"""A storm: customers write in duplicate and out of order, agents answer, processes are killed.

Everybody here does what a sane peer does: repeat until it was taken (Meta repeats every webhook
that is not answered with 200; our API takes the same `client_id` again).
"""

import asyncio
import os
import random
import signal
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import Any
from uuid import uuid4

import aiohttp

from tests.chaos import bodies
from tests.support.product import WEBHOOK, Product, signature

CONNECTIONS = 64
_AGAIN_S = 0.1
_BACK_WITHIN_S = 60.0
_LOST = (aiohttp.ClientError, TimeoutError, OSError)


@dataclass(frozen=True)
class Letter:
    """One message of a customer; `place` is its place by Meta's time."""

    sender: str
    place: int
    message: bodies.Json

    @property
    def wamid(self) -> str:
        return str(self.message["id"])


@dataclass(frozen=True)
class Reply:
    """One answer of an agent, taken by the product."""

    recipient: str
    text: str
    message_id: str
    conversation_id: str


@dataclass
class Tally:
    """What happened on the way."""

    refused: dict[str, int] = field(default_factory=dict)
    accepted: set[str] = field(default_factory=set)
    replies: list[Reply] = field(default_factory=list)
    kills: list[tuple[str, float]] = field(default_factory=list)
    seconds: float = 0.0

    def refuse(self, why: object) -> None:
        self.refused[str(why)] = self.refused.get(str(why), 0) + 1


def write_letters(customers: int, count: int) -> list[Letter]:
    """Messages of customers nobody knows yet, a minute apart for each of them."""
    begin = time.time() - 12 * 3600
    each = count // customers
    found = []
    for who in range(customers):
        sender = f"923{who:09d}"
        for place in range(each):
            text = f"customer {who} message {place}"
            message = bodies.text_message(sender, text, at=begin + place * 60)
            found.append(Letter(sender, place, message))
    return found


def in_duplicate(facts: bodies.Json, letters: list[Letter], dice: random.Random) -> list[bytes]:
    """Bodies of one to three messages, each message twice, in no order at all."""
    twice = [letter.message for letter in letters] * 2
    dice.shuffle(twice)
    made = []
    while twice:
        take = dice.randint(1, 3)
        made.append(bodies.letters(facts, twice[:take]))
        twice = twice[take:]
    return made


@asynccontextmanager
async def client(product: Product) -> AsyncIterator[aiohttp.ClientSession]:
    connector = aiohttp.TCPConnector(limit=CONNECTIONS)
    timeout = aiohttp.ClientTimeout(total=30)
    async with aiohttp.ClientSession(
        product.url.replace("localhost", "127.0.0.1"),
        connector=connector,
        timeout=timeout,
        headers={"Host": product.url.removeprefix("http://")},
        cookie_jar=aiohttp.DummyCookieJar(),
    ) as session:
        yield session


async def pour(product: Product, made: list[bytes], seconds: float, tally: Tally) -> None:
    """Post every body until it is answered with 200, spread over so many seconds."""
    secret = product.facts["demo"]["app_secret"]
    begun = time.monotonic()
    waiting = list(enumerate(made))[::-1]

    async def carry(session: aiohttp.ClientSession) -> None:
        while waiting:
            at, body = waiting.pop()
            await asyncio.sleep(max(0.0, begun + seconds * at / len(made) - time.monotonic()))
            headers = {"X-Hub-Signature-256": signature(secret, body)}
            while (why := await _posted(session, WEBHOOK, body, headers)) != 200:
                tally.refuse(f"webhook {why}")
                await asyncio.sleep(_AGAIN_S)

    async with client(product) as session:
        await asyncio.gather(*(carry(session) for _ in range(CONNECTIONS)))


async def _posted(
    session: aiohttp.ClientSession, path: str, body: bytes, headers: dict[str, str]
) -> int | str:
    try:
        async with session.post(path, data=body, headers=headers) as answer:
            await answer.read()
            return answer.status
    except _LOST as error:
        return type(error).__name__


async def answer(
    product: Product, letters: list[Letter], count: int, seconds: float, tally: Tally
) -> None:
    """Answer customers as soon as their first message is there, in turn."""
    firsts: dict[str, list[str]] = {}
    for letter in letters:
        firsts.setdefault(letter.sender, []).append(letter.wamid)
    senders = list(firsts)
    begun = time.monotonic()
    waiting = list(range(count))[::-1]

    async def write(api: "Api") -> None:
        while waiting:
            at = waiting.pop()
            await asyncio.sleep(max(0.0, begun + seconds * (at + 1) / count - time.monotonic()))
            sender = senders[at % len(senders)]
            conversation_id = await _conversation(api, firsts[sender])
            wish = {"client_id": str(uuid4()), "type": "text", "text": f"answer {at}"}
            said = await api.until_taken(f"conversations/{conversation_id}/messages", wish)
            tally.replies.append(Reply(sender, wish["text"], said["id"], conversation_id))

    async with client(product) as session:
        api = Api(session, product.facts["demo"]["api_key"], tally)
        await asyncio.gather(*(write(api) for _ in range(8)))


async def _conversation(api: "Api", wamids: list[str]) -> str:
    """Where the customer's messages are, once any of them has arrived."""
    while True:
        for wamid in wamids:
            items = (await api.until_taken(f"messages?wamid={wamid}"))["items"]
            if items:
                return str(items[0]["conversation_id"])
        await asyncio.sleep(_AGAIN_S)


@dataclass
class Api:
    """The API, asked again until it answers with 2xx; a refusal of 4xx is the test's end."""

    session: aiohttp.ClientSession
    key: str
    tally: Tally

    async def until_taken(self, path: str, wish: Any = None) -> Any:
        while True:
            status, said = await self._once(path, wish)
            if status in {200, 201}:
                return said
            assert status in {0, 429} or status >= 500, (path, status, said)
            await asyncio.sleep(_AGAIN_S)

    async def _once(self, path: str, wish: Any) -> tuple[int, Any]:
        method = "GET" if wish is None else "POST"
        headers = {"Authorization": f"Bearer {self.key}"}
        try:
            async with self.session.request(
                method, f"/api/v1/{path}", json=wish, headers=headers
            ) as reply:
                said = await reply.json() if reply.status in {200, 201} else await reply.text()
                if reply.status not in {200, 201}:
                    self.tally.refuse(f"api {reply.status}")
                return reply.status, said
        except _LOST as error:
            self.tally.refuse(f"api {type(error).__name__}")
            return 0, None


async def kill(
    product: Product, victims: tuple[str, ...], every: float, tally: Tally, least: int
) -> None:
    """Kill -9 a random part every so often, for ever; a kill counts once the part is back.

    Every part comes as often as the others; cancel it once enough has happened.
    """
    dice = random.Random(os.environ.get("CHATSYNC_CHAOS_SEED", "kills"))
    bag: list[str] = []
    due = time.monotonic() + every
    while len(tally.kills) < least:
        await asyncio.sleep(max(0.0, due - time.monotonic()))
        bag = bag or dice.sample(victims, len(victims))
        name = bag.pop()
        killed, at = product.pid(name), time.monotonic()
        os.kill(killed, signal.SIGKILL)
        while product.pid(name) in {killed, 0}:
            assert time.monotonic() < at + _BACK_WITHIN_S, f"{name} did not come back"
            await asyncio.sleep(0.02)
        tally.kills.append((name, time.monotonic() - at))
        due = max(due + every, time.monotonic() + 0.5)
