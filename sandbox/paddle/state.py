"""What the stand-in knows: entities exactly as they are served, and what it keeps to itself."""

import asyncio
import random
import secrets
import time
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from aiohttp import ClientSession, web

Json = dict[str, Any]

KINDS = {
    "products": "pro",
    "prices": "pri",
    "customers": "ctm",
    "addresses": "add",
    "businesses": "biz",
    "transactions": "txn",
    "subscriptions": "sub",
    "adjustments": "adj",
    "payment-methods": "paymtd",
    "notifications": "ntf",
    "notification-settings": "ntfset",
    "client-tokens": "ctkn",
}
"""Every collection of the API and the prefix of its ids."""

_LONG_AGO = datetime(2000, 1, 1, tzinfo=UTC)
_AT_ONCE = 8  # webhooks under way
_ALPHABET = "0123456789abcdefghjkmnpqrstvwxyz"


@dataclass(frozen=True)
class Addresses:
    """Where the stand-in listens, and the addresses of the product."""

    api: str
    frame: str
    product: str = ""
    checkout: str = ""


@dataclass
class Kept:
    """All that outlives a restart when there is a state file."""

    entities: dict[str, dict[str, Json]] = field(
        default_factory=lambda: {kind: {} for kind in KINDS}
    )
    events: list[Json] = field(default_factory=list)
    balances: dict[str, int] = field(default_factory=dict)
    cards: dict[str, str] = field(default_factory=dict)
    pending: dict[str, list[Json]] = field(default_factory=dict)
    retries: dict[str, list[str]] = field(default_factory=dict)
    links: dict[str, str] = field(default_factory=dict)
    ahead: float = 0.0
    invoices: int = 0


@dataclass
class Delivering:
    """How webhooks go out; the usual settings deliver each once, at once, well signed."""

    duplicate: int = 1
    delay: float = 0.0
    shuffle: bool = False
    lose: float = 0.0
    signature: str = "good"
    hold: bool = False
    dice: random.Random = field(default_factory=random.Random)


@dataclass
class Fault:
    """A misbehaviour of the API that was asked for; `left` counts down, None lasts."""

    mode: str
    path: str
    left: int | None


@dataclass
class World:
    """One seller's account."""

    addresses: Addresses
    api_keys: set[str] = field(default_factory=set)
    config: Json = field(default_factory=dict)
    kept: Kept = field(default_factory=Kept)
    delivering: Delivering = field(default_factory=Delivering)
    counts: dict[str, int] = field(default_factory=dict)
    held: list[Json] = field(default_factory=list)
    faults: list[Fault] = field(default_factory=list)
    requests: list[Json] = field(default_factory=list)
    attempts: list[Json] = field(default_factory=list)
    calls: dict[str, list[float]] = field(default_factory=dict)
    tasks: set[asyncio.Task[None]] = field(default_factory=set)
    http: ClientSession | None = None
    state_file: Path | None = None
    gate: asyncio.Semaphore = field(default_factory=lambda: asyncio.Semaphore(_AT_ONCE))
    last: datetime = _LONG_AGO

    def of(self, kind: str) -> dict[str, Json]:
        """Give the entities of one collection by their ids."""
        return self.kept.entities[kind]

    def now(self) -> datetime:
        """Give the time here: it moves with the clock control and never stands still."""
        there = datetime.fromtimestamp(time.time(), UTC) + timedelta(seconds=self.kept.ahead)
        self.last = max(there, self.last + timedelta(microseconds=1))
        return self.last


WORLD: web.AppKey[World] = web.AppKey("paddle", World)


def stamp(moment: datetime) -> str:
    """Write a moment as Paddle does."""
    return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.%fZ")


def moment(text: str) -> datetime:
    """Read a moment that `stamp` or a caller wrote."""
    read = datetime.fromisoformat(text)
    return read if read.tzinfo else read.replace(tzinfo=UTC)


def new_id(world: World, prefix: str) -> str:
    """Make an id: 26 signs that sort by the time of making."""
    count = int(world.now().timestamp() * 1_000_000)
    signs = ""
    for _ in range(12):
        count, digit = divmod(count, 32)
        signs = _ALPHABET[digit] + signs
    return f"{prefix}_01{signs}" + "".join(secrets.choice(_ALPHABET) for _ in range(12))


def add(world: World, kind: str, entity: Json) -> Json:
    """Keep a new entity: its id comes first, and the times of making and changing are now."""
    now = stamp(world.now())
    whole = {"id": new_id(world, KINDS[kind]), **entity, "created_at": now, "updated_at": now}
    world.of(kind)[whole["id"]] = whole
    return whole


def touch(world: World, entity: Json, **changes: Any) -> Json:
    """Change an entity in place and note when."""
    entity.update(changes)
    entity["updated_at"] = stamp(world.now())
    return entity
