"""Subscriptions: how one begins, what may be done with it, and how it ends."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from sandbox.paddle.errors import PaddleError
from sandbox.paddle.events import emit
from sandbox.paddle.money import Line
from sandbox.paddle.periods import after_cycle
from sandbox.paddle.state import Json, World, add, moment, stamp, touch

_LOCK = timedelta(minutes=30)
_RETRIES = (1, 3, 5, 8, 13, 20, 30)  # days after the first failure; the last one ends it
ACTIVE = ("active", "trialing", "past_due")


def begin_subscription(world: World, transaction: Json) -> Json:
    """Make the subscription that a paid transaction with recurring items asks for."""
    lines = [item for item in transaction["items"] if item["price"]["billing_cycle"]]
    cycle = lines[0]["price"]["billing_cycle"]
    trial = lines[0]["price"]["trial_period"]
    now = world.now()
    ends = stamp(after_cycle(now, trial or cycle))
    status = "trialing" if trial else "active"
    names = ("customer_id", "address_id", "business_id", "currency_code", "custom_data")
    subscription = add(
        world,
        "subscriptions",
        {
            "status": status,
            **{name: transaction[name] for name in names},
            "started_at": stamp(now),
            "first_billed_at": None if trial else stamp(now),
            "next_billed_at": ends,
            "paused_at": None,
            "canceled_at": None,
            "collection_mode": "automatic",
            "billing_details": None,
            "billing_cycle": cycle,
            "current_billing_period": {"starts_at": stamp(now), "ends_at": ends},
            "scheduled_change": None,
            "management_urls": None,
            "discount": None,
            "items": [],
            "import_meta": None,
        },
    )
    subscription["management_urls"] = _management(world, subscription)
    set_items(world, subscription, [_line(world, item) for item in lines])
    touch(world, transaction, subscription_id=subscription["id"])
    transaction["billing_period"] = subscription["current_billing_period"]
    emit(world, "subscription.created", subscription, transaction_id=transaction["id"])
    emit(world, "subscription.trialing" if trial else "subscription.activated", subscription)
    emit(world, "transaction.updated", transaction)
    return subscription


def _line(world: World, item: Json) -> Line:
    product = world.of("products")[item["price"]["product_id"]]
    return Line(item["price"], product, item["quantity"])


def _management(world: World, subscription: Json) -> Json:
    token = f"m-{subscription['id'].removeprefix('sub_')}"
    world.kept.links[token] = subscription["customer_id"]
    home = f"{world.addresses.frame}/portal/{token}/{subscription['id']}"
    return {"update_payment_method": f"{home}/card", "cancel": f"{home}/cancel"}


def lines_billed(world: World, subscription: Json) -> list[Line]:
    """Give what a renewal charges."""
    return [_line(world, item) for item in subscription["items"]]


def set_items(world: World, subscription: Json, lines: Sequence[Line]) -> None:
    """Replace what is subscribed to."""
    former = {item["price"]["id"]: item for item in subscription["items"]}
    now = stamp(world.now())
    subscription["items"] = [
        {
            "status": "trialing" if subscription["status"] == "trialing" else "active",
            "quantity": line.quantity,
            "recurring": True,
            "created_at": former.get(line.price["id"], {}).get("created_at", now),
            "updated_at": now,
            "previously_billed_at": subscription["first_billed_at"],
            "next_billed_at": subscription["next_billed_at"],
            "trial_dates": None,
            "price": line.price,
            "product": line.product,
        }
        for line in lines
    ]
    subscription["billing_cycle"] = lines[0].price["billing_cycle"]


def set_period(subscription: Json, starts: datetime, ends: datetime) -> None:
    """Move the paid period, and the next renewal to its end."""
    subscription["current_billing_period"] = {"starts_at": stamp(starts), "ends_at": stamp(ends)}
    subscription["next_billed_at"] = stamp(ends)
    for item in subscription["items"]:
        item["previously_billed_at"], item["next_billed_at"] = stamp(starts), stamp(ends)


def demand_changeable(world: World, subscription: Json) -> None:
    """Refuse where Paddle refuses every change: ended, or about to be renewed."""
    if subscription["status"] == "canceled":
        raise PaddleError(
            "subscription_update_when_canceled", "cannot update subscription, as it is canceled"
        )
    due = subscription["next_billed_at"]
    if due and timedelta(0) <= moment(due) - world.now() < _LOCK:
        raise PaddleError(
            "subscription_locked_renewal",
            "subscription is locked, as it is about to be renewed: try again after the renewal",
        )


def schedule(world: World, subscription: Json, action: str, resume_at: str | None = None) -> None:
    """Let something happen at the end of the paid period."""
    effective = subscription["current_billing_period"]["ends_at"]
    change = {"action": action, "effective_at": effective, "resume_at": resume_at}
    touch(world, subscription, scheduled_change=change, next_billed_at=None)
    emit(world, "subscription.updated", subscription)


def unschedule(world: World, subscription: Json) -> None:
    """Take the scheduled change back; renewals go on."""
    change = subscription["scheduled_change"]
    if change is None:
        return
    touch(world, subscription, scheduled_change=None)
    if subscription["status"] != "paused":
        subscription["next_billed_at"] = subscription["current_billing_period"]["ends_at"]


def end(world: World, subscription: Json) -> None:
    """Cancel for good."""
    now = stamp(world.now())
    touch(
        world,
        subscription,
        status="canceled",
        canceled_at=now,
        scheduled_change=None,
        next_billed_at=None,
        current_billing_period=None,
    )
    for item in subscription["items"]:
        item.update(status="inactive", next_billed_at=None)
    world.kept.retries.pop(subscription["id"], None)
    emit(world, "subscription.canceled", subscription)


def pause(world: World, subscription: Json, resume_at: str | None = None) -> None:
    """Stop renewing."""
    change = None
    if resume_at:
        change = {"action": "resume", "effective_at": resume_at, "resume_at": None}
    touch(
        world,
        subscription,
        status="paused",
        paused_at=stamp(world.now()),
        next_billed_at=None,
        current_billing_period=None,
        scheduled_change=change,
    )
    emit(world, "subscription.paused", subscription)


def recover(world: World, subscription: Json) -> None:
    """What was owed is paid."""
    world.kept.retries.pop(subscription["id"], None)
    if subscription["status"] == "past_due":
        emit(world, "subscription.updated", touch(world, subscription, status="active"))


def fall_behind(world: World, subscription: Json, transaction: Json) -> None:
    """The card declined a charge that stands: it is tried again for a month."""
    emit(world, "transaction.past_due", touch(world, transaction, status="past_due"))
    now = world.now()
    moments = [stamp(now + timedelta(days=days)) for days in _RETRIES]
    world.kept.retries[subscription["id"]] = moments
    emit(world, "subscription.past_due", touch(world, subscription, status="past_due"))
