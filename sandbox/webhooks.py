"""Signed webhooks: one queue per app, posted with retries (Meta: webhooks, payload security)."""

import asyncio
import contextlib
import hashlib
import heapq
import hmac
import json
import time

from aiohttp import ClientError, ClientTimeout

from sandbox.state import App, Json, Outbox, World, next_serial

MAX_WAITING = 50_000
MAX_IN_FLIGHT = 16
MAX_ATTEMPTS = 60
_LONGEST_WAIT = 30.0
_TIMEOUT = ClientTimeout(total=20)


def sign(secret: str, body: bytes) -> str:
    """Give the X-Hub-Signature-256 value: HMAC-SHA256 of the exact bytes, keyed by the secret."""
    return "sha256=" + hmac.new(secret.encode(), body, hashlib.sha256).hexdigest()


def encode_body(body: Json) -> bytes:
    """Write a webhook body as Meta does: compact, other scripts and slashes escaped."""
    return json.dumps(body, separators=(",", ":")).replace("/", "\\/").encode()


def wait_before(attempt: int) -> float:
    """Give the seconds to wait before attempt number `attempt` (1 is the first repeat: at once)."""
    return 0.0 if attempt <= 1 else min(0.5 * 2.0 ** (attempt - 2), _LONGEST_WAIT)


def enqueue_for_waba(world: World, waba_id: str, field: str, values: list[Json]) -> None:
    """Queue one body with these values for every app that is subscribed to the account.

    News of the account carries the moment it was sent; messages have their own.
    """
    entry: Json = {"id": waba_id}
    if field != "messages":
        entry["time"] = int(time.time())
    entry["changes"] = [{"value": value, "field": field} for value in values]
    body = {"object": "whatsapp_business_account", "entry": [entry]}
    raw = encode_body(body)
    for app_id in world.subscriptions.get(waba_id, ()):
        enqueue(world, app_id, waba_id, raw)


def enqueue(world: World, app_id: str, waba_id: str, raw: bytes) -> None:
    """Queue exact bytes for an app; the oldest waiting one is dropped when the queue is full."""
    if app_id not in world.apps:
        return
    key = f"{app_id}/{waba_id}"
    outbox = world.outboxes.get(key)
    if outbox is None:
        outbox = world.outboxes[key] = Outbox()
        _keep(world, asyncio.create_task(_run_outbox(world, app_id, waba_id, outbox)))
    if len(outbox.due) >= MAX_WAITING:
        heapq.heappop(outbox.due)
        outbox.dropped += 1
    heapq.heappush(outbox.due, (time.monotonic(), next_serial(world), 0, raw))
    outbox.wake.set()


def _keep(world: World, task: asyncio.Task[None]) -> None:
    world.tasks.add(task)
    task.add_done_callback(world.tasks.discard)


async def _run_outbox(world: World, app_id: str, waba_id: str, outbox: Outbox) -> None:
    while True:
        outbox.wake.clear()
        now = time.monotonic()
        while outbox.due and outbox.due[0][0] <= now and outbox.in_flight < MAX_IN_FLIGHT:
            _, serial, attempt, raw = heapq.heappop(outbox.due)
            outbox.in_flight += 1
            post = _attempt(world, (app_id, waba_id), outbox, (serial, attempt, raw))
            _keep(world, asyncio.create_task(post))
        wait = None
        if outbox.due and outbox.in_flight < MAX_IN_FLIGHT:
            wait = max(outbox.due[0][0] - now, 0.0)
        with contextlib.suppress(TimeoutError):
            async with asyncio.timeout(wait):
                await outbox.wake.wait()


async def _attempt(
    world: World, target: tuple[str, str], outbox: Outbox, parcel: tuple[int, int, bytes]
) -> None:
    serial, attempt, raw = parcel
    app = world.apps[target[0]]
    url = world.subscriptions.get(target[1], {}).get(app.app_id) or app.callback_url
    status = await post_signed(world, app, raw, url=url)
    outbox.in_flight -= 1
    if status == 200:
        outbox.delivered += 1
    elif attempt + 1 < MAX_ATTEMPTS:
        outbox.refused += 1
        due = time.monotonic() + wait_before(attempt + 1)
        heapq.heappush(outbox.due, (due, serial, attempt + 1, raw))
    else:
        outbox.dropped += 1
    outbox.wake.set()


async def post_signed(
    world: World, app: App, raw: bytes, *, url: str = "", signature: str = "good"
) -> int:
    """Post a body once and give the HTTP status; 0 when nobody answered.

    `signature` good, bad (a signature of other bytes) or missing (no header at all).
    """
    headers = {"Content-Type": "application/json", "User-Agent": "facebookexternalua"}
    if signature == "bad":
        headers["X-Hub-Signature-256"] = sign(app.secret, raw + b" ")
    elif signature == "good":
        headers["X-Hub-Signature-256"] = sign(app.secret, raw)
    target = url or app.callback_url
    if not target or world.http is None:
        return 0
    try:
        async with world.http.post(
            target, data=raw, headers=headers, timeout=_TIMEOUT, allow_redirects=False
        ) as answer:
            await answer.read()
            return answer.status
    except (ClientError, TimeoutError, OSError):
        return 0
