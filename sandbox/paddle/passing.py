"""Time passes: renewals, retries of a declined card, and what was scheduled."""

import asyncio
import time
from collections.abc import Iterator
from datetime import datetime

from sandbox.paddle.changes import pending_lines
from sandbox.paddle.events import emit
from sandbox.paddle.keeping import keep_soon
from sandbox.paddle.payments import card_of, pay
from sandbox.paddle.periods import after_cycle
from sandbox.paddle.state import Json, World, moment, stamp, touch
from sandbox.paddle.subscriptions import (
    end,
    fall_behind,
    lines_billed,
    pause,
    set_items,
    set_period,
)
from sandbox.paddle.transactions import bill, make_transaction

_LOOK_EVERY = 1.0
_MOST = 5000  # things that fall due in one move of the clock


def advance(world: World, to: datetime) -> int:
    """Move the clock forward and do everything that falls due on the way, in its order."""
    done = 0
    while done < _MOST:
        due = min(_due(world, to), key=lambda one: one[0], default=None)
        if due is None:
            break
        _set_clock(world, max(due[0], world.now()))
        _do(world, due[1], due[2])
        done += 1
    _set_clock(world, to)
    keep_soon(world)
    return done


async def pass_time(world: World) -> None:
    """Do what falls due while nobody moves the clock."""
    while True:
        await asyncio.sleep(_LOOK_EVERY)
        now = world.now()
        for _, deed, subscription in sorted(_due(world, now), key=lambda one: one[0]):
            _do(world, deed, subscription)


def _set_clock(world: World, to: datetime) -> None:
    world.kept.ahead = max(to.timestamp() - time.time(), world.kept.ahead)


def _due(world: World, to: datetime) -> Iterator[tuple[datetime, str, Json]]:
    for subscription in world.of("subscriptions").values():
        change = subscription["scheduled_change"]
        moments: dict[str, str | None] = {}
        if change is not None:
            moments[change["action"]] = change["effective_at"]
        if subscription["status"] in {"active", "trialing"}:
            moments["renew"] = subscription["next_billed_at"]
        retries = world.kept.retries.get(subscription["id"])
        if retries and subscription["status"] == "past_due":
            moments["retry"] = retries[0]
        for deed, at in moments.items():
            if at is not None and moment(at) <= to:
                yield moment(at), deed, subscription


def _do(world: World, deed: str, subscription: Json) -> None:
    if deed == "cancel":
        end(world, subscription)
    elif deed == "pause":
        pause(world, subscription, subscription["scheduled_change"]["resume_at"])
    elif deed == "resume":
        renew(world, subscription, resumed=True)
    elif deed == "retry":
        _retry(world, subscription)
    else:
        renew(world, subscription)


def renew(world: World, subscription: Json, *, resumed: bool = False) -> None:
    """Charge the next period; it begins now for what was paused or on trial."""
    was = subscription["status"]
    period = subscription["current_billing_period"]
    now = world.now()
    regular = was == "active" and period is not None and moment(period["ends_at"]) <= now
    starts = moment(period["ends_at"]) if regular else now
    ends = after_cycle(starts, subscription["billing_cycle"])
    left, credit = pending_lines(world, subscription)
    held = world.kept.balances.pop(subscription["customer_id"], 0)
    transaction = make_transaction(
        world,
        [*lines_billed(world, subscription), *left],
        subscription,
        credit=credit + held,
        origin="subscription_recurring",
        subscription_id=subscription["id"],
        custom_data=subscription["custom_data"],
        billing_period={"starts_at": stamp(starts), "ends_at": stamp(ends)},
    )
    bill(world, transaction)
    emit(world, "transaction.billed", touch(world, transaction, status="billed"))
    subscription["first_billed_at"] = subscription["first_billed_at"] or stamp(starts)
    if resumed:
        subscription.update(paused_at=None, scheduled_change=None)
    touch(world, subscription, status="active")
    set_items(world, subscription, lines_billed(world, subscription))
    set_period(subscription, starts, ends)
    paid = pay(world, transaction, card_of(world, transaction))
    if resumed:
        emit(world, "subscription.resumed", subscription)
    elif was == "trialing":
        emit(world, "subscription.activated", subscription)
    if paid:
        emit(world, "subscription.updated", touch(world, subscription))
    else:
        fall_behind(world, subscription, transaction)


def _retry(world: World, subscription: Json) -> None:
    moments = world.kept.retries[subscription["id"]]
    moments.pop(0)
    owed = [
        one
        for one in world.of("transactions").values()
        if one["subscription_id"] == subscription["id"] and one["status"] == "past_due"
    ]
    unpaid = [one for one in owed if not pay(world, one, card_of(world, one))]
    if unpaid and not moments:
        end(world, subscription)
