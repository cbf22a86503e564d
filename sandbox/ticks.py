"""Ticks: sent, delivered and read follow a send, many of them in one webhook."""

import asyncio
import contextlib
import heapq
import time
from collections import deque

from sandbox import faults
from sandbox.envelope import statuses_values
from sandbox.state import Number, Send, Settings, World, announce, next_serial, settings_for
from sandbox.webhooks import enqueue_for_waba

_FLUSH_SECONDS = 0.05
_MAX_PER_WEBHOOK = 500
_MAX_UNREAD = 500
_AUTO_READ_SECONDS = 2.0
_GLANCE_SECONDS = 0.3


def plan_ticks(world: World, send: Send) -> None:
    """Schedule what the sender will hear about an accepted send."""
    settings = settings_for(world, send.number.phone_number_id)
    if not settings.ticks:
        return
    if send.failure:
        _push(world, send, "failed", settings.sent_after)
        return
    fault = world.faults and faults.strike(
        world, send.number.phone_number_id, ("shuffle_statuses",)
    )
    if not fault:
        _push(world, send, "sent", settings.sent_after, chain=True)
        return
    order = ["sent", "delivered", "read"]
    while order == ["sent", "delivered", "read"]:
        fault.dice.shuffle(order)
    moments = (settings.sent_after, settings.delivered_after, settings.read_after)
    for status, after in zip(order, moments, strict=True):
        _push(world, send, status, after)


def _push(world: World, send: Send, status: str, after: float, *, chain: bool = False) -> None:
    serial = next_serial(world)
    heapq.heappush(world.ticks, (send.at + after, serial, send, status, chain))
    if world.ticks[0][1] == serial:
        world.ticks_wake.set()


async def run_ticks(world: World) -> None:
    """Post due statuses for ever, gathered for a few hundredths of a second."""
    while True:
        world.ticks_wake.clear()
        if not world.ticks:
            await world.ticks_wake.wait()
            continue
        wait = world.ticks[0][0] - time.time()
        if wait > 0:
            with contextlib.suppress(TimeoutError):
                async with asyncio.timeout(wait):
                    await world.ticks_wake.wait()
            if world.ticks[0][0] > time.time():
                continue
        await asyncio.sleep(_FLUSH_SECONDS)
        post_due(world)


def post_due(world: World) -> None:
    """Queue the webhooks of all statuses that are due now."""
    now = time.time()
    groups: dict[str, tuple[Number, list[tuple[Send, str]]]] = {}
    while world.ticks and world.ticks[0][0] <= now:
        _, _, send, status, chain = heapq.heappop(world.ticks)
        if chain:
            _plan_next(world, send, status, now)
        group = groups.setdefault(send.number.phone_number_id, (send.number, []))
        group[1].extend([(send, status)] * _copies(world, send, status))
        if send.key in world.customers:
            _show_on_phone(world, send, status)
    for number, due in groups.values():
        for start in range(0, len(due), _MAX_PER_WEBHOOK):
            values = statuses_values(world, number, due[start : start + _MAX_PER_WEBHOOK])
            enqueue_for_waba(world, number.waba_id, "messages", values)


def _copies(world: World, send: Send, status: str) -> int:
    if not world.faults:
        return 1
    for fault in world.faults:
        if fault.statuses and status not in fault.statuses:
            continue
        if fault.mode not in {"drop_statuses", "duplicate_statuses"}:
            continue
        if faults.strikes(world, fault, send.number.phone_number_id):
            return 0 if fault.mode == "drop_statuses" else 2
    return 1


def _plan_next(world: World, send: Send, status: str, now: float) -> None:
    settings = settings_for(world, send.number.phone_number_id)
    if status == "sent" and send.kind != "reaction":
        after = max(settings.delivered_after, now - send.at)
        _push(world, send, "delivered", after, chain=True)
    elif status == "delivered":
        _plan_read(world, send, settings, now)


def _plan_read(world: World, send: Send, settings: Settings, now: float) -> None:
    elapsed = now - send.at
    chat = (send.number.phone_number_id, send.key)
    if settings.auto_read:
        _push(world, send, "read", max(_AUTO_READ_SECONDS, elapsed))
    elif any((viewer.phone_number_id, viewer.key) == chat for viewer in world.viewers):
        _push(world, send, "read", elapsed + _GLANCE_SECONDS)
    elif not world.viewers or send.key not in world.customers:
        _push(world, send, "read", max(settings.read_after, elapsed))
    else:
        world.unread.setdefault(chat, deque(maxlen=_MAX_UNREAD)).append(send)


def chat_opened(world: World, phone_number_id: str, key: str) -> None:
    """Mark as read what waited for the person to open this chat."""
    waiting = world.unread.pop((phone_number_id, key), None)
    now = time.time()
    for send in waiting or ():
        _push(world, send, "read", now - send.at + _GLANCE_SECONDS)


def _show_on_phone(world: World, send: Send, status: str) -> None:
    chat = (send.number.phone_number_id, send.key)
    for item in reversed(world.chats.get(chat, ())):
        if item["id"] == send.id:
            item["status"] = status
            break
    announce(
        world,
        {"type": "status", "number": chat[0], "customer": chat[1], "id": send.id, "status": status},
    )
