"""What the stand-in knows: apps, numbers, customers, sends, media, mails. In memory only."""

import asyncio
import random
from collections import deque
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from aiohttp import ClientSession, web

Json = dict[str, Any]

MAX_SENDS = 200_000
MAX_MAILS = 500
MAX_MEDIA_BYTES = 256 * 1024 * 1024
MAX_CUSTOMERS = 100
MAX_WINDOWS = 200_000
MAX_CHAT = 100


@dataclass(slots=True)
class App:
    """A Meta app: signs the webhooks of the accounts that are subscribed to it.

    With `trusting`, its callback address is taken without Meta's check.
    """

    app_id: str
    secret: str
    verify_token: str
    callback_url: str = ""
    verified: bool = False
    trusting: bool = False


@dataclass(slots=True)
class Number:
    """A business phone number. `throughput` is in messages per second (Meta's default: 80).

    `quality`, `limit` and `sending` are Meta's words of its health; `trouble` says what limits it.
    `pin` is its two-step PIN, empty until the first registration; `registrations` are the moments
    of the last ones; `profile` is what customers see of the business.
    """

    phone_number_id: str
    waba_id: str
    display_phone_number: str
    verified_name: str
    token: str
    app_id: str
    throughput: int = 80
    registered: bool = True
    quality: str = "GREEN"
    limit: str = "TIER_2K"
    sending: str = "AVAILABLE"
    trouble: str = ""
    pin: str = ""
    pin_misses: int = 0
    registrations: list[float] = field(default_factory=list)
    profile: Json = field(default_factory=dict)
    next_free_at: float = 0.0

    @property
    def digits(self) -> str:
        """The number without signs and spaces, as webhooks carry it."""
        return "".join(c for c in self.display_phone_number if c.isdigit())


@dataclass(slots=True)
class Customer:
    """A person with WhatsApp. Without `wa_id` the business sees only the user id and username."""

    name: str
    wa_id: str | None = None
    user_id: str | None = None
    username: str | None = None
    on_whatsapp: bool = True

    @property
    def key(self) -> str:
        """What the person is found by: the phone number, else the business-scoped user id."""
        return self.wa_id or self.user_id or ""


@dataclass(slots=True)
class Send:
    """One accepted message of a business. `raw` is the request body, decoded when asked for."""

    id: str
    number: Number
    to: str
    key: str
    by_user_id: bool
    kind: str
    raw: bytes
    at: float
    callback_data: str | None
    category: str
    template: Json | None = None
    failure: int = 0


@dataclass(slots=True)
class Media:
    """A stored file, reachable through the token of its number."""

    id: str
    phone_number_id: str
    mime_type: str
    content: bytes
    sha256: str


@dataclass(slots=True)
class Mail:
    """A mail that the mailbox received."""

    id: str
    to: list[str]
    sender: str
    subject: str
    text: str
    html: str | None
    at: float
    message_id: str
    raw: bytes
    uid: int
    seen: bool = False


@dataclass(slots=True, frozen=True)
class Settings:
    """How the stand-in behaves. Delays are in seconds after the send was accepted."""

    ticks: bool = True
    auto_read: bool = False
    limits: bool = True
    pair_burst: int = 45
    pair_seconds: float = 6.0
    window: str = "known"
    sent_after: float = 0.3
    delivered_after: float = 0.8
    read_after: float = 3.0
    answer_after: float = 0.0
    media_url_seconds: float = 300.0
    review_after: float = 3.0
    review: str = "APPROVED"


@dataclass(slots=True)
class Fault:
    """One misbehaviour that was asked for; `left` None means until it is cleared."""

    mode: str
    phone_number_id: str | None
    left: int | None
    p: float
    code: int
    status: int
    statuses: frozenset[str]
    dice: random.Random


@dataclass(slots=True, eq=False)
class Viewer:
    """An open phone page and the chat it shows."""

    phone_number_id: str
    key: str
    events: asyncio.Queue[Json]


@dataclass(slots=True)
class Outbox:
    """The webhooks that wait for one callback address, ordered by when they are due."""

    due: list[tuple[float, int, int, bytes]] = field(default_factory=list)
    wake: asyncio.Event = field(default_factory=asyncio.Event)
    in_flight: int = 0
    delivered: int = 0
    refused: int = 0
    dropped: int = 0


@dataclass(slots=True)
class World:
    """Everything there is. One per process, handed to every function that needs it."""

    product_url: str = ""
    mail_url: str = ""
    own_url: str = ""
    state_file: Path | None = None
    configured: frozenset[str] = frozenset()
    apps: dict[str, App] = field(default_factory=dict)
    numbers: dict[str, Number] = field(default_factory=dict)
    token_wabas: dict[str, frozenset[str]] = field(default_factory=dict)
    customers: dict[str, Customer] = field(default_factory=dict)
    subscriptions: dict[str, dict[str, str]] = field(default_factory=dict)
    settings: Settings = field(default_factory=Settings)
    number_settings: dict[str, Settings] = field(default_factory=dict)
    faults: list[Fault] = field(default_factory=list)
    sends: deque[Send] = field(default_factory=lambda: deque(maxlen=MAX_SENDS))
    chats: dict[tuple[str, str], deque[Json]] = field(default_factory=dict)
    last_inbound: dict[tuple[str, str], float] = field(default_factory=dict)
    unread: dict[tuple[str, str], deque[Send]] = field(default_factory=dict)
    pair_free_at: dict[tuple[str, str], float] = field(default_factory=dict)
    templates: dict[str, dict[str, Json]] = field(default_factory=dict)
    media: dict[str, Media] = field(default_factory=dict)
    media_bytes: int = 0
    media_urls: dict[str, tuple[str, float]] = field(default_factory=dict)
    mails: deque[Mail] = field(default_factory=lambda: deque(maxlen=MAX_MAILS))
    viewers: set[Viewer] = field(default_factory=set)
    outboxes: dict[str, Outbox] = field(default_factory=dict)
    ticks: list[tuple[float, int, Send, str, bool]] = field(default_factory=list)
    ticks_wake: asyncio.Event = field(default_factory=asyncio.Event)
    tasks: set[asyncio.Task[None]] = field(default_factory=set)
    http: ClientSession | None = None
    serial: int = 0


WORLD = web.AppKey("world", World)


def next_serial(world: World) -> int:
    """Give the next number of a process-wide count."""
    world.serial += 1
    return world.serial


def settings_for(world: World, phone_number_id: str) -> Settings:
    """Give the settings of one number: its own, else everybody's."""
    if world.number_settings:
        return world.number_settings.get(phone_number_id, world.settings)
    return world.settings


def change_settings(world: World, phone_number_id: str | None, changes: Json) -> None:
    """Change the settings of one number, or with None of all (numbers with their own included)."""
    if phone_number_id:
        current = settings_for(world, phone_number_id)
        world.number_settings[phone_number_id] = replace(current, **changes)
        return
    world.settings = replace(world.settings, **changes)
    for key, own in world.number_settings.items():
        world.number_settings[key] = replace(own, **changes)


def save_number(world: World, number: Number, *, subscribed: bool) -> None:
    """Add or replace a number; `subscribed` tells its account's updates to go to its app."""
    world.numbers[number.phone_number_id] = number
    wabas: dict[str, set[str]] = {}
    for known in world.numbers.values():
        wabas.setdefault(known.token, set()).add(known.waba_id)
    world.token_wabas = {token: frozenset(ids) for token, ids in wabas.items()}
    if subscribed and number.app_id:
        world.subscriptions.setdefault(number.waba_id, {}).setdefault(number.app_id, "")


def remember_customer(world: World, customer: Customer) -> Customer:
    """Put a person on the phone page's list; the list is bounded, later ones are not listed."""
    known = world.customers.get(customer.key)
    if known:
        known.name = customer.name or known.name
        return known
    if len(world.customers) < MAX_CUSTOMERS:
        world.customers[customer.key] = customer
    return customer


def note_inbound(world: World, phone_number_id: str, key: str, at: float) -> None:
    """Note that a person wrote at `at` (Meta's time stamp), which opens the 24-hour window."""
    pair = (phone_number_id, key)
    if pair not in world.last_inbound and len(world.last_inbound) >= MAX_WINDOWS:
        world.last_inbound.pop(next(iter(world.last_inbound)))
    world.last_inbound[pair] = max(at, world.last_inbound.get(pair, 0.0))


def add_to_chat(world: World, phone_number_id: str, key: str, item: Json) -> None:
    """Show a message on the phone page, for people who are on its list."""
    if key not in world.customers:
        return
    chat = world.chats.setdefault((phone_number_id, key), deque(maxlen=MAX_CHAT))
    chat.append(item)
    announce(world, {"type": "message", "number": phone_number_id, "customer": key, "item": item})


def announce(world: World, event: Json) -> None:
    """Tell every open phone page; a page that stopped reading is skipped."""
    for viewer in world.viewers:
        if not viewer.events.full():
            viewer.events.put_nowait(event)
