"""A storm: customers write in duplicate and out of order, processes are killed.

Everybody does what a sane peer does: repeat until it was taken (Meta repeats every webhook
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

import aiohttp

from tests.chaos import bodies
from tests.chaos.photos import Photo
from tests.support.product import WEBHOOK, Product, signature

CONNECTIONS = 64
AGAIN_S = 0.1
_BACK_WITHIN_S = 60.0
LOST = (aiohttp.ClientError, TimeoutError, OSError)


@dataclass(frozen=True)
class Letter:
    """One message of a customer; `place` is its place by Meta's time."""

    sender: str
    place: int
    message: bodies.Json
    photo: Photo | None = None

    @property
    def wamid(self) -> str:
        return str(self.message["id"])

    @property
    def words(self) -> str:
        part = self.message[str(self.message["type"])]
        return str(part["caption" if self.photo else "body"])


@dataclass(frozen=True)
class Reply:
    """One answer of an agent, taken by the product."""

    recipient: str
    text: str
    message_id: str
    conversation_id: str


@dataclass(frozen=True)
class Note:
    """One note of an agent."""

    conversation_id: str
    text: str


@dataclass
class Tally:
    """What happened on the way."""

    refused: dict[str, int] = field(default_factory=dict)
    accepted: set[str] = field(default_factory=set)
    replies: list[Reply] = field(default_factory=list)
    notes: list[Note] = field(default_factory=list)
    kills: list[tuple[str, float]] = field(default_factory=list)
    seconds: float = 0.0

    def refuse(self, why: object) -> None:
        self.refused[str(why)] = self.refused.get(str(why), 0) + 1


def write_letters(customers: int, count: int, photos: list[Photo] | None = None) -> list[Letter]:
    """Messages of customers nobody knows yet, a minute apart for each of them.

    The photos stand here and there among the texts, each once.
    """
    begin = time.time() - 12 * 3600
    each = count // customers
    every = count // max(1, len(photos or ()))
    waiting = list(photos or ())
    found: list[Letter] = []
    for who in range(customers):
        sender = f"923{who:09d}"
        for place in range(each):
            words, at = f"customer {who} message {place}", begin + place * 60
            if waiting and len(found) % every == every // 2:
                photo = waiting.pop()
                message = bodies.picture_message(sender, photo.media_id, words, at=at)
                found.append(Letter(sender, place, message, photo))
            else:
                message = bodies.text_message(sender, words, at=at)
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


async def pour(
    product: Product, made: list[bytes], seconds: float, tally: Tally, who: str = "demo"
) -> None:
    """Post every body until it is answered with 200, spread over so many seconds."""
    secret = product.facts[who]["app_secret"]
    begun = time.monotonic()
    waiting = list(enumerate(made))[::-1]

    async def carry(session: aiohttp.ClientSession) -> None:
        while waiting:
            at, body = waiting.pop()
            await asyncio.sleep(max(0.0, begun + seconds * at / len(made) - time.monotonic()))
            headers = {"X-Hub-Signature-256": signature(secret, body)}
            while (why := await _posted(session, WEBHOOK, body, headers)) != 200:
                tally.refuse(f"webhook {why}")
                await asyncio.sleep(AGAIN_S)

    async with client(product) as session:
        await asyncio.gather(*(carry(session) for _ in range(CONNECTIONS)))


async def _posted(
    session: aiohttp.ClientSession, path: str, body: bytes, headers: dict[str, str]
) -> int | str:
    try:
        async with session.post(path, data=body, headers=headers) as answer:
            await answer.read()
            return answer.status
    except LOST as error:
        return type(error).__name__


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
