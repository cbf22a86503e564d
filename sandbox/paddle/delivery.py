"""Signed webhooks (Paddle: verify webhook signatures), and the ways in which they go wrong."""

import asyncio
import hashlib
import hmac
import time

import msgspec
from aiohttp import ClientError, ClientTimeout

from sandbox.paddle.state import Delivering, Json, World, stamp

SIGNATURES = ("good", "wrong", "stale", "missing", "rotated")
ATTEMPTS = 60
_LONGEST_WAIT = 30.0
_STALE = 3600
_TIMEOUT = ClientTimeout(total=5)
_SHUFFLED_WITHIN = 1.0


def sign(secrets: list[str], raw: bytes, ts: int) -> str:
    """Give the Paddle-Signature value; during a rotation each secret has its h1."""
    signed = f"{ts}:".encode() + raw
    parts = [
        "h1=" + hmac.new(secret.encode(), signed, hashlib.sha256).hexdigest() for secret in secrets
    ]
    return ";".join([f"ts={ts}", *parts])


def deliver(world: World, notification: Json) -> None:
    """Send a notification as often, as late and as badly as asked for."""
    how = world.delivering
    if how.hold:
        world.held.append(notification)
        return
    if how.lose and how.dice.random() < how.lose:
        _count(world, "lost")
        notification["status"] = "failed"
        return
    for _ in range(how.duplicate):
        wait = how.delay + (how.dice.random() * _SHUFFLED_WITHIN if how.shuffle else 0.0)
        _count(world, "waiting")
        task = asyncio.create_task(_repeat(world, notification, wait, how.signature))
        world.tasks.add(task)
        task.add_done_callback(world.tasks.discard)


def flush(world: World) -> int:
    """Send what was held."""
    held, world.held = world.held, []
    world.delivering.hold = False
    if world.delivering.shuffle:
        world.delivering.dice.shuffle(held)
    for notification in held:
        deliver(world, notification)
    return len(held)


def usual(world: World) -> None:
    """Go back to the usual settings; what is held goes out."""
    world.delivering = Delivering()
    flush(world)


async def _repeat(world: World, notification: Json, wait: float, signature: str) -> None:
    delivered = False
    for attempt in range(ATTEMPTS):
        await asyncio.sleep(wait)
        delivered = await _attempt(world, notification, signature)
        if delivered:
            break
        _count(world, "refused")
        wait = min(0.5 * 2.0**attempt, _LONGEST_WAIT)
    _count(world, "waiting", -1)
    _count(world, "delivered" if delivered else "given_up")
    if notification["status"] != "delivered":
        notification["status"] = "delivered" if delivered else "failed"


async def _attempt(world: World, notification: Json, signature: str) -> bool:
    setting = world.of("notification-settings").get(notification["notification_setting_id"])
    if setting is None or world.http is None:
        return False
    notification["times_attempted"] += 1
    notification["last_attempt_at"] = stamp(world.now())
    raw = msgspec.json.encode(notification["payload"])
    headers = {"Content-Type": "application/json", "User-Agent": "Paddle"}
    headers |= _signature(world, setting, raw, signature)
    async with world.gate:
        try:
            async with world.http.post(
                setting["destination"],
                data=raw,
                headers=headers,
                timeout=_TIMEOUT,
                allow_redirects=False,
            ) as answer:
                await answer.read()
                status = answer.status
        except (ClientError, TimeoutError, OSError):
            return False
    if status != 200:
        return False
    notification["delivered_at"] = stamp(world.now())
    return True


def _signature(world: World, setting: Json, raw: bytes, signature: str) -> dict[str, str]:
    if signature == "missing":
        return {}
    current: str = setting["endpoint_secret_key"]
    former = world.kept.links.get(setting["id"])
    secrets = [current, *([former] if former else [])]
    if signature == "wrong":
        secrets = ["pdl_ntfset_somebody_elses"]
    if signature == "rotated":
        secrets = ["pdl_ntfset_a_newer_one", current]
    ts = int(time.time()) - (_STALE if signature == "stale" else 0)
    return {"Paddle-Signature": sign(secrets, raw, ts)}


def _count(world: World, name: str, by: int = 1) -> None:
    world.counts[name] = world.counts.get(name, 0) + by
